import type { Reason } from '../../src/core/outcome.js';
import type { RunView, TaskView } from '../../src/engine/views.js';

export interface Answers {
  readonly set: Readonly<Record<string, unknown>>;
  /** Absolute paths. */
  readonly evidence: readonly string[];
}

/** Somebody who works on a run through its pages, by mouse or by keyboard, and knows no particular step. */
export interface Hand {
  /** Opens the page of a step, waits until it can be answered, and answers what the server says of it. */
  open(step: string): Promise<TaskView>;
  fill(task: TaskView, answers: Answers): Promise<void>;
  /** Hands the claim in, without waiting for what becomes of it. */
  press(): Promise<void>;
  /** Waits for the check of a claim to end. */
  judged(task: TaskView): Promise<TaskView>;
  /** Waits until the page says why an answer was not accepted. @returns how many reasons come with the values that differ */
  told(reasons: readonly Reason[]): Promise<number>;
  approve(task: TaskView, reason: string): Promise<void>;
  /** The run as it stands. */
  seen(): Promise<RunView>;
  /** Sets the clock of a practice run, at its checklist. */
  setClock(at: Date): Promise<void>;
}

import type { ZodObject } from 'zod';
import type { FactId, Facts } from './facts.js';
import type { Fingerprint, Outcome } from './outcome.js';
import type { PartName, RunKind, StepId } from './parts.js';
import type { TaskStatus } from './task-status.js';
import type { Text } from './text.js';

/** Hard warnings (sequence.md section 13) and gaps (section 14); the texts come with the sequence. */
export type WarningCode = `W-${string}`;
export type GapCode = `D${number}`;

export interface Warning {
  readonly code: string;
  readonly text: Text;
  readonly statements?: WarningStatements;
}

/**
 * The fact of a warning as a person would say it, and what others wrongly believe. Whoever acts picks the right sentence;
 * a bare tick would say nothing.
 */
export interface WarningStatements {
  readonly right: Text;
  readonly wrong: readonly [Text, Text];
}

export interface EvidenceRequest {
  readonly required: boolean;
  /** What to bring: a screenshot, a mail, a file. */
  readonly what: Text;
}

/** Can the step be undone, how, until when. */
export interface UndoHint {
  readonly possible: 'yes' | 'partly' | 'no';
  readonly how: Text;
}

/** An act that has to wait until a second person has approved what was claimed for it. */
export interface OnceApproved {
  /** What is approved, as the title of the decision. */
  readonly approval: Text;
  /** What is to be done as soon as it is approved; vendor labels in backticks. */
  readonly now: Text;
  /** The step that proves the act: said until that one is settled, there too. */
  readonly until: StepId;
}

/** The accepted result of a step; undefined before there is one, and once it was erased. */
export type ReadFact = <S extends FactId>(step: S) => Facts[S] | undefined;

/** Everything a face needs to show a step, and everything the engine needs to run it. */
export interface StepSpec {
  readonly id: StepId;
  readonly part: PartName;
  /** `task`: a person acts and claims; `step`: Umstieg acts (after input, if `form` is set). */
  readonly kind: 'task' | 'step';
  readonly title: Text;
  /** In our own words; vendor labels stand in backticks letter for letter. */
  readonly instruction: Text;
  /** Lines of the manual page; empty for rows marked (+). */
  readonly lines: readonly number[];
  /** (+) rows: not in the manual page, a project can switch them off. */
  readonly optional?: boolean;
  /** Other vendor pages this row stands on (keys of domain.md). */
  readonly sources?: readonly string[];
  readonly warnings?: readonly WarningCode[];
  readonly gaps?: readonly GapCode[];
  readonly form?: ZodObject;
  readonly evidence?: EvidenceRequest;
  /** Steps whose facts this one builds on: a changed fact makes it `outdated` (O8). */
  readonly reads?: readonly StepId[];
  /** What a verdict of agreement says in one sentence: what was compared with what. Of steps that never compare: left out. */
  readonly agrees?: Text;
  /** An automatic step that writes a file for the person; the others only read and check. */
  readonly writes?: true;
  /** The page of the run that it is about: who carries it out or approves it is led there. */
  readonly about?: 'report' | 'audit';
  readonly undo: UndoHint;
  /** First day on which it can be done, `YYYY-MM-DD`, as results of the steps it reads say; its check refuses earlier days. */
  readonly notBefore?: (fact: ReadFact) => string | undefined;
  /** `cannot-read` waits for approval instead of being `attested` (sequence.md 17). */
  readonly hard?: boolean;
  /** The claim is handed in and approved before the act itself is carried out. */
  readonly onceApproved?: OnceApproved;
  /** Never to be waived (sequence.md 17). */
  readonly neverWaive?: boolean;
  readonly timeoutMs?: number;
  readonly maxAttempts?: number;
}

export interface EvidenceRef {
  readonly digest: string;
  readonly size: number;
  /** File name as given, without folder. */
  readonly name: string;
}

/** Content-addressed evidence store. */
export interface EvidencePort {
  put(name: string, bytes: Uint8Array | string): Promise<EvidenceRef>;
  putFile(path: string): Promise<EvidenceRef>;
  read(digest: string): Promise<Buffer>;
  /** Absolute path of the stored file, for streaming readers. Never write to it. */
  path(digest: string): string;
}

/** Durable scratch folder of one (run, step, idempotency key): survives a kill, is read before work is done again. */
export interface WorkPort {
  read(name: string): Promise<string | undefined>;
  /** Atomic: temporary file, fsync, rename. */
  write(name: string, text: string): Promise<void>;
}

export interface FingerprintPort {
  /** HMAC-SHA-256 under the instance key, hex. */
  hmac(value: string): string;
  /** Other projects (live runs only) in which this fingerprint was accepted. */
  usedElsewhere(fingerprint: Fingerprint): Promise<readonly string[]>;
}

/** The report of a run, in each of its forms. */
export interface WrittenReport {
  readonly html: string;
  readonly json: string;
  readonly pdf: Uint8Array;
}

/** What the engine can make of the run itself; used by acceptance. */
export interface ArchivePort {
  report(): Promise<WrittenReport>;
  /** Seals the chain and returns a bundle file's path, its digest and the audit head. */
  seal(): Promise<{ path: string; digest: string; head: string; entries: number; signer: string }>;
}

/** What the newest rehearsal of the same project came to: a prediction, made on a model. */
export interface RehearsedRun {
  readonly runId: string;
  /** When that run was made, by the real clock, ISO 8601. */
  readonly madeAt: string;
  fact<S extends FactId>(step: S): Facts[S] | undefined;
}

export interface StepContext {
  readonly runId: string;
  readonly projectId: string;
  readonly kind: RunKind;
  readonly customer: string;
  /** The run's clock: real time for live runs, virtual for drills and rehearsals. */
  readonly now: Date;
  /** Same key = same work; stable over retries and restarts. */
  readonly idempotencyKey: string;
  /** How often this step was accepted before. */
  readonly round: number;
  /** Who handed in the claim; null for automatic steps. */
  readonly actor: string | null;
  readonly evidence: readonly EvidenceRef[];
  readonly store: EvidencePort;
  readonly work: WorkPort;
  readonly fingerprints: FingerprintPort;
  readonly archive: ArchivePort;
  /** Undefined where the project has no rehearsal, and in a rehearsal itself. */
  rehearsed(): Promise<RehearsedRun | undefined>;
  readonly signal: AbortSignal;
  fact<S extends FactId>(step: S): Facts[S] | undefined;
  status(step: StepId): TaskStatus;
  /** Every step with its status, in shown order (acceptance, customer report). */
  statuses(): readonly {
    readonly id: StepId;
    readonly part: PartName;
    readonly status: TaskStatus;
  }[];
  progress(done: number, total: number, unit: string): void;
}

/** A person's step: checks what was claimed against the data Umstieg has. Reads only, may be repeated. */
export interface TaskStep<I = Record<string, unknown>, F = unknown> {
  verify(input: I, context: StepContext): Promise<Outcome<F>> | Outcome<F>;
}

/** An automatic step. `check` answers the outcome when the effect already stands, else undefined. */
export interface AutomaticStep<I = Record<string, unknown>, F = unknown> {
  check(input: I, context: StepContext): Promise<Outcome<F> | undefined>;
  execute(input: I, context: StepContext): Promise<Outcome<F>>;
}

export type StepProvider = TaskStep | AutomaticStep;

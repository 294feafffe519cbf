import { z } from 'zod';
import { InvariantError } from '../core/errors.js';
import type { Plain } from '../core/outcome.js';
import { isSettled, TASK_STATUSES, type TaskStatus } from '../core/task-status.js';

/** XState's value of one snapshot: a state name, or names by region. */
export type StateValue = string | { [region: string]: StateValue };

const stateValue: z.ZodType<StateValue> = z.lazy(() =>
  z.union([z.string(), z.record(z.string(), stateValue)]),
);

const flags = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** A decision somebody asked for. `from` is the status it falls back to when denied. */
const pending = z.object({
  kind: z.enum(['result', 'act', 'waive', 'reopen', 'keep', 'off']),
  by: z.string().nullable(),
  from: z.enum(TASK_STATUSES),
  keep: z.array(z.string()).optional(),
});

const taskDetails = z.object({
  /** How often a result was accepted. */
  round: z.number().int().optional(),
  /** Digest of the accepted facts. */
  result: z.string().optional(),
  /** Result of `inputs` at acceptance: row id → digest (O8). */
  inputs: z.record(z.string(), z.string()).optional(),
  /** Accepted on a person's word: nothing to compare with. */
  attested: z.boolean().optional(),
  /** References of the people who handed in the current claim. */
  doers: z.array(z.string()).optional(),
  /** Reference of the person who approved the act before it was done. */
  approvedBy: z.string().optional(),
  pending: pending.optional(),
  /** References of the people this result names as approvers of the run. */
  approvers: z.array(z.string()).optional(),
  /** Result that waits for approval. */
  draft: z
    .object({
      result: z.string(),
      flags: flags.optional(),
      attested: z.boolean().optional(),
      approvers: z.array(z.string()).optional(),
    })
    .optional(),
  assignee: z.string().optional(),
  /** Why it is outdated: the changed rows. */
  cause: z.array(z.string()).optional(),
  /** Hand the last input in again by itself when offered. */
  again: z.boolean().optional(),
  /** Last attempt: its id is the fencing token, its key finds input and outcome. */
  attempt: z
    .object({
      ...{ id: z.string(), key: z.string(), number: z.number().int() },
      /** Commitment to its row: the input it will be carried out with. */
      bound: z.string(),
    })
    .optional(),
  /** Codes of the last verdict's reasons. */
  reasons: z.array(z.string()).optional(),
});

const timer = z.object({ part: z.string(), event: z.string(), dueAt: z.string() });

const span = z.strictObject({ from: z.string().nullable(), until: z.string().nullable() });

/** Of a what-if: the run it was forked from, and where the chain of that run stood. */
const forkedFrom = z.strictObject({ run: z.string(), seq: z.number().int(), head: z.string() });

/** What the run row and the project row must say of the run; `customer` is a commitment. */
const origin = z.strictObject({
  ...{ kind: z.string(), project: z.string(), createdAt: z.string() },
  customer: z.string().nullable(),
  from: forkedFrom.optional(),
});

const runState = z.strictObject({
  origin,
  root: stateValue,
  parts: z.record(z.string(), stateValue),
  status: z.record(z.string(), z.enum(TASK_STATUSES)),
  tasks: z.record(z.string(), taskDetails),
  flags: z.record(z.string(), flags),
  timers: z.record(z.string(), timer),
  /** Signals that came early: kept until a machine can hear them. */
  inbox: z.array(z.string()),
  /**
   * Who acted or was named here: keyed hash of the folded name → reference in the chain. Outlives the erasable opening,
   * so that nobody decides on their own work under a name that was erased (ADR 0009).
   */
  people: z.record(z.string(), z.string()).optional(),
  /** References of people whose names were erased before another installation took the run in: nobody can tell who they are. */
  strangers: z.array(z.string()).optional(),
  /** (+) rows this project switched off. */
  off: z.array(z.string()),
  /** Virtual time of drills and rehearsals; null = the real clock. */
  clock: z.string().nullable(),
  /** When parts are to begin and to end, and when milestones are to be. */
  plan: z
    .strictObject({ parts: z.record(z.string(), span), steps: z.record(z.string(), z.string()) })
    .optional(),
  paused: z.boolean(),
  canceled: z.boolean(),
});

export type TaskDetails = z.infer<typeof taskDetails>;
export type Pending = z.infer<typeof pending>;
export type RunFlags = Readonly<Record<string, Plain>>;
export interface RunState extends z.infer<typeof runState> {
  status: Record<string, TaskStatus>;
}

/**
 * Parses a stored state. XState would start garbage silently at the initial state, so the schema is checked here and the
 * values against the machines in compile-definition.ts.
 * @throws InvariantError snapshot.incompatible
 */
export function parseRunState(runId: string, text: string): RunState {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = undefined;
  }
  const parsed = runState.safeParse(json);
  if (parsed.success) return json as RunState; // as it is written: its text must come out again (ADR 0039)
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new InvariantError('snapshot.incompatible', {
    de: `Lauf ${runId}: Der gespeicherte Zustand ist nicht lesbar (bei „${where}“).`,
    en: `Run ${runId}: the stored state cannot be read (at "${where}").`,
  });
}

export function detailsOf(state: RunState, step: string): TaskDetails {
  return state.tasks[step] ?? {};
}

export function statusOf(state: RunState, step: string): TaskStatus {
  return state.status[step] ?? 'locked';
}

/** Whether a result of a what-if is that of the run it was forked from: nobody worked on the step here. */
export function isTakenOver(state: RunState, step: string): boolean {
  const { result, attempt } = detailsOf(state, step);
  const stands = isSettled(statusOf(state, step)) || statusOf(state, step) === 'outdated';
  return state.origin.from !== undefined && stands && result !== undefined && !attempt;
}

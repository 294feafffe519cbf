import { ERROR_CODES, type ErrorCode } from '../core/error-codes.js';
import type { Verdict } from '../core/outcome.js';
import type { TaskStatus } from '../core/task-status.js';
import type { Text } from '../core/text.js';
import type { CommandAnswer } from '../engine/commands.js';
import type { CommandOptions } from '../engine/engine.js';
import type { Umstieg } from '../engine/umstieg.js';
import type { AttemptView, RunView, SaidReason, StepView } from '../engine/views.js';

/** What came of one acting command, after everything it began is over. */
export interface Acted {
  /** Exit code: 5 when the data contradict the claim, that of the error when its check failed. */
  readonly exit: number;
  readonly run: RunView;
  readonly revision: number;
  readonly step?: StepView;
  readonly verdict?: Verdict;
  /** Of a verdict of agreement: what was compared with what. */
  readonly agrees?: Text;
  readonly reasons: readonly SaidReason[];
  readonly error?: { readonly code: string; readonly text: Text };
  /** Other steps that became a problem on the way, with their reasons. */
  readonly problems: readonly Problem[];
}
export interface Problem {
  readonly step: StepView;
  readonly reasons: readonly SaidReason[];
}

export type Send = (umstieg: Umstieg, options: CommandOptions) => Promise<CommandAnswer>;

/**
 * Takes over what a dead process left, sends the command, waits for what it began, and looks at the outcome. The same
 * key gives the first answer again and finds its outcome by its work, so a killed `play` goes on.
 *
 * @param o.judged the command hands in a claim: its verdict decides the exit code
 * @throws RequestError the refusal
 */
export async function act(
  umstieg: Umstieg,
  runId: string,
  o: { readonly options: CommandOptions; readonly judged: boolean; readonly send: Send },
): Promise<Acted> {
  await umstieg.resume(runId);
  const before = await statuses(umstieg, runId);
  const answer = await o.send(umstieg, o.options);
  await umstieg.settle(runId);
  const run = await umstieg.queries.run(runId);
  const step = run.steps.find((s) => s.id === answer.step);
  const outcome =
    o.judged && answer.workKey !== undefined
      ? await umstieg.queries.outcome(runId, answer.workKey)
      : undefined;
  const problems = await newProblems(umstieg, run, before, step?.id);
  return { ...judge(outcome), run, revision: run.revision, ...(step ? { step } : {}), problems };
}

/** An unknown run has no statuses; the command itself says so and has it recorded. */
async function statuses(umstieg: Umstieg, runId: string): Promise<Map<string, TaskStatus>> {
  try {
    const { steps } = await umstieg.queries.run(runId);
    return new Map(steps.map((s) => [s.id, s.status]));
  } catch {
    return new Map();
  }
}

function judge(
  outcome: AttemptView | undefined,
): Pick<Acted, 'exit' | 'verdict' | 'agrees' | 'reasons' | 'error'> {
  if (!outcome) return { exit: 0, reasons: [] };
  const { verdict, agrees, reasons = [], error } = outcome;
  if (error && outcome.status === 'failed') {
    const code = error.code in ERROR_CODES ? (error.code as ErrorCode) : 'step.failed';
    return { exit: ERROR_CODES[code].exit, reasons: [], error };
  }
  return {
    ...{ exit: verdict === 'contradicts' ? 5 : 0, reasons },
    ...(verdict ? { verdict } : {}),
    ...(agrees ? { agrees } : {}),
  };
}

async function newProblems(
  umstieg: Umstieg,
  run: RunView,
  before: ReadonlyMap<string, TaskStatus>,
  own: string | undefined,
): Promise<Problem[]> {
  const bad = run.steps.filter(
    (s) =>
      s.id !== own &&
      (s.status === 'rejected' || s.status === 'failed') &&
      before.get(s.id) !== s.status,
  );
  return Promise.all(
    bad.map(async (step) => {
      const last = (await umstieg.queries.task(run.id, step.id)).attempts.at(-1);
      const failed = last?.error ? [{ code: last.error.code, text: last.error.text }] : [];
      return { step, reasons: last?.reasons ?? failed };
    }),
  );
}

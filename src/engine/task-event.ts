import type { Plain } from '../core/outcome.js';
import type { TaskStatus } from '../core/task-status.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { TraitsOf } from './drain.js';
import { detailsOf, statusOf, type Pending, type RunState, type TaskDetails } from './run-state.js';

/** An event of the generic task machine with what the engine keeps of it. */
export interface TaskEvent {
  readonly type: string;
  readonly result?: string;
  readonly flags?: Readonly<Record<string, Plain>>;
  readonly attested?: boolean;
  readonly reasons?: readonly string[];
  readonly pending?: Pending;
  readonly doer?: string | null;
  readonly approver?: string;
  readonly cause?: string;
  readonly again?: boolean;
}

export interface Said {
  /** Accepted dependents whose input changed: `invalidate`. */
  readonly invalidated: readonly string[];
  /** Dependents in the middle of a claim: `withdraw`, then offered anew. */
  readonly withdrawn: readonly string[];
  /** The input was accepted for the first time: dependents check themselves again. */
  readonly first: boolean;
  /** Event suffixes the parts hear: submitted, contradicted, failed, refused. */
  readonly tell: readonly string[];
  readonly flagsChanged: boolean;
}

const NOTHING: Said = {
  invalidated: [],
  withdrawn: [],
  first: false,
  tell: [],
  flagsChanged: false,
};

/** Updates what is kept of a task when its status changed, and says whom it concerns. Mutates `state.tasks` and `flags` only. */
export function applyTaskEvent(
  state: RunState,
  step: string,
  from: TaskStatus,
  to: TaskStatus,
  event: TaskEvent,
  traits: TraitsOf,
  definition: CompiledDefinition,
): Said {
  const old = detailsOf(state, step);
  const save = (details: TaskDetails) => {
    state.tasks[step] = withoutUndefined(details);
  };
  switch (event.type) {
    case 'submit':
    case 'start': {
      const { reasons: _reasons, again: _again, ...rest } = old;
      save({ ...rest, doers: event.doer ? [event.doer] : (old.doers ?? []) });
      return NOTHING;
    }
    case 'consistent':
    case 'grant.result': {
      const draft = event.type === 'consistent' ? event : old.draft;
      return accept(
        state,
        step,
        old,
        draft?.result ?? '',
        draft ?? {},
        event.reasons ?? old.reasons,
        traits,
        definition,
      );
    }
    case 'grant.keep':
      save({ ...cleared(old), inputs: currentInputs(state, traits(step)?.reads ?? []) });
      return NOTHING;
    case 'needs-approval': {
      const draft = { result: event.result ?? '', ...(event.flags ? { flags: event.flags } : {}) };
      const pending: Pending = { kind: 'result', by: old.doers?.[0] ?? null, from: 'rejected' };
      save({
        ...old,
        pending,
        draft: event.attested ? { ...draft, attested: true } : draft,
        reasons: [...(event.reasons ?? [])],
      });
      return { ...NOTHING, tell: ['submitted'] };
    }
    case 'contradicts':
      save({ ...old, reasons: [...(event.reasons ?? [])] });
      return { ...NOTHING, tell: ['contradicted'] };
    case 'fail':
      save({ ...old, reasons: [...(event.reasons ?? [])] });
      return { ...NOTHING, tell: ['failed'] };
    case 'ask':
      save({ ...old, pending: { kind: 'act', by: null, from: 'locked' } });
      return NOTHING;
    case 'request':
      save({ ...old, ...(event.pending ? { pending: event.pending } : {}) });
      return NOTHING;
    case 'grant.act':
    case 'grant.reopen': {
      save({ ...cleared(old), ...(event.approver ? { approvedBy: event.approver } : {}) });
      return NOTHING;
    }
    case 'grant.waive':
    case 'deny.waive':
    case 'deny.locked':
    case 'deny.outdated':
    case 'deny.done':
    case 'reopen':
    case 'skip':
      save({ ...cleared(old), ...(event.type.startsWith('deny') ? { cause: old.cause } : {}) });
      return NOTHING;
    case 'deny.result':
    case 'deny.act':
      save({
        ...old,
        pending: to === 'waiting-approval' ? old.pending : undefined,
        draft: undefined,
      });
      return { ...NOTHING, tell: ['refused'] };
    case 'invalidate':
      if (to !== 'outdated') return NOTHING;
      save({
        ...old,
        cause: [...new Set([...(from === 'outdated' ? (old.cause ?? []) : []), event.cause ?? ''])],
        ...(event.again ? { again: true } : {}),
      });
      return NOTHING;
    case 'withdraw':
      save({ ...cleared(old), again: old.again });
      return NOTHING;
    default:
      return NOTHING;
  }
}

function accept(
  state: RunState,
  step: string,
  old: TaskDetails,
  result: string,
  claim: { flags?: Readonly<Record<string, Plain>> | undefined; attested?: boolean | undefined },
  reasons: readonly string[] | undefined,
  traits: TraitsOf,
  definition: CompiledDefinition,
): Said {
  const own = traits(step)?.reads ?? [];
  state.tasks[step] = withoutUndefined({
    ...cleared(old),
    approvedBy: undefined,
    round: (old.round ?? 0) + 1,
    result,
    inputs: currentInputs(state, own),
    attested: claim.attested ? true : undefined,
    reasons: reasons && reasons.length > 0 ? [...reasons] : undefined,
  });
  const flagsBefore = JSON.stringify(state.flags[step] ?? {});
  state.flags[step] = { ...claim.flags };
  const flagsChanged = JSON.stringify(state.flags[step]) !== flagsBefore;
  if (old.result === result) {
    forgetKept(state, step, traits, definition);
    return { ...NOTHING, flagsChanged };
  }
  const first = old.result === undefined;
  const readers = definition.steps.filter(
    (other) => other !== step && traits(other)?.reads.includes(step),
  );
  const stale = readers.filter((other) => detailsOf(state, other).inputs?.[step] !== result);
  return {
    ...NOTHING,
    flagsChanged,
    first,
    invalidated: stale.filter(
      (other) => invalidates(statusOf(state, other)) && !(first && definition.sticky.has(other)),
    ),
    withdrawn: stale.filter((other) => inTheMiddle(state, other)),
  };
}

/** Nothing changed after all: claims kept for re-use are not needed. */
function forgetKept(
  state: RunState,
  step: string,
  traits: TraitsOf,
  definition: CompiledDefinition,
): void {
  for (const other of definition.steps) {
    const details = detailsOf(state, other);
    if (!details.again || statusOf(state, other) !== 'done') continue;
    if (traits(other)?.reads.includes(step))
      state.tasks[other] = withoutUndefined({ ...details, again: undefined });
  }
}

function invalidates(status: TaskStatus): boolean {
  return status === 'done' || status === 'outdated';
}

function inTheMiddle(state: RunState, step: string): boolean {
  const status = statusOf(state, step);
  if (status === 'waiting-approval') return detailsOf(state, step).pending?.kind === 'result';
  return status === 'verifying' || status === 'in-progress';
}

function currentInputs(state: RunState, reads: readonly string[]): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const step of reads) {
    const result = detailsOf(state, step).result;
    if (result !== undefined) inputs[step] = result;
  }
  return inputs;
}

/** What survives a decision: the last accepted result, who did it, the last attempt. */
function cleared(old: TaskDetails): TaskDetails {
  const {
    pending: _p,
    draft: _d,
    cause: _c,
    again: _a,
    approvedBy: _b,
    reasons: _r,
    ...kept
  } = old;
  return kept;
}

function withoutUndefined(details: {
  [K in keyof TaskDetails]: TaskDetails[K] | undefined;
}): TaskDetails {
  return Object.fromEntries(
    Object.entries(details).filter(([, value]) => value !== undefined),
  ) as TaskDetails;
}

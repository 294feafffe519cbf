import type { Plain } from '../core/outcome.js';
import type { TaskStatus } from '../core/task-status.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { TraitsOf } from './step-traits.js';
import { detailsOf, type Pending, type RunState, type TaskDetails } from './run-state.js';
import { currentInputs, forgetKept, staleBy, type Stale } from './staleness.js';

/** An event of the generic task machine with what the engine keeps of it. */
export interface TaskEvent {
  readonly type: string;
  readonly result?: string;
  readonly flags?: Readonly<Record<string, Plain>>;
  readonly attested?: boolean;
  readonly approvers?: readonly string[];
  readonly reasons?: readonly string[];
  readonly pending?: Pending;
  readonly doer?: string | null;
  readonly approver?: string;
  readonly cause?: string;
  readonly again?: boolean;
}

export interface Said extends Stale {
  /** The input was accepted for the first time: dependents check themselves again. */
  readonly first: boolean;
  /** Event suffixes the parts hear: submitted, contradicted, failed, refused. */
  readonly tell: readonly string[];
  readonly flagsChanged: boolean;
}

const NOTHING: Said = {
  invalidated: [],
  overtaken: [],
  withdrawn: [],
  first: false,
  tell: [],
  flagsChanged: false,
};

/** Events that put a step back to where it may have to wait, or where its turn may have come meanwhile. */
export const OPENS_AGAIN: ReadonlySet<string> = new Set([
  ...['reopen', 'grant.reopen', 'deny.waive', 'deny.locked', 'deny.outdated'],
]);

/** One status change of one task, with what may be read and written while it is recorded. */
interface Change {
  readonly state: RunState;
  readonly step: string;
  readonly from: TaskStatus;
  readonly to: TaskStatus;
  readonly event: TaskEvent;
  readonly old: TaskDetails;
  readonly traits: TraitsOf;
  readonly definition: CompiledDefinition;
  save(details: { [K in keyof TaskDetails]: TaskDetails[K] | undefined }): Said;
}

const HANDLERS: Readonly<Record<string, (change: Change) => Said>> = {
  submit: begin,
  start: begin,
  consistent: (c) => accept(c, c.event, c.event.reasons),
  'grant.result': (c) => accept(c, c.old.draft ?? {}, c.old.reasons),
  'grant.keep': (c) =>
    c.save({ ...cleared(c.old), inputs: currentInputs(c.state, c.traits(c.step)?.reads ?? []) }),
  'needs-approval': hold,
  contradicts: (c) => ({ ...c.save({ ...c.old, reasons: reasonsOf(c) }), tell: ['contradicted'] }),
  fail: (c) => ({ ...c.save({ ...c.old, reasons: reasonsOf(c) }), tell: ['failed'] }),
  ask: (c) => c.save({ ...c.old, pending: { kind: 'act', by: null, from: 'locked' } }),
  request: (c) => c.save({ ...c.old, pending: c.event.pending ?? c.old.pending }),
  'grant.act': (c) => c.save({ ...cleared(c.old), approvedBy: c.event.approver }),
  'grant.reopen': (c) =>
    c.save({ ...cleared(c.old), approvedBy: c.event.approver, again: c.old.again }),
  'grant.waive': (c) => c.save(cleared(c.old)),
  reopen: (c) => c.save({ ...cleared(c.old), again: c.old.again }),
  skip: (c) => c.save(cleared(c.old)),
  'deny.waive': fallBack,
  'deny.locked': fallBack,
  'deny.outdated': fallBack,
  'deny.done': fallBack,
  'deny.waived': fallBack,
  'deny.result': (c) => ({
    ...c.save({ ...c.old, pending: undefined, draft: undefined }),
    tell: ['refused'],
  }),
  'deny.act': () => ({ ...NOTHING, tell: ['refused'] }),
  invalidate: (c) =>
    c.to === 'outdated' ? c.save({ ...c.old, cause: causes(c), again: handedInAgain(c) }) : NOTHING,
  withdraw: (c) => c.save({ ...cleared(c.old), again: c.old.again }),
};

/** Updates what is kept of a task when its status changed, and says whom it concerns. Mutates `state.tasks` and `flags` only. */
export function applyTaskEvent(change: Omit<Change, 'old' | 'save'>): Said {
  const { state, step, event } = change;
  const handler = HANDLERS[event.type];
  if (!handler) return NOTHING;
  return handler({
    ...change,
    old: detailsOf(state, step),
    save: (details) => {
      state.tasks[step] = withoutUndefined(details);
      return NOTHING;
    },
  });
}

/** A request of a person (waiver, redo, acceptance) outlives the closing of its part: somebody has to answer it. */
export function outlives(state: RunState, step: string, event: string): boolean {
  const kind = detailsOf(state, step).pending?.kind;
  return event === 'withdraw' && kind !== undefined && kind !== 'act' && kind !== 'result';
}

function begin(c: Change): Said {
  const { reasons: _reasons, again: _again, ...rest } = c.old;
  return c.save({ ...rest, doers: c.event.doer ? [c.event.doer] : (c.old.doers ?? []) });
}

/** The claim was checked and waits for a second person. */
function hold(c: Change): Said {
  const { result = '', flags, attested, approvers } = c.event;
  const draft = {
    result,
    ...(flags ? { flags } : {}),
    ...(attested ? { attested } : {}),
    ...(approvers ? { approvers: [...approvers] } : {}),
  };
  const pending: Pending = { kind: 'result', by: c.old.doers?.[0] ?? null, from: 'rejected' };
  return { ...c.save({ ...c.old, pending, draft, reasons: reasonsOf(c) }), tell: ['submitted'] };
}

function fallBack(c: Change): Said {
  const cause = c.event.cause === undefined ? c.old.cause : causes(c);
  return c.save({ ...cleared(c.old), cause });
}

function reasonsOf(c: Change): string[] {
  return [...(c.event.reasons ?? [])];
}

/** A result taken over by a what-if has no claim here that could be handed in again. */
function handedInAgain({ event, old, state }: Change): boolean | undefined {
  const claimed = state.origin.from === undefined || old.attempt !== undefined;
  return event.again && claimed ? true : old.again;
}

function causes(c: Change): string[] {
  const earlier = c.from === 'done' ? [] : (c.old.cause ?? []);
  return [...new Set([...earlier, c.event.cause ?? ''])];
}

/** The claim counts. Dependents whose input changed hear of it (O8). */
function accept(
  c: Change,
  claim: Pick<TaskEvent, 'result' | 'flags' | 'attested' | 'approvers'>,
  reasons: readonly string[] | undefined,
): Said {
  const { state, step, old, traits, definition } = c;
  const result = claim.result ?? '';
  c.save({
    ...cleared(old),
    approvedBy: undefined,
    round: (old.round ?? 0) + 1,
    result,
    inputs: currentInputs(state, traits(step)?.reads ?? []),
    attested: claim.attested ? true : undefined,
    approvers: claim.approvers ? [...claim.approvers] : undefined,
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
  return { ...NOTHING, flagsChanged, first, ...staleBy(step, result, first, c) };
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
  const all: [string, unknown][] = Object.entries(details);
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

import { DEPUTY_CODE } from '../core/words.js';
import type { EntryView } from '../engine/entry-view.js';
import type { ReportApproval, ReportPerson, ReportTurn, SignedIn } from './report-model.js';

/** What the chain says of one step: its last result, its approvals, the last reason. */
export interface StepHistory {
  doneBy: string | null;
  doneAt: string | null;
  approvals: ReportApproval[];
  turns: ReportTurn[];
  reason: string | null;
  switchedOff: boolean;
  evidence: number;
}

export interface RunHistory {
  readonly steps: ReadonlyMap<string, StepHistory>;
  readonly people: readonly Omit<ReportPerson, 'roles'>[];
  /** Whether whoever handed in a step or decided on one had signed in: everybody, some, or nobody. */
  readonly signedIn: SignedIn;
}

/** Requests whose reason is worth showing, once they were granted. */
const REQUESTS: ReadonlySet<string> = new Set([
  ...['waive-requested', 'keep-requested', 'switch-off-requested'],
]);
/** Opened again, at once or once a second person agreed. */
const REDO: ReadonlySet<string> = new Set(['redo', 'redo-requested']);
const REJECTED = /^reject-(\w+)$/;
/** Approvals that a new result leaves as they are: they were given for the act, or for doing it again. */
const LASTING: ReadonlySet<string> = new Set(['act', 'reopen']);

/** Reads a chain once, in its order. A new result of a step forgets the approvals of the one before. */
export async function readHistory(entries: AsyncIterable<EntryView>): Promise<RunHistory> {
  const steps = new Map<string, StepHistory>();
  const seen = new Map<string, Seen>();
  const ways = { signedIn: 0, named: 0 };
  const of = (id: string): StepHistory => {
    const known = steps.get(id) ?? emptyHistory();
    steps.set(id, known);
    return known;
  };
  for await (const view of entries) {
    const { entry, actor } = view;
    const at = entry.runAt ?? entry.at;
    if (actor !== null && entry.kind === 'event') {
      const { first = at, rejected = 0, approved = 0 } = seen.get(actor) ?? {};
      const isNo = /\.reject-\w+$/.test(entry.event);
      const isYes = /\.approve-\w+$/.test(entry.event);
      const counted = { rejected: rejected + Number(isNo), approved: approved + Number(isYes) };
      seen.set(actor, { first, last: at, ...counted });
      // who made the project or set its clock did nothing the report speaks of
      if (entry.step !== null) ways[entry.where.authenticated ? 'signedIn' : 'named']++;
    }
    if (entry.step === null) continue;
    if (entry.kind === 'event') noteEvent(of(entry.step), view, entry.step, at);
    else if (entry.verdict) noteCheck(of(entry.step), at);
  }
  return { steps, people: people(steps, seen), signedIn: signedInOf(ways) };
}

/** When somebody acted first and last, and how often with a yes or a no. */
type Seen = Pick<ReportPerson, 'first' | 'last' | 'approved' | 'rejected'>;

function signedInOf({ signedIn, named }: { signedIn: number; named: number }): SignedIn {
  if (named === 0) return 'all';
  return signedIn === 0 ? 'none' : 'some';
}

function emptyHistory(): StepHistory {
  return {
    doneBy: null,
    doneAt: null,
    approvals: [],
    turns: [],
    reason: null,
    switchedOff: false,
    evidence: 0,
  };
}

function noteEvent(
  step: StepHistory,
  { entry, actor, note }: EntryView,
  id: string,
  at: string,
): void {
  const what = entry.event.slice(id.length + 1);
  const by = actor ?? 'Umstieg';
  const [, rejected] = REJECTED.exec(what) ?? [];
  if (rejected !== undefined || REDO.has(what))
    step.turns.push({ by, at, what: rejected ?? 'redo', reason: note ?? null });
  if (what === 'submit' || what === 'promote') {
    Object.assign(step, { doneBy: by, doneAt: at, evidence: entry.evidence?.length ?? 0 });
    step.approvals = step.approvals.filter((a) => LASTING.has(a.what));
    step.reason = null;
  } else if (what.startsWith('approve-')) {
    const deputy = entry.reasons?.includes(DEPUTY_CODE) ?? false;
    const approval = { by, at, what: what.slice('approve-'.length), deputy, reason: note ?? null };
    step.approvals.push(approval);
    if (what === 'approve-off') step.switchedOff = true;
  } else if (what === 'switch-on') {
    Object.assign(step, { switchedOff: false, reason: null });
  } else if (REQUESTS.has(what)) {
    step.reason = note ?? null;
  }
}

/** A step that Umstieg did by itself is done when its check is. */
function noteCheck(step: StepHistory, at: string): void {
  if (step.doneBy === null) step.doneAt = at;
}

function people(
  steps: ReadonlyMap<string, StepHistory>,
  seen: ReadonlyMap<string, Seen>,
): Omit<ReportPerson, 'roles'>[] {
  const all = [...steps.values()];
  return Array.from(seen, ([name, times]) => ({
    name,
    did: all.filter((s) => s.doneBy === name).length,
    ...times,
  }));
}

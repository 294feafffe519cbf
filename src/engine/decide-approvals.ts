import type { AuditEvent } from '../core/audit-words.js';
import { RequestError } from '../core/errors.js';
import { isOpen, isRunning } from '../core/task-status.js';
import { DEPUTY_CODE, DOER_UNKNOWN_CODE, STATUS_WORDS } from '../core/words.js';
import type { RunCommand } from './commands.js';
import type { Ask } from './ask.js';
import { detailsOf, statusOf, type Pending } from './run-state.js';
import { standingOn } from './staleness.js';
import { switchOff } from './switching.js';
import type { EntryParts } from './turn-builder.js';
import { requireOtherPerson } from './who.js';

type Of<D extends RunCommand['do']> = Extract<RunCommand, { do: D }>;

/** A second person grants what waits: a result, an act, a waiver, a redo, keeping an outdated result. */
export function approve(ask: Ask, { step, reason }: Of<'approve'>): EntryParts {
  const pending = requirePending(ask, step);
  const doers = doersOf(ask, step, pending);
  requireOtherPerson(ask.actor, doers, step);
  const unknown = requireKnownOrReason(ask, step, doers, reason);
  const deputy = requireNamedOrReason(ask, step, reason);
  const approver = ask.actor;
  if (pending.kind === 'reopen')
    ask.reopen(step, { type: 'grant.reopen', approver }, pending.keep ?? []);
  else if (pending.kind === 'off') {
    requireNobodyAtIt(ask, step);
    ask.builder.drained(switchOff(ask.switched, step));
  } else {
    const type = `grant.${pending.kind}`;
    ask.builder.drained(ask.drain().task(step, { type, approver }).run());
  }
  const parts = decisionEntry(ask, step, `${step}.approve-${pending.kind}`, reason);
  const reasons = [...(deputy ? [DEPUTY_CODE] : []), ...(unknown ? [DOER_UNKNOWN_CODE] : [])];
  return reasons.length > 0 ? { ...parts, reasons } : parts;
}

/**
 * Whoever did it may have been erased before this installation took the run in; then nobody can tell whether this is the
 * same person, and the one who approves says why it is not. Answers whether that is so.
 */
function requireKnownOrReason(
  ask: Ask,
  step: string,
  doers: readonly (string | null)[],
  reason: string | undefined,
): boolean {
  const strangers = ask.run.state.strangers ?? [];
  if (!doers.some((doer) => doer !== null && strangers.includes(doer))) return false;
  if (reason !== undefined && reason.trim() !== '') return true;
  throw new RequestError('approval.doer-unknown', {
    de: `${step}: Der Name, unter dem das getan wurde, war schon gelöscht, als der Lauf hierher kam. Wenn Sie es nicht selbst waren, geben Sie mit Begründung frei.`,
    en: `${step}: the name under which this was done had been erased when the run came here. If it was not you, approve with a reason.`,
  });
}

/**
 * Where an accepted result names who approves in this run, anybody else does so as a deputy and says why. Answers whether
 * this is a deputy. A row that was left out names nobody; one that is open again still names whom it named.
 */
function requireNamedOrReason(ask: Ask, step: string, reason: string | undefined): boolean {
  const { state, definition } = ask.run;
  const leftOut: readonly string[] = ['waived', 'not-applicable'];
  const named = definition.steps
    .filter((s) => !leftOut.includes(statusOf(state, s)))
    .flatMap((s) => detailsOf(state, s).approvers ?? []);
  if (named.length === 0 || named.includes(ask.actor)) return false;
  if (reason !== undefined && reason.trim() !== '') return true;
  const who = ask.namesOf(named).join(', ') || '?';
  throw new RequestError('approval.not-named', {
    de: `${step}: Freigeben soll in diesem Lauf ${who}. Wer vertritt, gibt eine Begründung an.`,
    en: `${step}: in this run ${who} is to approve. A deputy gives a reason.`,
  });
}

/** What stands on the row is being checked as approved with it: that check comes first. */
function requireNobodyAtIt(ask: Ask, step: string): void {
  const { state, definition } = ask.run;
  const others = standingOn(step, { definition, traits: ask.registry.traitsOf });
  const busy = others.find(
    (other) => detailsOf(state, other).approvedBy && isRunning(statusOf(state, other)),
  );
  if (busy === undefined) return;
  throw new RequestError('step.busy', {
    de: `${busy} baut auf ${step} auf und wird gerade geprüft. Warten Sie das Ergebnis ab.`,
    en: `${busy} stands on ${step} and is being checked. Wait for the result.`,
  });
}

/** A second person says no; the step goes back to where it came from. */
export function reject(ask: Ask, { step, reason }: Of<'reject'>): EntryParts {
  const pending = requirePending(ask, step);
  requireOtherPerson(ask.actor, doersOf(ask, step, pending), step);
  ask.builder.drained(
    ask
      .drain()
      .task(step, { type: denial(pending) })
      .run(),
  );
  return decisionEntry(ask, step, `${step}.reject-${pending.kind}`, reason);
}

/** The event that puts a step back to where it came from. */
export function denial(pending: Pending): string {
  if (pending.kind === 'result' || pending.kind === 'act') return `deny.${pending.kind}`;
  const settledOrWaiting = ['locked', 'outdated', 'done', 'waived'].includes(pending.from);
  return settledOrWaiting ? `deny.${pending.from}` : 'deny.waive';
}

/** Who did or asked for what waits, and so must not decide: whoever claimed or asked; before an act also whoever prepared what it acts on. */
export function doersOf(ask: Ask, step: string, pending: Pending): (string | null)[] {
  const own = detailsOf(ask.run.state, step).doers ?? [];
  if (pending.kind === 'result') return [...own, pending.by];
  if (pending.kind !== 'act') return [pending.by];
  const prepared = ask.registry.get(step).spec.reads ?? [];
  return prepared.flatMap((other) => detailsOf(ask.run.state, other).doers ?? []);
}

function requirePending(ask: Ask, step: string): Pending {
  ask.registry.get(step);
  const status = statusOf(ask.run.state, step);
  const { pending } = detailsOf(ask.run.state, step);
  if (status === 'waiting-approval' && pending) return pending;
  const first = isOpen(status);
  throw new RequestError(
    'approval.not-pending',
    {
      de: `${step} wartet auf keine Entscheidung (${STATUS_WORDS[status].de}).${first ? ' Zuerst kommen die Angaben, dann die Freigabe.' : ''}`,
      en: `${step} waits for no decision (${STATUS_WORDS[status].en}).${first ? ' The claim comes first, then the approval.' : ''}`,
    },
    first ? { remedy: { act: 'submit', step } } : {},
  );
}

/** What the chain keeps of a decision. */
export function decisionEntry(
  ask: Ask,
  step: string,
  event: AuditEvent,
  reason: string | undefined,
): EntryParts {
  return {
    kind: 'event',
    event,
    step,
    ...(reason === undefined ? {} : { note: { commitment: ask.builder.commit('note', reason) } }),
  };
}

import { RequestError, type Remedy } from '../core/errors.js';
import type { Text } from '../core/text.js';
import { isOpen, type TaskStatus } from '../core/task-status.js';
import { STATUS_WORDS } from '../core/words.js';
import { claimEntry } from './claim-entry.js';
import type { RunCommand } from './commands.js';
import type { Ask } from './ask.js';
import { detailsOf, isTakenOver, statusOf, type Pending } from './run-state.js';
import type { EntryParts } from './turn-builder.js';
import { missingFor } from './why.js';
import { requireOtherPerson } from './who.js';

type Of<D extends RunCommand['do']> = Extract<RunCommand, { do: D }>;

/** A person hands in a claim: it is checked by an attempt, which begins in the same transaction. */
export function submit(ask: Ask, command: Of<'submit'>): EntryParts {
  const { builder, run, registry } = ask;
  const { step } = command;
  const spec = registry.get(step).spec;
  requireOpen(ask, step);
  if (command.unread) throw openedMeanwhile(step);
  const details = detailsOf(run.state, step);
  if (details.approvedBy) requireOtherPerson(ask.actor, [details.approvedBy], step);
  if (spec.evidence?.required && command.evidence.length === 0) {
    throw new RequestError(
      'evidence.required',
      {
        de: `${step}: Es fehlt der Nachweis: ${spec.evidence.what.de}.`,
        en: `${step}: evidence is missing: ${spec.evidence.what.en}.`,
      },
      { expected: [spec.evidence.what.en] },
    );
  }
  const runId = run.stored.row.id;
  const { input: fields, within } = command.claim;
  const bounds = within === undefined ? {} : { within };
  const input = { input: fields, evidence: command.evidence, actor: ask.name, ...bounds };
  const type = spec.kind === 'step' ? 'start' : 'submit';
  builder.drained(
    ask.drain().task(step, { type, doer: ask.actor }).run(),
    new Map([[step, input]]),
  );
  for (const e of command.evidence) builder.addition.evidence.push({ runId, step, ...e });
  return claimEntry(command, builder);
}

/** The claim was refused unread, and then the step opened: the caller looks and repeats. */
function openedMeanwhile(step: string): RequestError {
  return new RequestError('run.conflict', {
    de: `${step} hat sich gerade geöffnet. Wiederholen Sie den Befehl.`,
    en: `${step} has just opened. Repeat the command.`,
  });
}

/** Names what is missing, who decides, or how to reopen. */
function requireOpen(ask: Ask, step: string): void {
  const status = statusOf(ask.run.state, step);
  if (isOpen(status)) return;
  if (status === 'locked') {
    const missing = missingFor(ask.run.definition, ask.run.state, step);
    throw new RequestError(
      'step.not-ready',
      {
        de: `${step} ist noch nicht möglich. Es fehlt: ${missing.join(', ') || 'der Teil ist noch nicht offen'}.`,
        en: `${step} cannot start yet. Missing: ${missing.join(', ') || 'its part is not open'}.`,
      },
      { expected: missing },
    );
  }
  if (status === 'in-progress' || status === 'verifying') {
    throw new RequestError('step.busy', {
      de: `${step} wird gerade geprüft. Warten Sie das Ergebnis ab.`,
      en: `${step} is being checked. Wait for the result.`,
    });
  }
  throw closed(step, status);
}

function closed(step: string, status: TaskStatus): RequestError {
  const { de, en } = CLOSED[status];
  const act = WAY_OUT[status];
  const text = { de: `${step} ${de}`, en: `${step} ${en}` };
  return new RequestError('step.not-ready', text, act ? { remedy: { act, step } } : {});
}

const WAY_OUT: Partial<Record<TaskStatus, Remedy['act']>> = {
  'waiting-approval': 'decide',
  done: 'redo',
  waived: 'redo',
  outdated: 'settle-outdated',
};

const BUSY: Text = { de: 'wird gerade geprüft.', en: 'is being checked.' };
const CLOSED: Record<TaskStatus, Text> = {
  locked: { de: 'ist noch nicht möglich.', en: 'cannot start yet.' },
  'in-progress': BUSY,
  verifying: BUSY,
  ready: { de: 'ist bereit.', en: 'is ready.' },
  rejected: { de: 'ist offen.', en: 'is open.' },
  failed: { de: 'ist offen.', en: 'is open.' },
  'waiting-approval': {
    de: 'wartet auf die Entscheidung einer zweiten Person.',
    en: 'waits for the decision of a second person.',
  },
  done: {
    de: 'ist erledigt. Wer etwas ändern will, öffnet den Schritt mit Begründung erneut.',
    en: 'is done. To change something, reopen the step and say why.',
  },
  waived: {
    de: 'wurde übersprungen. Wer den Schritt doch tun will, öffnet ihn mit Begründung erneut.',
    en: 'was skipped. To do it after all, reopen the step and say why.',
  },
  outdated: {
    de: 'ist veraltet und öffnet sich nicht von selbst. Wiederholen Sie den Schritt, oder beantragen Sie, das Ergebnis zu behalten, je mit Begründung.',
    en: 'is outdated and does not reopen by itself. Redo the step, or request to keep its result; give a reason for either.',
  },
  'not-applicable': { de: 'entfällt in diesem Lauf.', en: 'does not apply in this run.' },
};

/** Asks for a decision: the step waits for a second person. */
export function request(
  ask: Ask,
  step: string,
  pending: Pending,
  event: `${'waive' | 'keep' | 'redo' | 'switch-off'}-requested`,
  reason: string,
): EntryParts {
  const status = statusOf(ask.run.state, step);
  if (ask.run.definition.taskNext(status, 'request') === undefined) throw closed(step, status);
  ask.builder.drained(ask.drain().task(step, { type: 'request', pending }).run());
  return {
    kind: 'event',
    event: `${step}.${event}`,
    step,
    note: { commitment: ask.builder.commit('note', reason) },
  };
}

export function waive(ask: Ask, { step, reason }: Of<'waive'>): EntryParts {
  const { spec } = ask.registry.get(step);
  if (spec.neverWaive) {
    throw new RequestError('waive.never', {
      de: `${step} darf nicht übersprungen werden: Ein Fehler hier ist nicht mehr gutzumachen.`,
      en: `${step} must never be skipped: a mistake here cannot be mended.`,
    });
  }
  const from = requestable(ask, step);
  return request(ask, step, { kind: 'waive', by: ask.actor, from }, 'waive-requested', reason);
}

/** A step that is still to be done can be left out, its approval being asked for or not. Answers where a no leads back to. */
export function requestable(ask: Ask, step: string): TaskStatus {
  const status = statusOf(ask.run.state, step);
  const { pending } = detailsOf(ask.run.state, step);
  if (status === 'waiting-approval' && pending?.kind === 'act') return 'locked';
  if (!isOpen(status) && status !== 'locked' && status !== 'outdated') requireOpen(ask, step);
  return status;
}

export function acceptOutdated(ask: Ask, { step, reason }: Of<'accept-outdated'>): EntryParts {
  const from = statusOf(ask.run.state, step);
  if (from !== 'outdated') {
    throw new RequestError('outdated.not', {
      de: `${step} ist nicht veraltet (${STATUS_WORDS[from].de}).`,
      en: `${step} is not outdated (${STATUS_WORDS[from].en}).`,
    });
  }
  return request(ask, step, { kind: 'keep', by: ask.actor, from }, 'keep-requested', reason);
}

/** What overwrites or generates is handed in by a person each time (O11). */
function requireKeepable(ask: Ask, step: string): void {
  ask.registry.get(step);
  if (isTakenOver(ask.run.state, step)) throw keptElsewhere(ask, step);
  if (!ask.run.definition.sticky.has(step)) return;
  throw new RequestError('input.invalid', {
    de: `${step} überschreibt oder erzeugt etwas: Seine Angaben werden nie von selbst wieder eingereicht. Nehmen Sie ${step} aus den Schritten, deren Angaben bleiben sollen.`,
    en: `${step} overwrites or generates something: its claim is never handed in again by itself. Take ${step} out of the steps whose claims are to stay.`,
  });
}

/** A what-if takes results over, not what was handed in for them. */
function keptElsewhere(ask: Ask, step: string): RequestError {
  const run = ask.run.state.origin.from?.run ?? '';
  return new RequestError('redo.nothing', {
    de: `${step} wurde aus ${run} übernommen: Seine Angaben liegen dort und werden hier neu gemeldet. Nehmen Sie ${step} aus den Schritten, deren Angaben bleiben sollen.`,
    en: `${step} was taken over from ${run}: its claim lies there and is handed in anew here. Take ${step} out of the steps whose claims are to stay.`,
  });
}

/** Reopens a step. What overwrites or generates needs a second person; what cannot come back is refused (O11). */
export function redo(ask: Ask, { step, reason, keep }: Of<'redo'>): EntryParts {
  const { run, registry } = ask;
  registry.get(step);
  for (const other of keep) requireKeepable(ask, other);
  const status = statusOf(run.state, step);
  const acted = run.definition.sticky.has(step) && (detailsOf(run.state, step).round ?? 0) > 0;
  if (acted && run.definition.noReturn.has(step)) {
    throw new RequestError('redo.never', {
      de: `${step} lässt sich nicht wiederholen: Es wurde bereits erzeugt und verschickt. Stimmt etwas nicht, klärt es C4B (Signal portal-error).`,
      en: `${step} cannot be redone: it was generated and sent. If something is wrong, C4B settles it (signal portal-error).`,
    });
  }
  if (!['done', 'waived', 'outdated', 'failed'].includes(status)) {
    throw new RequestError('redo.nothing', {
      de: `${step} hat noch kein Ergebnis, das zu wiederholen wäre (${STATUS_WORDS[status].de}).`,
      en: `${step} has no result yet that could be redone (${STATUS_WORDS[status].en}).`,
    });
  }
  if (acted) {
    const pending: Pending = {
      kind: 'reopen',
      by: ask.actor,
      from: status,
      ...(keep.length > 0 ? { keep: [...keep] } : {}),
    };
    return request(ask, step, pending, 'redo-requested', reason);
  }
  ask.reopen(step, { type: 'reopen' }, keep);
  return {
    kind: 'event',
    event: `${step}.redo`,
    step,
    note: { commitment: ask.builder.commit('note', reason) },
    ...(keep.length > 0 ? { inputs: { keep: [...keep] } } : {}),
  };
}

import { RequestError } from '../core/errors.js';
import type { CommandAnswer, RunCommand } from './commands.js';
import { acceptOutdated, redo, submit, waive } from './decide-claims.js';
import { approve, reject } from './decide-approvals.js';
import { migrate, undoMigration } from './decide-migration.js';
import { plan } from './decide-plan.js';
import { assign, moveClock, note, pauseOrEnd, signal } from './decide-run.js';
import { switchStep } from './decide-switch.js';
import { withdraw } from './decide-withdrawal.js';
import type { Ask } from './ask.js';
import { detailsOf, statusOf } from './run-state.js';
import type { EntryParts } from './turn-builder.js';
import { requireReason } from './who.js';

/**
 * Decides one command on one run: pure, refuses by throwing RequestError, otherwise leaves the change in the builder and
 * answers what the audit entry says.
 */
export function decide(ask: Ask, command: RunCommand): EntryParts {
  const { canceled, paused } = ask.run.state;
  if (canceled) {
    throw new RequestError('run.ended', {
      de: 'Der Lauf wurde abgebrochen.',
      en: 'The run was canceled.',
    });
  }
  if (paused && !WHILE_PAUSED.has(command.do)) {
    throw new RequestError('run.paused', {
      de: 'Der Lauf ist angehalten. Erst wenn er mit Begründung fortgesetzt wurde, geht es weiter.',
      en: 'The run is paused. It goes on when somebody resumes it and says why.',
    });
  }
  requireReasonOf(command);
  requireInSequence(ask, command);
  switch (command.do) {
    case 'submit':
      return submit(ask, command);
    case 'approve':
      return approve(ask, command);
    case 'reject':
      return reject(ask, command);
    case 'withdraw':
      return withdraw(ask, command);
    case 'waive':
      return waive(ask, command);
    case 'redo':
      return redo(ask, command);
    case 'accept-outdated':
      return acceptOutdated(ask, command);
    case 'assign':
      return assign(ask, command);
    case 'note':
      return note(ask, command);
    case 'switch':
      return switchStep(ask, command);
    case 'plan':
      return plan(ask, command);
    case 'signal':
      return signal(ask, command);
    case 'pause':
    case 'resume':
    case 'cancel':
      return pauseOrEnd(ask, command);
    case 'migrate':
      return migrate(ask, command);
    case 'undo-migration':
      return undoMigration(ask, command);
    case 'advance':
    case 'clock':
      return moveClock(ask, command);
  }
}

/** What may be asked of a run that stands still. */
const WHILE_PAUSED: ReadonlySet<RunCommand['do']> = new Set([
  'resume',
  'cancel',
  'plan',
  'migrate',
  'undo-migration',
]);

export function answerOf(ask: Ask, command: RunCommand, revision: number): CommandAnswer {
  const state = ask.builder.current;
  const base = { run: ask.run.stored.row.id, revision };
  if (!('step' in command)) return base;
  const { attempt } = detailsOf(state, command.step);
  return {
    ...base,
    step: command.step,
    status: statusOf(state, command.step),
    ...(attempt ? { workKey: attempt.key } : {}),
  };
}

/** A run keeps the sequence it began with: a step that came later is none of its steps. */
function requireInSequence(ask: Ask, command: RunCommand): void {
  if (!('step' in command)) return;
  const { definition } = ask.run;
  const named = [command.step, ...('keep' in command ? command.keep : [])];
  const stranger = named.find((step) => !definition.partOf.has(step));
  if (stranger === undefined) return;
  throw new RequestError(
    'step.unknown',
    {
      de: `Den Schritt „${stranger.slice(0, 60)}“ gibt es in diesem Lauf nicht.`,
      en: `There is no step "${stranger.slice(0, 60)}" in this run.`,
    },
    { expected: definition.steps },
  );
}

function requireReasonOf(command: RunCommand): void {
  if (command.do === 'note') requireReason(command.text);
  if ('reason' in command && command.do !== 'approve') requireReason(command.reason);
}

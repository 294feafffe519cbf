import { RequestError } from '../core/errors.js';
import type { CommandAnswer, RunCommand } from './commands.js';
import { acceptOutdated, redo, submit, waive } from './decide-claims.js';
import { approve, reject } from './decide-approvals.js';
import { assign, moveClock, pauseOrEnd, signal, switchStep } from './decide-run.js';
import { Drain } from './drain.js';
import { detailsOf, statusOf } from './run-state.js';
import type { StepRegistry } from './step-registry.js';
import type { TaskEvent } from './task-event.js';
import type { EntryParts, LoadedRun, TurnBuilder } from './turn-builder.js';

/** One question to a run: who asks what, with everything a decision may look at. */
export class Ask {
  constructor(
    readonly run: LoadedRun,
    readonly registry: StepRegistry,
    readonly builder: TurnBuilder,
    /** Name as given, for the attempt; reference in the chain for everything else. */
    readonly name: string,
    readonly actor: string,
  ) {}

  /** The machines at the turn's current state. */
  drain(): Drain {
    return new Drain(
      this.run.definition,
      this.builder.current,
      this.registry.traitsOf,
      this.builder.runNow,
    );
  }

  /** Back to ready; the part starts over and falls through to it. Kept claims are handed in again when their turn comes. */
  reopen(step: string, event: TaskEvent, keep: readonly string[]): void {
    const state = this.builder.current;
    const tasks = { ...state.tasks };
    for (const other of keep) tasks[other] = { ...detailsOf(state, other), again: true };
    this.builder.replaceState({ ...state, tasks });
    this.builder.drained(this.drain().task(step, event).run());
  }
}

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
  if (paused && command.do !== 'resume' && command.do !== 'cancel') {
    throw new RequestError('run.paused', {
      de: 'Der Lauf ist angehalten. Fortsetzen: project resume --reason.',
      en: 'The run is paused. Go on: project resume --reason.',
    });
  }
  requireReason(command);
  switch (command.do) {
    case 'submit':
      return submit(ask, command);
    case 'approve':
      return approve(ask, command);
    case 'reject':
      return reject(ask, command);
    case 'waive':
      return waive(ask, command);
    case 'redo':
      return redo(ask, command);
    case 'accept-outdated':
      return acceptOutdated(ask, command);
    case 'assign':
      return assign(ask, command);
    case 'switch':
      return switchStep(ask, command);
    case 'signal':
      return signal(ask, command);
    case 'pause':
    case 'resume':
    case 'cancel':
      return pauseOrEnd(ask, command);
    case 'advance':
    case 'clock':
      return moveClock(ask, command);
  }
}

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

function requireReason(command: RunCommand): void {
  if (!('reason' in command) || command.do === 'approve') return;
  if (command.reason.trim() !== '') return;
  throw new RequestError('reason.required', {
    de: 'Bitte geben Sie eine Begründung an: --reason TEXT.',
    en: 'Please give a reason: --reason TEXT.',
  });
}

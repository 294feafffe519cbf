import { RequestError } from '../core/errors.js';
import { isRunning } from '../core/task-status.js';
import type { RunCommand } from './commands.js';
import type { Ask } from './ask.js';
import { addDuration } from './duration.js';
import { detailsOf, type RunState } from './run-state.js';
import type { EntryParts } from './turn-builder.js';

type Of<D extends RunCommand['do']> = Extract<RunCommand, { do: D }>;
const INBOX_LIMIT = 100;

/** Hands over a step; who is asked is shown, not enforced. */
export function assign(ask: Ask, { step, to }: Of<'assign'>): EntryParts {
  ask.registry.get(step);
  const assignee = ask.builder.person(to);
  change(ask, (s) => ({
    ...s,
    tasks: { ...s.tasks, [step]: { ...detailsOf(s, step), assignee } },
  }));
  return { kind: 'event', event: `${step}.assign`, step, inputs: { to: { commitment: assignee } } };
}

/** Keeps what somebody saw at a step; nothing moves. */
export function note(ask: Ask, { step, text }: Of<'note'>): EntryParts {
  ask.registry.get(step);
  return {
    kind: 'event',
    event: `${step}.note`,
    step,
    note: { commitment: ask.builder.commit('note', text) },
  };
}

/** An event from outside. One that no machine can hear yet is kept, not lost. */
export function signal(ask: Ask, command: Of<'signal'>): EntryParts {
  const { definition, state } = ask.run;
  const type = `signal.${command.type.replace(/^signal\./, '')}` as const;
  if (!definition.signals.has(type)) {
    throw new RequestError(
      'signal.not-allowed',
      {
        de: `Das Signal „${type.slice(0, 60)}“ gibt es nicht. Möglich sind: ${[...definition.signals].join(', ')}.`,
        en: `There is no signal "${type.slice(0, 60)}". Possible are: ${[...definition.signals].join(', ')}.`,
      },
      { expected: [...definition.signals] },
    );
  }
  const inbox = state.inbox.includes(type)
    ? state.inbox
    : [...state.inbox, type].slice(-INBOX_LIMIT);
  change(ask, (s) => ({ ...s, inbox }));
  ask.builder.drained(ask.drain().run());
  const kept = ask.builder.current.inbox.includes(type);
  return { kind: 'event', event: type, inputs: { kept } };
}

export function pauseOrEnd(
  ask: Ask,
  { do: what, reason }: Of<'pause' | 'resume' | 'cancel'>,
): EntryParts {
  const { paused } = ask.run.state;
  if (what === 'resume' && !paused) {
    throw new RequestError('run.not-paused', {
      de: 'Der Lauf ist nicht angehalten.',
      en: 'The run is not paused.',
    });
  }
  change(ask, (s) => ({
    ...s,
    paused: what === 'pause' ? true : what === 'resume' ? false : s.paused,
    canceled: what === 'cancel' ? true : s.canceled,
  }));
  if (what === 'cancel') stopAttempts(ask);
  return {
    kind: 'event',
    event: `run.${what}`,
    note: { commitment: ask.builder.commit('note', reason) },
  };
}

/** Nothing that was going on counts any more: its late outcome is refused (fencing). */
function stopAttempts(ask: Ask): void {
  const drain = ask.drain();
  const running = Object.entries(ask.run.state.status).filter(([, status]) => isRunning(status));
  for (const [step] of running) drain.task(step, { type: 'stop' });
  ask.builder.drained(drain.run());
}

/** Moves the virtual clock of a drill or rehearsal and fires what became due. */
export function moveClock(ask: Ask, command: Of<'advance'> | Of<'clock'>): EntryParts {
  const { clock } = ask.run.state;
  if (clock === null) {
    throw new RequestError('clock.real', {
      de: 'Nur Läufe der Art drill und rehearsal haben eine stellbare Uhr.',
      en: 'Only runs of kind drill and rehearsal have a clock that can be moved.',
    });
  }
  const to =
    command.do === 'clock' ? new Date(command.at) : addDuration(new Date(clock), command.duration);
  if (Number.isNaN(to.getTime())) {
    throw new RequestError('input.invalid', {
      de: `Kein Zeitpunkt: „${command.do === 'clock' ? command.at : ''}“. Erwartet: 2026-03-02T08:00:00Z.`,
      en: `Not a point in time. Expected: 2026-03-02T08:00:00Z.`,
    });
  }
  change(ask, (s) => ({ ...s, clock: to.toISOString() }));
  fireDue(ask, to);
  return { kind: 'event', event: 'run.clock', inputs: { to: to.toISOString() } };
}

/** Fires every timer due at this moment of the run, in order of its time. */
export function fireDue(ask: Ask, now: Date): readonly string[] {
  const { timers } = ask.builder.current;
  const due = Object.entries(timers)
    .filter(([, t]) => t.dueAt <= now.toISOString())
    .sort(([, a], [, b]) => a.dueAt.localeCompare(b.dueAt));
  if (due.length === 0) return [];
  const names = due.map(([name]) => name);
  change(ask, (s) => ({
    ...s,
    timers: Object.fromEntries(Object.entries(s.timers).filter(([name]) => !names.includes(name))),
  }));
  for (const name of names)
    ask.builder.addition.timers.push({ runId: ask.run.stored.row.id, name, dueAt: null });
  const drain = ask.drain();
  for (const [, t] of due) drain.part(t.part, t.event);
  ask.builder.drained(drain.run());
  return names;
}

function change(ask: Ask, with_: (state: RunState) => RunState): void {
  ask.builder.replaceState(with_(ask.builder.current));
}

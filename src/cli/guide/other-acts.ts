import { isOpen } from '../../core/task-status.js';
import type { RunView, StepView } from '../../engine/views.js';
import { stepName, stepStatus } from '../acted-lines.js';
import { checklist } from '../checklist.js';
import { dependentLines } from '../dependent-lines.js';
import type { Screen } from '../screen.js';
import { askReason, carryOut, mayDecide } from './decide-step.js';
import type { Guide } from './guide.js';
import type { Choice } from './prompter.js';

/** What can be done beside the next step; each says in its words what it is for. */
export async function otherActs(guide: Guide, run: RunView): Promise<void> {
  const { screen, ask } = guide;
  const act = await ask.one(screen.pick('Was möchten Sie tun?', 'What would you like to do?'), [
    ...actsFor(run, guide),
    { value: backToStart, label: screen.pick('Zurück', 'Back') },
  ]);
  await act(guide, run);
}

type Act = (guide: Guide, run: RunView) => Promise<void>;

const backToStart: Act = () => Promise.resolve();

function actsFor(run: RunView, { screen, person }: Guide): Choice<Act>[] {
  const has = (test: (step: StepView) => boolean) => run.steps.some(test);
  const label = (value: Act, de: string, en: string) => ({ value, label: screen.pick(de, en) });
  return [
    label(showAll, 'Ganze Checkliste ansehen', 'Show the whole checklist'),
    ...(has(isOwn(person))
      ? [label(withdraw, 'Etwas zurückziehen, das auf Freigabe wartet', 'Withdraw what waits')]
      : []),
    ...(has(isRepeatable)
      ? [label(redo, 'Einen erledigten Schritt wieder öffnen', 'Reopen a step that is done')]
      : []),
    ...(has(isPending)
      ? [
          label(waive, 'Überspringen beantragen', 'Request to skip a step'),
          label(assign, 'Jemandem zuweisen', 'Assign to somebody'),
        ]
      : []),
    ...(has((s) => s.status === 'outdated')
      ? [
          label(
            keepOutdated,
            'Veraltetes Ergebnis behalten (Antrag)',
            'Request to keep an outdated result',
          ),
        ]
      : []),
    ...switches(run, screen),
    run.paused
      ? label(resume, 'Den Lauf fortsetzen', 'Go on with the run')
      : label(pause, 'Den Lauf anhalten', 'Pause the run'),
    ...(run.clock === null
      ? []
      : [label(moveClock, 'Uhr der Übung vorstellen', 'Move the practice clock on')]),
  ];
}

const isRepeatable = (s: StepView) =>
  s.status === 'done' || s.status === 'outdated' || s.status === 'waived';
/** Handed in or asked for by this person, and not decided yet. */
const isOwn = (person: string) => (s: StepView) =>
  s.status === 'waiting-approval' && s.waitingFor?.kind !== 'act' && !mayDecide(s, person);
const isOff = (s: StepView) => s.off === true;
const isSwitchable = (s: StepView) =>
  s.optional && !isOff(s) && (isPending(s) || s.status === 'outdated' || s.status === 'done');
const isPending = (s: StepView) => isOpen(s.status) || s.status === 'locked';

/** Switching a step off is a request: a second person decides it. */
function switches(run: RunView, screen: Screen): Choice<Act>[] {
  const [on, off] = [run.steps.filter(isOff), run.steps.filter(isSwitchable)];
  return [
    ...(off.length === 0
      ? []
      : [
          {
            value: switchTo(false, isSwitchable),
            label: screen.pick(
              'Freiwilligen Schritt abschalten (Antrag)',
              'Request to switch off an optional step',
            ),
          },
        ]),
    ...(on.length === 0
      ? []
      : [
          {
            value: switchTo(true, isOff),
            label: screen.pick(
              'Abgeschalteten Schritt einschalten',
              'Switch on a step that is off',
            ),
          },
        ]),
  ];
}

function switchTo(on: boolean, test: (step: StepView) => boolean): Act {
  return async (guide, run) => {
    const step = await pick(guide, run, test);
    const reason = await askReason(guide, !on);
    await carryOut(guide, { do: 'switch', step, on, reason }, run.revision);
  };
}

const pause: Act = (guide, run) => steer(guide, run, 'pause');
const resume: Act = (guide, run) => steer(guide, run, 'resume');

async function steer(guide: Guide, run: RunView, what: 'pause' | 'resume'): Promise<void> {
  const reason = await askReason(guide);
  await carryOut(guide, { do: what, reason }, run.revision);
}

async function showAll({ ask, screen }: Guide, run: RunView): Promise<void> {
  ask.say(['', ...checklist(run, screen, true)]);
}

async function redo(guide: Guide, run: RunView): Promise<void> {
  const { ask, screen } = guide;
  const step = await pick(guide, run, isRepeatable);
  const { dependents } = await guide.umstieg.queries.task(guide.runId, step);
  ask.say(dependentLines(dependents, screen));
  const mayStay = dependents.filter((s) => s.mayStay);
  const keep =
    mayStay.length === 0
      ? []
      : await ask.many(
          screen.pick(
            'Angaben welcher dieser Schritte bleiben, wenn sie neu geprüft werden?',
            'Answers of which of these steps stay when they are checked again?',
          ),
          mayStay.map((s) => ({ value: s.id, label: stepName(s, screen) })),
          [],
        );
  const reason = await askReason(guide);
  await carryOut(guide, { do: 'redo', step, reason, keep }, run.revision);
}

async function withdraw(guide: Guide, run: RunView): Promise<void> {
  const step = await pick(guide, run, isOwn(guide.person));
  const reason = await askReason(guide);
  await carryOut(guide, { do: 'withdraw', step, reason }, run.revision);
}

async function waive(guide: Guide, run: RunView): Promise<void> {
  const step = await pick(guide, run, isPending);
  const reason = await askReason(guide);
  await carryOut(guide, { do: 'waive', step, reason }, run.revision);
}

async function keepOutdated(guide: Guide, run: RunView): Promise<void> {
  const step = await pick(guide, run, (s) => s.status === 'outdated');
  const reason = await askReason(guide);
  await carryOut(guide, { do: 'accept-outdated', step, reason }, run.revision);
}

async function assign(guide: Guide, run: RunView): Promise<void> {
  const { ask, screen } = guide;
  const step = await pick(guide, run, isPending);
  const to = await ask.line(screen.pick('Wem? Name', 'To whom? Name'), {
    check: (typed) =>
      typed.trim() === '' ? screen.pick('Der Name fehlt.', 'The name is missing.') : undefined,
  });
  await carryOut(guide, { do: 'assign', step, to }, run.revision);
}

/** Drills and rehearsals have a clock of their own; waiting steps need not wait. */
async function moveClock(guide: Guide, run: RunView): Promise<void> {
  const { ask, screen } = guide;
  const typed = await ask.line(
    screen.pick(
      `Die Uhr steht auf ${run.clock ?? ''}. Um wie viel (P1D, PT2H) oder bis wann (2026-03-02T09:30:00Z)?`,
      `The clock stands at ${run.clock ?? ''}. By how much (P1D, PT2H) or until when (2026-03-02T09:30:00Z)?`,
    ),
  );
  const text = typed.trim();
  await carryOut(
    guide,
    /^P/i.test(text) ? { do: 'advance', duration: text.toUpperCase() } : { do: 'clock', at: text },
    run.revision,
  );
}

function pick(guide: Guide, run: RunView, test: (s: StepView) => boolean): Promise<string> {
  const { ask, screen } = guide;
  return ask.one(
    screen.pick('Welcher Schritt?', 'Which step?'),
    run.steps
      .filter(test)
      .map((s) => ({ value: s.id, label: stepName(s, screen), hint: stepStatus(s, screen) })),
  );
}

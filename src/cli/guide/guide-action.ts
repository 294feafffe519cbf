import { RequestError } from '../../core/errors.js';
import { isOpen } from '../../core/task-status.js';
import { personKey } from '../../connect/person-key.js';
import type { RunView, StepView } from '../../engine/views.js';
import { stepName, stepStatus } from '../acted-lines.js';
import { argument, withEngine, type Call, type Handler } from '../call.js';
import { actorRequired } from '../command-options.js';
import { knownRun } from '../known-run.js';
import { reportProgress } from '../progress.js';
import type { Screen } from '../screen.js';
import { flowing, leading } from '../typography.js';
import { waitingText } from '../waiting-text.js';
import { begunBefore } from './begun-before.js';
import { briefing, heading } from './briefing.js';
import { decideStep, mayDecide } from './decide-step.js';
import { doStep } from './do-step.js';
import { Guide } from './guide.js';
import { copyable, guideCommand } from './guide-command.js';
import { Back, Leave } from './keyboard.js';
import { otherActs } from './other-acts.js';
import { Prompter, type Choice } from './prompter.js';

const MOST_OFFERED = 8;

/** `guide ID`: an interactive wizard over the next steps. Ends with 0 whenever the person leaves. */
export const guideRun: Handler = async (call) => {
  const { screen, globals } = call;
  const terminal = screen.json ? undefined : screen.terminal();
  if (!terminal) throw noTerminal();
  const person = globals.as?.trim() ?? '';
  if (person === '' && !globals.tokenFiles) throw actorRequired();
  return withEngine(call, async (session) => {
    const runId = argument(call, 0);
    await knownRun(session, runId, globals.as);
    reportProgress(session.umstieg, screen);
    const ask = new Prompter(screen, terminal);
    ask.keyboard.open();
    try {
      await goThrough(
        new Guide(session, screen, ask, runId, session.signedIn?.name ?? person),
        call,
      );
    } catch (error) {
      if (!(error instanceof Leave)) throw error;
      const given = await session.umstieg.runner.abandon();
      if (given.length > 0) call.ports.leave();
      ask.say([...interrupted(given, screen), '', ...farewell(call, runId)]);
    } finally {
      ask.keyboard.close();
    }
    return 0;
  });
};

type Page = (guide: Guide, run: RunView) => Promise<void>;

/** One step after another until the run is over. @throws Leave */
async function goThrough(guide: Guide, call: Call): Promise<void> {
  const { umstieg, runId, screen, ask } = guide;
  for (let first = true; ; first = false) {
    await ask.keyboard.during(umstieg.resume(runId));
    const run = await umstieg.queries.run(runId);
    if (first) ask.say([...(await briefing(guide)), ...(await begunBefore(guide, run))]);
    else ask.say(['', ...heading(run, screen)]);
    if (run.status === 'completed' || run.status === 'canceled') {
      ask.say([screen.pick('Hier ist nichts mehr zu tun.', 'Nothing is left to do here.')]);
      return;
    }
    const page = await choosePage(guide, run, call).catch(backLeaves);
    await page(guide, run).catch(toTheMenu(guide));
  }
}

/** The menu is the first page: back from there is out. */
function backLeaves(error: unknown): never {
  throw error instanceof Back ? new Leave() : error;
}

/** Back from any page is the menu. Nothing was sent, and what was answered is kept. */
function toTheMenu({ ask, screen }: Guide): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Back)) throw error;
    ask.say(['', screen.paint('dim', screen.pick('Zurück zur Auswahl.', 'Back to the menu.'))]);
  };
}

function choosePage(guide: Guide, run: RunView, call: Call): Promise<Page> {
  const { screen, ask, person } = guide;
  const mine = (s: StepView) =>
    s.assignee === undefined || personKey(s.assignee) === personKey(person);
  const open = run.steps.filter((s) => run.next.includes(s.id));
  const possible = run.paused ? [] : open.filter((s) => isOpen(s.status) || mayDecide(s, person));
  const ordered = [...possible.filter(mine), ...possible.filter((s) => !mine(s))];
  const others = open.filter((s) => s.status === 'waiting-approval' && !mayDecide(s, person));
  if (run.paused) ask.say(['', ...pausedLines(screen)]);
  else if (ordered.length === 0) ask.say(nothingForYou(call, guide.runId, others));
  const steps = ordered.slice(0, MOST_OFFERED).map((s, i): Choice<Page> => ({
    value: pageOf(s),
    label: label(s, i, guide),
    hint: hint(s, guide),
  }));
  return ask.one(screen.pick('Wie geht es weiter?', 'What comes next?'), [
    ...steps,
    { value: otherActs, label: screen.pick('Anderes …', 'Something else …') },
    { value: leave, label: screen.pick('Für jetzt aufhören', 'Stop for now') },
  ]);
}

function pageOf(step: StepView): Page {
  return step.status === 'waiting-approval'
    ? (guide, run) => decideStep(guide, run, step.id)
    : (guide, run) => doStep(guide, run, step.id);
}

const leave: Page = () => Promise.reject(new Leave());

function label(step: StepView, position: number, { screen }: Guide): string {
  const verb =
    step.status === 'waiting-approval'
      ? screen.pick('Entscheiden: ', 'Decide: ')
      : position === 0
        ? screen.pick('Weiter: ', 'Next: ')
        : '';
  return `${verb}${stepName(step, screen)}`;
}

function hint(step: StepView, { screen }: Guide): string {
  if (step.status === 'waiting-approval') return screen.pick('wartet auf Sie', 'waits for you');
  const status = stepStatus(step, screen);
  return step.assignee
    ? `${status}, ${screen.pick('liegt bei', 'assigned to')} ${step.assignee}`
    : status;
}

function pausedLines(screen: Screen): string[] {
  return flowing(
    screen.pick(
      'Der Lauf ist angehalten. Unter „Anderes …“ setzen Sie ihn fort.',
      'The run is paused. “Something else …” lets you go on with it.',
    ),
    screen,
  );
}

/** Handing over means leaving: the other person starts the guide under the own name. */
function nothingForYou(
  { screen, globals }: Call,
  runId: string,
  others: readonly StepView[],
): string[] {
  return [
    '',
    screen.paint(
      'strong',
      screen.pick('Für Sie ist jetzt nichts zu tun.', 'Nothing for you to do now.'),
    ),
    ...others.flatMap((s) =>
      flowing(
        `◇ ${leading(stepName(s, screen), ' –')} ${waitingText(s, screen)}`,
        screen,
        '  ',
        '    ',
      ),
    ),
    ...(others.length === 0
      ? []
      : [
          ...flowing(
            screen.pick('Die andere Person macht so weiter:', 'The other person goes on with:'),
            screen,
            '  ',
          ),
          copyable(guideCommand(globals, 'NAME', runId), screen.terminalWidth),
        ]),
  ];
}

/** Machine work that was going on begins again with the next start. */
function interrupted(steps: readonly string[], screen: Screen): string[] {
  if (steps.length === 0) return [];
  const names = [...new Set(steps)].join(', ');
  const said = flowing(
    screen.pick(
      `Abgebrochen: die Prüfung von ${names}. Sie beginnt beim nächsten Start von vorn, Ihre Angaben sind gesendet.`,
      `Stopped: the check of ${names}. It starts afresh next time; your answers have been sent.`,
    ),
    screen,
  );
  return ['', ...said];
}

function farewell({ screen, globals }: Call, runId: string): string[] {
  return [
    ...flowing(
      screen.pick(
        'Alles bis hierher ist gespeichert. So geht es weiter:',
        'Everything up to here is kept. Go on with:',
      ),
      screen,
    ),
    copyable(guideCommand(globals, globals.as ?? '', runId), screen.terminalWidth),
  ];
}

function noTerminal(): RequestError {
  return new RequestError('command.unknown', {
    de: 'guide fragt und antwortet im Terminal, Ein- und Ausgabe müssen eines sein. Ohne Terminal: umstieg task show, task do oder play.',
    en: 'guide asks and answers in a terminal, so input and output must be one. Without a terminal: umstieg task show, task do or play.',
  });
}

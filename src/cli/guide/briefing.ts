import { eventText } from '../../core/audit-words.js';
import { RUN_KIND_WORDS, RUN_STATUS_WORDS } from '../../core/words.js';
import { History } from '../../engine/history.js';
import type { RunView, StepView } from '../../engine/views.js';
import { stepName } from '../acted-lines.js';
import { moment } from '../moment.js';
import type { Screen } from '../screen.js';
import { flowing, leading, packed, wrapped } from '../typography.js';
import { waitingText } from '../waiting-text.js';
import { whatIfLines } from '../what-if-text.js';
import type { Guide } from './guide.js';

/** What the trail says of now: who did what last, and since when each step stands where it stands. */
interface Trail {
  readonly last?: { readonly actor: string; readonly event: string; readonly at: string };
  readonly since: ReadonlyMap<string, string>;
}

/** Where the run stands: what happened last, what waits for whom since when, what became outdated and why. */
export async function briefing(guide: Guide, run: RunView): Promise<string[]> {
  const { screen } = guide;
  const trail = await readTrail(guide);
  const waiting = run.steps.filter((s) => s.status === 'waiting-approval');
  const outdated = run.steps.filter((s) => s.status === 'outdated');
  const assigned = run.steps.filter((s) => s.assignee && run.next.includes(s.id));
  const line = (word: string, text: string) => flowing(`${word} ${text}`, screen, '  ', '    ');
  return [
    '',
    ...heading(run, screen),
    ...(trail.last
      ? line(screen.pick('Zuletzt:', 'Last:'), lastText(trail.last, run, screen))
      : []),
    ...waiting.flatMap((s) =>
      line(
        '◇',
        `${leading(stepName(s, screen), ' –')} ${waitingText(s, screen)}${sinceText(s, trail, screen)}`,
      ),
    ),
    ...outdated.flatMap((s) =>
      line('△', `${stepName(s, screen)} ${outdatedText(s, screen)}${sinceText(s, trail, screen)}`),
    ),
    ...assigned.flatMap((s) =>
      line(
        '→',
        `${stepName(s, screen)} ${screen.pick('liegt bei', 'is assigned to')} ${s.assignee ?? ''}`,
      ),
    ),
    ...run.timers.flatMap((t) =>
      line(
        '◷',
        `${screen.say(t.title)}, ${screen.pick('fällig', 'due')} ${moment(t.dueAt, screen)}`,
      ),
    ),
  ];
}

/** Customer, kind, status and how far: two lines where they fit, and of a what-if that it is one. */
export function heading(run: RunView, screen: Screen): string[] {
  const { done, total } = run.progress;
  const facts = [
    screen.say(RUN_KIND_WORDS[run.kind]),
    screen.say(RUN_STATUS_WORDS[run.status]) +
      (run.paused ? screen.pick(', angehalten', ', paused') : ''),
    screen.pick(`${done} von ${total} Schritten`, `${done} of ${total} steps`),
    ...(run.clock === null
      ? []
      : [`${screen.pick('Übungsuhr', 'practice clock')} ${moment(run.clock, screen)}`]),
  ];
  return [
    ...wrapped(run.customer, screen.width).map((line) => screen.paint('strong', line)),
    ...packed(facts, ' · ', screen.width),
    ...whatIfLines(run, screen, ''),
  ];
}

async function readTrail({ umstieg, runId }: Guide): Promise<Trail> {
  const since = new Map<string, string>();
  let last: Trail['last'];
  for await (const { entry, actor } of new History(umstieg.core).entries(runId)) {
    const at = entry.runAt ?? entry.at;
    for (const move of entry.moves) since.set(move.machine, at);
    if (actor !== null && entry.kind === 'event') last = { actor, event: entry.event, at };
  }
  return { ...(last ? { last } : {}), since };
}

function lastText(last: NonNullable<Trail['last']>, run: RunView, screen: Screen): string {
  const dot = last.event.lastIndexOf('.');
  const step = run.steps.find((s) => s.id === last.event.slice(0, dot));
  const what = step ? stepName(step, screen) : '';
  const did = screen.say(eventText(last.event, null, (signal) => ({ de: signal, en: signal })));
  const when = moment(last.at, screen);
  return screen.pick(
    `${what === '' ? '' : `${what} – `}${did} von ${last.actor}, ${when}`,
    `${what === '' ? '' : `${what} – `}${did} by ${last.actor}, ${when}`,
  );
}

function outdatedText(step: StepView, screen: Screen): string {
  const changed = step.cause?.join(', ') ?? '';
  return screen.pick(
    `ist veraltet: ${changed} hat sich geändert`,
    `is outdated: ${changed} has changed`,
  );
}

function sinceText(step: StepView, { since }: Trail, screen: Screen): string {
  const at = since.get(step.id);
  return at === undefined
    ? ''
    : screen.pick(`, seit ${moment(at, screen)}`, `, since ${moment(at, screen)}`);
}

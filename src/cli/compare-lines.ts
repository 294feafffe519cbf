import { RUN_KIND_WORDS, RUN_STATUS_WORDS, statusWord } from '../core/words.js';
import type {
  ComparedRow,
  ComparedRun,
  ComparedSide,
  Difference,
  RunComparison,
} from '../engine/run-compare.js';
import type { Screen } from './screen.js';
import { handedInLines, verdictOf } from './compared-claims.js';
import { columnsOf, shown } from './compared-columns.js';
import { fitted } from './columns.js';
import { wrapped } from './typography.js';

/** Differing values of one row that a person reads at once; the rest is counted. */
const SHOWN = 6;

/** First what was decided otherwise and what came of it, then the rows that differ, side by side in two columns. */
export function comparisonLines(c: RunComparison, screen: Screen): string[] {
  const rows = c.rows.filter((row) => row.is !== 'same');
  return [
    ...runLines('A', c.a, screen),
    ...runLines('B', c.b, screen),
    ...(c.sameDefinition ? [] : versions(c, screen)),
    '',
    ...summary(c, screen),
    ...(rows.length === 0 ? [] : ['', columnsOf('', 'A', 'B', screen)]),
    ...rows.flatMap((row) => rowLines(row, screen)),
  ];
}

function runLines(name: string, run: ComparedRun, screen: Screen): string[] {
  const { done, total } = run.progress;
  const facts = [
    `${name}: ${run.id}`,
    run.customer,
    screen.say(RUN_KIND_WORDS[run.kind]) + (run.from ? ` ← ${run.from.run}` : ''),
    screen.say(RUN_STATUS_WORDS[run.status]),
    screen.pick(`${done} von ${total} Schritten`, `${done} of ${total} steps`),
  ];
  const lines = wrapped(facts.join(' · '), screen.width, '', '   ');
  return lines.map((line) => screen.paint('strong', line));
}

function versions({ a, b }: RunComparison, screen: Screen): string[] {
  const [one, two] = [a, b].map((run) => `${run.version} (${run.definition.slice(0, 12)})`);
  const text = screen.pick(
    `Verschiedene Fassungen der Sequenz: A ${one ?? ''}, B ${two ?? ''}`,
    `Different versions of the sequence: A ${one ?? ''}, B ${two ?? ''}`,
  );
  return wrapped(text, screen.width, '! ', '  ');
}

function summary(c: RunComparison, screen: Screen): string[] {
  const { same, differs, 'only-a': onlyA, 'only-b': onlyB } = c.counts;
  const list = (ids: readonly string[]) => ids.join(', ') || '–';
  const only = onlyA + onlyB === 0 ? [] : [`A: ${onlyA}`, `B: ${onlyB}`];
  const counted = [
    screen.pick(`${same} Schritte gleich`, `${same} steps the same`),
    screen.pick(`${differs} verschieden`, `${differs} differ`),
    ...(only.length === 0 ? [] : [`${screen.pick('nur in', 'only in')} ${only.join(', ')}`]),
  ];
  const decided = screen.pick('Anders entschieden', 'Decided otherwise');
  const came = screen.pick('Dadurch anders', 'Different because of it');
  return [
    ...wrapped(`${decided}: ${list(c.inputs)}`, screen.width, '', '  '),
    ...wrapped(`${came}: ${list(c.outcomes)}`, screen.width, '', '  '),
    ...wrapped(counted.join(' · '), screen.width, '', '  '),
  ];
}

function rowLines(row: ComparedRow, screen: Screen): string[] {
  const { id, title, a, b, differences, values } = row;
  const more = values.length - SHOWN;
  const result = `  ${screen.pick('Ergebnis:', 'result:')}`;
  return [
    screen.paint('strong', fitted(`${id} ${screen.say(title)}`, screen.width)),
    columnsOf(
      `  ${screen.pick('Stand', 'status')}`,
      stateOf(a, screen),
      stateOf(b, screen),
      screen,
    ),
    ...(a?.verdict || b?.verdict
      ? [
          columnsOf(
            `  ${screen.pick('Prüfung', 'check')}`,
            verdictOf(a, screen),
            verdictOf(b, screen),
            screen,
          ),
        ]
      : []),
    ...others(differences, a, b).map(([name, one, two]) =>
      columnsOf(`  ${name(screen)}`, one, two, screen),
    ),
    ...handedInLines(row, screen),
    ...(values.length > 0 ? [screen.paint('dim', result)] : []),
    ...values
      .slice(0, SHOWN)
      .map(({ path, a: one, b: two }) =>
        columnsOf(`  ${path}`, shown(one, screen), shown(two, screen), screen),
      ),
    ...(more > 0 ? [`  … ${screen.pick(`${more} weitere: --json`, `${more} more: --json`)}`] : []),
  ];
}

type Named = readonly [name: (screen: Screen) => string, a: string, b: string];

/** Flags and codes of a check, where they differ. */
function others(
  differences: readonly Difference[],
  a: ComparedSide | null,
  b: ComparedSide | null,
): Named[] {
  const flags = (side: ComparedSide | null) =>
    Object.entries(side?.flags ?? {})
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(' ') || '–';
  const codes = (side: ComparedSide | null) => side?.reasons.join(' ') ?? '–';
  return [
    ...(differences.includes('flags')
      ? [[(s: Screen) => s.pick('Merkmale', 'flags'), flags(a), flags(b)] as const]
      : []),
    ...(differences.includes('reasons')
      ? [[(s: Screen) => s.pick('Befunde', 'findings'), codes(a) || '–', codes(b) || '–'] as const]
      : []),
  ];
}

function stateOf(side: ComparedSide | null, screen: Screen): string {
  if (!side) return screen.pick('gibt es nicht', 'is not there');
  const word = screen.say(statusWord(side.status, side.attested));
  const off = side.off ? screen.pick(' (abgeschaltet)', ' (switched off)') : '';
  const taken = side.takenOver ? screen.pick(' (übernommen)', ' (taken over)') : '';
  return word + off + taken;
}

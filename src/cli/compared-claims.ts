import type { Text } from '../core/text.js';
import { isMark, type ComparedField } from '../engine/compare-claims.js';
import type { RowVerdict } from '../engine/handed-in.js';
import type { ComparedRow, ComparedSide } from '../engine/run-compare.js';
import { columnsOf, NAME, shown } from './compared-columns.js';
import type { Screen } from './screen.js';
import { columns } from './columns.js';
import { wrapped } from './typography.js';

const VERDICTS: Readonly<Record<RowVerdict, Text>> = {
  consistent: { de: 'stimmt überein', en: 'consistent' },
  attested: { de: 'bestätigt, nicht geprüft', en: 'attested' },
  contradicts: { de: 'widerspricht', en: 'contradicts' },
};

/** What the check said of the claim of one side. */
export function verdictOf(side: ComparedSide | null, screen: Screen): string {
  return side?.verdict ? screen.say(VERDICTS[side.verdict]) : '–';
}

/** The form as it was filled in on both sides, with the labels of its fields; what differs has a mark. */
export function handedInLines({ handedIn, a, b }: ComparedRow, screen: Screen): string[] {
  const { fields, evidence } = handedIn;
  const files = (names: readonly string[] | null) => (names?.length ? names.join(', ') : '–');
  const unknown = [a, b].some((side) => side?.claim === 'unknown');
  const cell = (side: ComparedSide | null, text: string) =>
    side?.claim === 'unknown' ? '?' : text;
  const lines = [
    ...fields.flatMap((field) => fieldLines(field, [a, b], screen)),
    ...(files(evidence.a) === '–' && files(evidence.b) === '–'
      ? []
      : [
          columnsOf(
            `  ${screen.pick('Nachweise', 'evidence')}`,
            cell(a, files(evidence.a)),
            cell(b, files(evidence.b)),
            screen,
          ),
        ]),
  ];
  const gone = screen.pick(
    '? = nicht mehr bekannt: gelöscht, oder dort inzwischen anders gemeldet',
    '? = not known any more: erased, or handed in otherwise there since',
  );
  return [
    ...(lines.length > 0
      ? [screen.paint('dim', `  ${screen.pick('gemeldet:', 'handed in:')}`)]
      : []),
    ...lines,
    ...(unknown ? wrapped(gone, screen.width, '  ', '  ') : []),
  ];
}

type Sides = readonly [a: ComparedSide | null, b: ComparedSide | null];

/** A long label stands on a line of its own. */
function fieldLines(field: ComparedField, [a, b]: Sides, screen: Screen): string[] {
  const mark = field.differs && ![a, b].some((side) => side?.claim === 'unknown') ? '≠' : ' ';
  const text = screen.say(field.label);
  const label = `${mark} ${text}`;
  const values = [
    a?.claim === 'unknown' ? '?' : answer(field.a, field.words?.a, screen),
    b?.claim === 'unknown' ? '?' : answer(field.b, field.words?.b, screen),
  ] as const;
  if (columns(label) <= NAME) return [columnsOf(label, ...values, screen)];
  return [...wrapped(text, screen.width, `${mark} `, '    '), columnsOf('', ...values, screen)];
}

function answer(value: unknown, words: Text | undefined, screen: Screen): string {
  if (words) return screen.say(words);
  if (!isMark(value)) return shown(value, screen);
  const last = value.last4 ? `, …${value.last4}` : '';
  return screen.pick(`geheim, angegeben${last}`, `secret, given${last}`);
}

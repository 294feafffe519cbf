import type { Place } from '../core/outcome.js';
import { knownWord } from '../core/words.js';
import { comparedValues, type SaidReason } from '../engine/views.js';
import type { Screen } from './screen.js';

/** Findings that a person reads at once; the rest is counted. */
const SHOWN = 50;

/** `UserLines.csv, Zeile 7, Spalte Line` */
export function placeText(place: Place, screen: Screen): string {
  return [
    place.file,
    place.row === undefined ? undefined : `${screen.pick('Zeile', 'row')} ${place.row}`,
    place.column === undefined ? undefined : `${columnWord(place, screen)} ${place.column}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** Without a file the column is a field of a form. */
function columnWord({ file, row }: Place, screen: Screen): string {
  const inFile = file !== undefined || row !== undefined;
  return inFile ? screen.pick('Spalte', 'column') : screen.pick('Feld', 'field');
}

/** One finding in one line, both values where they help. */
export function findingLine(reason: SaidReason, screen: Screen): string {
  const place = reason.place ? `${placeText(reason.place, screen)}: ` : '';
  const { claimed, known } = comparedValues(reason, screen.language);
  const both = [
    ...(claimed === undefined ? [] : [`${screen.pick('angegeben', 'given')}: ${shorten(claimed)}`]),
    ...(known === undefined ? [] : [`${screen.say(knownWord(reason))}: ${shorten(known)}`]),
  ].join(' · ');
  return `${place}${screen.say(reason.text)}${both === '' ? '' : ` [${both}]`}`;
}

/** The first findings, then how many are left out. */
export function findingLines(
  findings: readonly SaidReason[],
  screen: Screen,
  sign = '✗',
): string[] {
  const lines = findings.slice(0, SHOWN).map((f) => `  ${sign} ${findingLine(f, screen)}`);
  const more = findings.length - SHOWN;
  if (more > 0)
    lines.push(
      `  … ${screen.pick(`und ${more} weitere (alle: --json)`, `and ${more} more (all: --json)`)}`,
    );
  return lines;
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

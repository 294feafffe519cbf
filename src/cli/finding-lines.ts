import type { Place, Reason } from '../core/outcome.js';
import type { Screen } from './screen.js';

/** Findings that a person reads at once; the rest is counted. */
const SHOWN = 50;

/** `UserLines.csv, Zeile 7, Spalte Line` */
export function placeText(place: Place, screen: Screen): string {
  return [
    place.file,
    place.row === undefined ? undefined : `${screen.pick('Zeile', 'row')} ${place.row}`,
    place.column === undefined ? undefined : `${screen.pick('Spalte', 'column')} ${place.column}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}

/** One finding in one line, both values where they help. */
export function findingLine(reason: Reason, screen: Screen): string {
  const place = reason.place ? `${placeText(reason.place, screen)}: ` : '';
  const claimed =
    reason.claimed === undefined
      ? []
      : [`${screen.pick('angegeben', 'given')}: ${shorten(reason.claimed)}`];
  const known =
    reason.known === undefined
      ? []
      : [`${screen.pick('bekannt', 'known')}: ${shorten(reason.known)}`];
  const both = [...claimed, ...known].join(' · ');
  return `${place}${screen.say(reason.text)}${both === '' ? '' : ` [${both}]`}`;
}

/** The first findings, then how many are left out. */
export function findingLines(findings: readonly Reason[], screen: Screen, sign = '✗'): string[] {
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

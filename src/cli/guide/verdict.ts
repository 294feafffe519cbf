import type { Reason, Verdict } from '../../core/outcome.js';
import type { Text } from '../../core/text.js';
import { verdictWord } from '../../core/words.js';
import type { Acted } from '../act.js';
import { stepName, stepStatus } from '../acted-lines.js';
import { differences, type Piece } from '../../connect/difference.js';
import { placeText } from '../finding-lines.js';
import type { Screen } from '../screen.js';
import { flowing, leading } from '../typography.js';

const SIGNS: Readonly<Record<Verdict, string>> = {
  consistent: '✓',
  contradicts: '✗',
  'cannot-read': '?',
};
const MOST_SHOWN = 12;

/** The verdict where the claim was made: what the check says, both values, and what became of the step. */
export function verdictLines(acted: Acted, screen: Screen): string[] {
  const { step, verdict, agrees, reasons, error, problems } = acted;
  const lines: string[] = [''];
  if (verdict) {
    const word = `${SIGNS[verdict]} ${screen.say(verdictWord(verdict, reasons))}`;
    lines.push(screen.paint(verdict === 'contradicts' ? 'red' : 'strong', word));
  }
  if (agrees) lines.push(...flowing(`· ${screen.say(agrees)}`, screen, '  ', '    '));
  lines.push(...reasonsLines(reasons, screen));
  if (error) lines.push(...refusalLines(error, screen));
  if (step)
    lines.push(
      ...flowing(
        `${leading(stepName(step, screen), ' –')} ${stepStatus(step, screen)}`,
        screen,
        '',
        '  ',
      ),
    );
  for (const problem of problems) {
    lines.push(
      ...flowing(
        `✗ ${leading(stepName(problem.step, screen), ' –')} ${stepStatus(problem.step, screen)}`,
        screen,
      ),
      ...reasonsLines(problem.reasons, screen),
    );
  }
  return lines;
}

/** Why something was not done, with its code. */
export function refusalLines(
  { text, code }: { readonly text: Text; readonly code: string },
  screen: Screen,
): string[] {
  return flowing(`✗ ${screen.say(text)} [${code}]`, screen, '', '  ');
}

/** Reasons of a check, the first ones with both values. */
export function reasonsLines(reasons: readonly Reason[], screen: Screen): string[] {
  const more = reasons.length - MOST_SHOWN;
  return [
    ...reasons.slice(0, MOST_SHOWN).flatMap((reason) => reasonLines(reason, screen)),
    ...(more > 0 ? [screen.pick(`  … und ${more} weitere`, `  … and ${more} more`)] : []),
  ];
}

function reasonLines(reason: Reason, screen: Screen): string[] {
  const place = reason.place ? `${placeText(reason.place, screen)}: ` : '';
  const lines = flowing(`· ${place}${screen.say(reason.text)}`, screen, '  ', '    ');
  const { claimed, known } = reason;
  const [given, expected] = [screen.pick('angegeben', 'given'), screen.pick('bekannt', 'known')];
  const width = Math.max(given.length, expected.length) + 2;
  const value = (name: string, pieces: readonly Piece[]) =>
    `      ${`${name}:`.padEnd(width)}${pieces.map((piece) => marked(piece, screen)).join('')}`;
  if (claimed === undefined && known === undefined) return lines;
  if (claimed === undefined) return [...lines, value(expected, [[known ?? '', false]])];
  if (known === undefined) return [...lines, value(given, [[claimed, false]])];
  const [left, right] = differences(claimed, known);
  return [...lines, value(given, left), value(expected, right)];
}

/** What differs is reversed, or stands in brackets where there are no colors. */
function marked([text, differs]: Piece, screen: Screen): string {
  if (!differs) return text;
  return screen.colour ? screen.paint('key', text) : `[${text}]`;
}

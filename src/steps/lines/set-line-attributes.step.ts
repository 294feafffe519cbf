import { z } from 'zod';
import { cell, flag, form, number, rows } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { f1 } from '../../connect/fold.js';
import { readStored } from '../config-export/exported-line-file.js';
import { Step } from '../step.decorator.js';
import { few, judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Lines that got the attribute `ConsoleIdentification` in Connect (manual line 155). */
    'R-902': { lines: number };
  }
}

const input = form({
  lines: needed(
    rows(
      { de: 'Leitungen, einzeln abgehakt', en: 'Lines, ticked one by one' },
      z.strictObject({
        line: cell({ de: 'Leitung', en: 'Line' }, z.string().min(1)),
        set: cell({ de: 'Attribut gesetzt?', en: 'Attribute set?' }, z.boolean()),
      }),
    ).optional(),
    { de: 'diese Liste oder die beiden nächsten Felder', en: 'this list or the next two fields' },
  ),
  allSet: needed(flag({ de: 'Alle Leitungen gesetzt', en: 'All lines set' }).optional(), {
    de: 'nötig ohne Liste',
    en: 'needed without a list',
  }),
  count: needed(
    number({ de: 'Anzahl gesetzter Leitungen', en: 'Number of lines set' }).optional(),
    { de: 'nötig ohne Liste', en: 'needed without a list' },
  ),
}).refine((v) => v.lines !== undefined || (v.allSet !== undefined && v.count !== undefined), {
  path: ['lines'],
  message:
    'Erwartet: die Liste `lines` oder `allSet` mit `count` / Expected: the list `lines` or `allSet` with `count`',
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-902',
  part: 'lines',
  kind: 'task',
  title: { de: 'Leitungsattribute in Connect setzen', en: 'Set the line attributes in Connect' },
  instruction: {
    de: 'Geben Sie jeder Leitung aus `DynamicLines.csv` in Connect dasselbe Attribut `ConsoleIdentification` wie in XPhone UC. Haken Sie jede Leitung ab. Die Leitungsliste zeigt unbenutzte dynamische Leitungen mit eigenem Symbol.',
    en: 'Give each line of `DynamicLines.csv` the same attribute `ConsoleIdentification` in Connect as in XPhone UC. Tick each line. The line list shows unused dynamic lines with a symbol of their own.',
  },
  lines: [153, 155],
  sources: ['LINES'],
  warnings: ['W-09'],
  gaps: ['D9'],
  form: input,
  evidence: {
    required: false,
    what: { de: 'Bild der Leitungsliste', en: 'Screenshot of the line list' },
  },
  reads: ['R-409'],
  agrees: {
    de: 'Es sind so viele Leitungen, wie in `DynamicLines.csv` stehen (R-409).',
    en: 'There are as many lines as stand in `DynamicLines.csv` (R-409).',
  },
  undo: {
    possible: 'yes',
    how: { de: 'Attribut wieder entfernen.', en: 'Remove the attribute again.' },
  },
})
export class SetLineAttributes implements TaskStep<Input> {
  async verify(claim: Input, context: StepContext): Promise<Outcome> {
    const exported = context.fact('R-409');
    const ticked = claim.lines?.filter((l) => l.set).map((l) => f1(l.line));
    const bulk = claim.allSet ? (claim.count ?? 0) : 0;
    const lines = ticked ? new Set(ticked).size : bulk;
    if (!exported?.path || !exported.sha256) {
      return cannotRead(
        { lines },
        reason(
          'lines.not-read',
          '`DynamicLines.csv` liegt nicht vor.',
          '`DynamicLines.csv` is not available.',
        ),
      );
    }
    const file = await readStored(exported.sha256, exported.path, 'dynamic-lines', context);
    if ('code' in file) return judge([file], { lines });
    const against = undone(claim, exported.count, lines);
    if (ticked) against.push(...otherLines(ticked, [...file.lines.keys()]));
    return judge(against, { lines }, { flags: { allSet: true } });
  }
}

function otherLines(ticked: readonly string[], known: readonly string[]): Reason[] {
  const [claimed, listed] = [new Set(ticked), new Set(known)];
  const missing = known.filter((line) => !claimed.has(line));
  const strange = ticked.filter((line) => !listed.has(line));
  const found: Reason[] = [];
  if (missing.length > 0) {
    found.push(
      reason(
        'lines.missing',
        `In \`DynamicLines.csv\`, aber nicht abgehakt: ${few(missing)}.`,
        `In \`DynamicLines.csv\` but not ticked: ${few(missing)}.`,
      ),
    );
  }
  if (strange.length > 0) {
    found.push(
      reason(
        'lines.unknown',
        `Abgehakt, aber nicht in \`DynamicLines.csv\`: ${few(strange)}.`,
        `Ticked but not in \`DynamicLines.csv\`: ${few(strange)}.`,
      ),
    );
  }
  return found;
}

function undone(claim: Input, total: number, lines: number): Reason[] {
  const found: Reason[] = [];
  const open = (claim.lines ?? []).filter((l) => !l.set).map((l) => l.line);
  if (open.length > 0 || claim.allSet === false) {
    found.push(
      reason(
        'lines.undone',
        `Noch nicht gesetzt: ${open.length > 0 ? few(open) : 'siehe Leitungsliste'}.`,
        `Not set yet: ${open.length > 0 ? few(open) : 'see the line list'}.`,
      ),
    );
  }
  if (lines !== total) {
    found.push(
      reason(
        'lines.count-differs',
        'Die Zahl der gesetzten Leitungen ist nicht die aus `DynamicLines.csv`.',
        'The number of lines set is not the one in `DynamicLines.csv`.',
        { claimed: String(lines), known: String(total) },
      ),
    );
  }
  return found;
}

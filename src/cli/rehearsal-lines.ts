import type { Rehearsal } from '../connect/rehearsal/document.js';
import type { SettingEffect } from '../connect/model/import-settings.js';
import { TOTAL_NAMES } from '../connect/prediction-fit.js';
import { MODEL_NOTE } from '../connect/simulation/simulation-words.js';
import type { Text } from '../core/text.js';
import { COLUMNS } from './simulation-lines.js';
import type { Screen } from './screen.js';

/** Rows of the ledger and users that a person reads at once; all of them stand in `rehearsal.json`. */
const SHOWN = 20;

/** Begins every answer of the rehearsal. */
export function modelLine(screen: Screen): string {
  return `MODELL / MODEL: ${screen.say(MODEL_NOTE)}`;
}

const TOLD = [
  ...(['created', 'changed', 'reverted', 'ignored', 'refused', 'missed'] as const),
  'deleted',
] as const;

const SETTING_WORDS: Readonly<Record<SettingEffect, Text>> = {
  imported: { de: 'importiert', en: 'imported' },
  overwritten: { de: 'überschrieben', en: 'overwritten' },
  'overwritten-by-hand': {
    de: 'von Hand geändert und überschrieben',
    en: 'changed by hand and overwritten',
  },
  'not-selected': { de: 'nicht angehakt', en: 'not ticked' },
  'not-exported': { de: 'nicht im Export', en: 'not in the export' },
};

/** What a rehearsal showed, as a person reads it. */
export function rehearsalLines(
  rehearsal: Rehearsal,
  undecided: readonly string[],
  file: string,
  screen: Screen,
): string[] {
  const { dialog, settings, connectors, again, assumptions } = rehearsal;
  const title = screen.pick('Das Fenster würde zeigen', 'The window would show');
  return [
    modelLine(screen),
    ...settings.map(({ action, groups }) => {
      const counts = countBy(groups.map(({ what }) => screen.say(SETTING_WORDS[what])));
      return `${run(action, screen)} ${screen.pick('Systemeinstellungen', 'system settings')}: ${counts}`;
    }),
    ...connectors.map(({ action, connector, round, totals }) => {
      const shown = TOLD.filter((name) => Number(totals[name]) > 0);
      const counts = shown
        .map((name) => `${screen.say(COLUMNS[name])} ${String(totals[name])}`)
        .join(', ');
      return `${run(action, screen)} ${connector} (${screen.pick('Runde', 'round')} ${round}): ${counts || '–'}`;
    }),
    `${title} (${dialog.hypothesis}):`,
    ...Object.entries(TOTAL_NAMES).map(([key, name]) => {
      const value = dialog.totals[key as keyof typeof TOTAL_NAMES];
      return `  ${screen.say(name)}: ${value ?? '–'}`;
    }),
    ...shortened(overwritten(rehearsal, screen), screen),
    screen.pick(
      `Ein weiterer Import mit allen Häkchen überschriebe ${again.overwritten.length} Benutzer.`,
      `A further import with every tick set would overwrite ${again.overwritten.length} users.`,
    ),
    ...shortened(
      undecided.map((email) =>
        screen.pick(`  ✗ nicht entschieden: ${email}`, `  ✗ not decided: ${email}`),
      ),
      screen,
    ),
    screen.pick('Annahmen, auf die es ankam:', 'Assumptions that mattered:'),
    ...assumptions
      .filter(({ used }) => used > 0)
      .map(({ id, value, question }) => `  ${id} = ${value}: ${screen.say(question)}`),
    screen.pick(`Vorhersage: ${file}`, `Prediction: ${file}`),
  ];
}

/** Files that were there before and are replaced or gone, with the run that wrote them. */
function overwritten({ ledger }: Rehearsal, screen: Screen): string[] {
  return ledger
    .filter(({ before, owner }) => before !== null && owner.startsWith('user:'))
    .map(({ action, name, path, beforeAction, after }) => {
      const by =
        beforeAction === null
          ? screen.pick('von Hand', 'by hand')
          : screen.pick(`aus Lauf ${beforeAction}`, `of run ${beforeAction}`);
      const what =
        after === null
          ? screen.pick('ist weg', 'is gone')
          : screen.pick('überschrieben', 'overwritten');
      return `  ${run(action, screen)} ${name}: ${path} (${by}) ${what}`;
    });
}

function run(action: number, screen: Screen): string {
  return screen.pick(`Lauf ${action}:`, `Run ${action}:`);
}

function countBy(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Array.from(counts, ([value, count]) => `${value} ${count}`).join(', ');
}

function shortened(lines: readonly string[], screen: Screen): string[] {
  const more = lines.length - SHOWN;
  if (more <= 0) return [...lines];
  const rest = screen.pick(`  … und ${more} weitere`, `  … and ${more} more`);
  return [...lines.slice(0, SHOWN), rest];
}

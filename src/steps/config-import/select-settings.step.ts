import { z } from 'zod';
import { cell, form, rows } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';
import {
  importItem,
  importItems,
  itemsInScope,
  labelsOf,
  type ImportItem,
} from './import-items.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Settings ticked for the import (manual lines 91, 189). */
    'R-605': { items: readonly ImportItem[] };
  }
}

const input = form({
  items: importItems({ de: 'Angehakte Einstellungen', en: 'Ticked settings' }),
  reasons: needed(
    rows(
      {
        de: 'Gründe, wo das Häkchen vom Umfang abweicht',
        en: 'Reasons where a tick differs from the scope',
      },
      z.strictObject({
        item: importItem({ de: 'Einstellung', en: 'Setting' }),
        why: cell({ de: 'Grund', en: 'Reason' }, z.string().min(1).max(2_000)),
      }),
    ).optional(),
    { de: 'nötig, wo ein Häkchen abweicht', en: 'needed where a tick differs' },
  ),
}).refine(({ items }) => items.length > 0, {
  path: ['items'],
  message: 'Mindestens eine Einstellung muss angehakt sein / At least one setting must be ticked',
});

@Step({
  id: 'R-605',
  part: 'config-import',
  kind: 'task',
  title: { de: 'Systemeinstellungen auswählen', en: 'Select the system settings' },
  instruction: {
    de: 'Unter `Import im Einzelnen` sind alle Häkchen gesetzt. Wollen Sie nur einige, klicken Sie auf `Nichts auswählen` und haken dann einzeln an. Annahme: Die Liste im Fenster ist dieselbe wie im Handbuch.',
    en: 'Under `Import im Einzelnen` all boxes are ticked. If you want only some, click `Nichts auswählen` and tick them one by one. Assumption: the list in the window is the one in the manual.',
  },
  lines: [91, 189],
  gaps: ['D7', 'D8'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Bild der gesetzten Häkchen', en: 'Screenshot of the ticks' },
  },
  reads: ['R-106', 'R-403', 'R-406'],
  agrees: {
    de: 'Angehakt ist genau das, was im Umfang liegt (R-106), oder ein Grund ist genannt.',
    en: 'Exactly what is in scope is ticked (R-106), or a reason is given.',
  },
  undo: { possible: 'yes', how: { de: 'Häkchen ändern.', en: 'Change the ticks.' } },
})
export class SelectSettings implements TaskStep<z.output<typeof input>> {
  verify({ items, reasons = [] }: z.output<typeof input>, context: StepContext): Outcome {
    const facts = { items };
    const flags = { items: items.length };
    const scope = itemsInScope(context);
    const exported = context.fact('R-403')?.systemConfiguration;
    if (exported === false) return judge([notExported(items)], facts);
    const explained = new Set(reasons.map((r) => r.item));
    const open = (list: readonly ImportItem[]) => list.filter((i) => !explained.has(i));
    const missing = open((scope ?? []).filter((i) => !items.includes(i)));
    const extra = open(scope ? items.filter((i) => !scope.includes(i)) : []);
    const against = [
      ...differs(missing, 'import.in-scope-not-ticked'),
      ...differs(extra, 'import.not-in-scope'),
    ];
    if (against.length === 0 && (scope === undefined || exported === undefined)) {
      return cannotRead(facts, unknown(), { flags });
    }
    const notes = context.fact('R-406')?.settingsFiles === 0 ? [noSettings()] : [];
    return judge(against, facts, { flags, notes });
  }
}

function notExported(items: readonly ImportItem[]): Reason {
  const { de, en } = labelsOf(items);
  return reason(
    'import.not-exported',
    `Die Systemkonfiguration wurde nicht exportiert. Nicht anhaken: ${de}.`,
    `The system configuration was not exported. Do not tick: ${en}.`,
    { claimed: items.join(', '), known: 'R-403' },
  );
}

function differs(items: readonly ImportItem[], code: string): Reason[] {
  if (items.length === 0) return [];
  const { de, en } = labelsOf(items);
  const missing = code === 'import.in-scope-not-ticked';
  return [
    reason(
      code,
      missing
        ? `Im Umfang, aber nicht angehakt: ${de}. Haken Sie es an oder nennen Sie den Grund.`
        : `Angehakt, aber nicht im Umfang: ${de}. Entfernen Sie das Häkchen oder nennen Sie den Grund.`,
      missing
        ? `In scope but not ticked: ${en}. Tick it or give the reason.`
        : `Ticked but not in scope: ${en}. Remove the tick or give the reason.`,
      { claimed: items.join(', '), known: 'R-106' },
    ),
  ];
}

function noSettings(): Reason {
  return reason(
    'import.no-settings-found',
    'Im Export steht an der angenommenen Stelle keine Einstellung. Der Ort ist eine Annahme; prüfen Sie das Fenster.',
    'The export holds no settings in the assumed place. The place is an assumption; check the window.',
  );
}

function unknown(): Reason {
  return reason(
    'import.scope-unknown',
    'Umfang oder Häkchen des Exports sind nicht bekannt. Die Auswahl lässt sich nicht vergleichen.',
    'The scope or the ticks of the export are not known. The selection cannot be compared.',
  );
}

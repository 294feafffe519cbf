import type { z } from 'zod';
import { flag, form, text } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { SYSTEM_ITEMS } from '../intake/scope-list.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Ticks of the export (manual lines 91, 133, 143); `dynamicLines` is null where the tool does not offer it. */
    'R-403': { systemConfiguration: boolean; userData: boolean; dynamicLines: boolean | null };
  }
}

const OPTIONS = ['systemConfiguration', 'userData', 'dynamicLines'] as const;
type Option = (typeof OPTIONS)[number];
const LABELS: Record<Option, string> = {
  systemConfiguration: '`Systemkonfiguration`',
  userData: '`Benutzerdaten`',
  dynamicLines: '`Dynamic lines`',
};

const input = form({
  systemConfiguration: flag({
    de: '`Systemkonfiguration` angehakt',
    en: '`Systemkonfiguration` ticked',
  }),
  userData: flag({ de: '`Benutzerdaten` angehakt', en: '`Benutzerdaten` ticked' }),
  dynamicLines: flag({
    de: '`Dynamic lines` angehakt (leer lassen, wenn nicht angeboten)',
    en: '`Dynamic lines` ticked (leave empty if not offered)',
  }).optional(),
  systemConfigurationReason: why('Systemkonfiguration'),
  userDataReason: why('Benutzerdaten'),
  dynamicLinesReason: why('Dynamic lines'),
}).refine((v) => OPTIONS.some((o) => v[o]), {
  path: ['systemConfiguration'],
  message: 'Mindestens ein Häkchen muss gesetzt sein / At least one box must be ticked',
});

@Step({
  id: 'R-403',
  part: 'config-export',
  kind: 'task',
  title: { de: 'Umfang des Exports anhaken', en: 'Tick what to export' },
  instruction: {
    de: 'Die Häkchen bei `Systemkonfiguration` und `Benutzerdaten` sind schon gesetzt. Lassen Sie stehen, was im Umfang liegt. Setzen Sie auch `Dynamic lines`, wo es angeboten wird. `Benutzerdaten` meint hier nur persönliche Ansagen und Namen. Einzeln wählen Sie erst beim Import.',
    en: '`Systemkonfiguration` and `Benutzerdaten` are already ticked. Keep what is in scope. Tick `Dynamic lines` too where it is offered. `Benutzerdaten` only means personal greetings and names here. You choose single items at the import, not now.',
  },
  lines: [91, 125, 127, 129, 133, 143],
  gaps: ['D3', 'D8'],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Bild des Fensters mit den Häkchen',
      en: 'Screenshot of the window with the ticks',
    },
  },
  reads: ['R-104', 'R-106'],
  agrees: {
    de: 'Angehakt ist alles, was im Umfang liegt (R-106), oder ein Grund ist genannt.',
    en: 'Everything in scope is ticked (R-106), or a reason is given.',
  },
  undo: { possible: 'yes', how: { de: 'Häkchen ändern.', en: 'Change the ticks.' } },
})
export class SetExportOptions implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>, context: StepContext): Outcome {
    const { systemConfiguration, userData, dynamicLines = null } = claim;
    const facts = { systemConfiguration, userData, dynamicLines };
    const needed = inScope(context);
    if (!needed) return cannotRead(facts, scopeUnknown(), { flags: facts });
    const against = OPTIONS.filter((o) => needed[o] && !claim[o] && !claim[`${o}Reason`]).map(
      unticked,
    );
    if (dynamicLines && context.fact('R-104')?.dynamicLinesCsv === false) {
      against.push(notOffered(context.fact('R-104')?.release ?? ''));
    }
    return judge(against, facts, { flags: facts });
  }
}

function why(label: string) {
  const reason = text({
    de: `Grund, falls \`${label}\` nicht angehakt ist`,
    en: `Reason if \`${label}\` is not ticked`,
  });
  return needed(reason.optional(), {
    de: 'nur dann nötig, und nur im Umfang',
    en: 'needed only then, and only in scope',
  });
}

/** Which ticks the scope needs; undefined when the scope is not known. */
function inScope(context: StepContext): Record<Option, boolean> | undefined {
  const scope = context.fact('R-106');
  return (
    scope && {
      systemConfiguration: SYSTEM_ITEMS.some((item) => scope[item]),
      userData: scope.personalGreetings || scope.recordedNames,
      dynamicLines: scope.dynamicLines && context.fact('R-104')?.dynamicLinesCsv !== false,
    }
  );
}

function unticked(option: Option): Reason {
  const label = LABELS[option];
  return reason(
    'export.in-scope-not-ticked',
    `${label} liegt im Umfang, ist aber nicht angehakt. Haken Sie es an oder nennen Sie den Grund.`,
    `${label} is in scope but not ticked. Tick it or give the reason.`,
    { claimed: `${option} –`, known: 'R-106' },
  );
}

function notOffered(release: string): Reason {
  return reason(
    'export.dynamic-lines-not-offered',
    'Für diesen Stand ist `Dynamic lines` nicht vorgesehen. Prüfen Sie den Stand in R-104.',
    '`Dynamic lines` does not exist for this release. Check the release in R-104.',
    { claimed: 'Dynamic lines', known: release },
  );
}

function scopeUnknown(): Reason {
  return reason(
    'scope.unknown',
    'Der Umfang (R-106) ist nicht bekannt. Die Häkchen lassen sich nicht vergleichen.',
    'The scope (R-106) is not known. The ticks cannot be compared.',
  );
}

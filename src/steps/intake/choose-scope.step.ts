import type { z } from 'zod';
import { flag, form, number } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { attested, contradicts, reason } from '../verdicts.js';
import { SCOPE_ITEMS, SCOPE_LABELS, SYSTEM_ITEMS, scopeList } from './scope-list.js';
import type { ScopeItem, ScopeList } from './scope-list.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Twelve ticks, counts, and the list the customer acknowledges in R-107 (manual lines 63–89). */
    'R-106': z.output<typeof input> & { list: ScopeList };
  }
}

const PARTS = {
  voicemailUsers: { de: 'davon mit Voicemail', en: 'of these with voicemail' },
  faxUsers: { de: 'davon mit Fax', en: 'of these with fax' },
  dynamicLineUsers: { de: 'davon mit dynamischer Leitung', en: 'of these with a dynamic line' },
};

const input = form({
  dialParameters: tick('dialParameters'),
  pbx: tick('pbx'),
  gateway: tick('gateway'),
  fax: tick('fax'),
  faxPrinters: tick('faxPrinters'),
  sms: tick('sms'),
  voicemailGreetings: tick('voicemailGreetings'),
  autoAttendants: tick('autoAttendants'),
  mwi: tick('mwi'),
  personalGreetings: tick('personalGreetings'),
  recordedNames: tick('recordedNames'),
  dynamicLines: tick('dynamicLines'),
  users: number({ de: 'Zahl der Benutzer', en: 'Number of users' }, { min: 1 }),
  voicemailUsers: number(PARTS.voicemailUsers).optional(),
  faxUsers: number(PARTS.faxUsers).optional(),
  dynamicLineUsers: number(PARTS.dynamicLineUsers).optional(),
}).superRefine((claim, ctx) => {
  if (SCOPE_ITEMS.some((item) => claim[item])) return;
  const message = 'Mindestens ein Bereich muss gewählt sein / At least one item must be chosen';
  ctx.addIssue({ code: 'custom', path: [SCOPE_ITEMS[0]], message });
});

@Step({
  id: 'R-106',
  part: 'intake',
  kind: 'task',
  title: { de: 'Umfang festlegen', en: 'Choose the scope' },
  instruction: {
    de: 'Kreuzen Sie an, was der Kunde heute nutzt. `Systemeinstellungen`: unter `CTI` sind es `Wahlparameter` und `PBX: Festnetz`, unter `UM` sind es `Gateway`, `Fax: Allgemeine Einstellungen, Drucker`, `SMS: Allgemeine Einstellungen`, `Voicemail: Ansagen`, `Auto Attendants: Zeittabelle, Filter` und `MWI`. `Benutzerdaten`: Ansagen und Namen, die Benutzer selbst aufgenommen haben, und `Dynamische Leitungen`. Was Sie nicht ankreuzen, entfällt und bleibt sichtbar.',
    en: 'Tick what the customer uses today. System settings (`Systemeinstellungen`): under `CTI` there are `Wahlparameter` and `PBX: Festnetz`, under `UM` there are `Gateway`, `Fax: Allgemeine Einstellungen, Drucker`, `SMS: Allgemeine Einstellungen`, `Voicemail: Ansagen`, `Auto Attendants: Zeittabelle, Filter` and `MWI`. User data (`Benutzerdaten`): greetings and names that users recorded themselves, and `Dynamische Leitungen`. What you do not tick does not apply and stays visible.',
  },
  lines: [59, 61, 63, 65, 67, 69, 71, 73, 75, 77, 79, 81, 83, 85, 87, 89, 247, 249],
  gaps: ['D8'],
  form: input,
  reads: ['R-104'],
  undo: {
    possible: 'yes',
    how: {
      de: 'Umfang ändern; Folgeschritte werden veraltet.',
      en: 'Change the scope; later steps become outdated.',
    },
  },
})
export class ChooseScope implements TaskStep<z.output<typeof input>> {
  verify(
    claim: z.output<typeof input>,
    context: StepContext,
  ): Outcome<z.output<typeof input> & { list: ScopeList }> {
    const [tooMany, ...others] = countProblems(claim);
    if (tooMany) return contradicts(tooMany, ...others);
    const noFiles = context.fact('R-104')?.dynamicLinesCsv === false;
    const ticks = Object.fromEntries(SCOPE_ITEMS.map((item) => [item, claim[item]]));
    return attested(
      { ...claim, list: scopeList(claim, noFiles) },
      {
        reasons: noFiles && claim.dynamicLines ? [BY_HAND] : [],
        flags: {
          ...ticks,
          systemSettings: SYSTEM_ITEMS.some((item) => claim[item]),
          voicemail: claim.personalGreetings || claim.recordedNames,
        },
      },
    );
  }
}

const BY_HAND: Reason = reason(
  'scope.dynamic-lines-by-hand',
  'Der Migration Manager schreibt keine Leitungsdateien (R-104). Dynamische Leitungen werden von Hand übertragen; so steht es auch in der Liste für den Kunden.',
  'The Migration Manager writes no line files (R-104). Dynamic lines are transferred by hand; the list for the customer says so too.',
);

function tick(item: ScopeItem) {
  const { de, en } = SCOPE_LABELS[item];
  return flag({ de, en });
}

function countProblems(claim: z.output<typeof input>): Reason[] {
  return Object.entries(PARTS).flatMap(([name, { de, en }]) => {
    const count = claim[name as keyof typeof PARTS] ?? 0;
    if (count <= claim.users) return [];
    return [
      reason(
        'scope.count-too-high',
        `„${de}“ ist mehr als die Zahl aller Benutzer.`,
        `“${en}” is more than the number of all users.`,
        { claimed: String(count), known: String(claim.users) },
      ),
    ];
  });
}

import type { z } from 'zod';
import { flag, form, number } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { TaskStep } from '../../core/step.js';
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
  voicemailUsers: number({ de: 'davon mit Voicemail', en: 'of these with voicemail' }).optional(),
  faxUsers: number({ de: 'davon mit Fax', en: 'of these with fax' }).optional(),
  dynamicLineUsers: number({
    de: 'davon mit dynamischer Leitung',
    en: 'of these with a dynamic line',
  }).optional(),
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
  undo: {
    possible: 'yes',
    how: {
      de: 'Umfang ändern; Folgeschritte werden veraltet.',
      en: 'Change the scope; later steps become outdated.',
    },
  },
})
export class ChooseScope implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>): Outcome<z.output<typeof input> & { list: ScopeList }> {
    const [tooMany, ...others] = countProblems(claim);
    if (tooMany) return contradicts(tooMany, ...others);
    const ticks = Object.fromEntries(SCOPE_ITEMS.map((item) => [item, claim[item]]));
    return attested(
      { ...claim, list: scopeList(claim) },
      {
        flags: {
          ...ticks,
          systemSettings: SYSTEM_ITEMS.some((item) => claim[item]),
          voicemail: claim.personalGreetings || claim.recordedNames,
        },
      },
    );
  }
}

function tick(item: ScopeItem) {
  const { de, en } = SCOPE_LABELS[item];
  return flag({ de, en });
}

function countProblems(claim: z.output<typeof input>): Reason[] {
  return (['voicemailUsers', 'faxUsers', 'dynamicLineUsers'] as const)
    .filter((name) => (claim[name] ?? 0) > claim.users)
    .map((name) =>
      reason(
        'scope.count-too-high',
        'Ein Teil ist größer als die Zahl aller Benutzer.',
        'A part is larger than the number of all users.',
        {
          claimed: `${name} ${claim[name] ?? 0}`,
          known: `users ${claim.users}`,
        },
      ),
    );
}

import { z } from 'zod';
import { cell, form, number, rows } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { Step } from '../step.decorator.js';
import { few, judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Clients that signed in and licenses assigned; users of the sample not managed by a connector. */
    'R-1002': { signedIn: number; licensesAssigned: number; unmanaged: number };
  }
}

const input = form({
  signedIn: number({ de: 'Angemeldete Clients', en: 'Clients signed in' }, { min: 1 }),
  licensesAssigned: number({ de: 'Zugewiesene Lizenzen', en: 'Licenses assigned' }),
  sample: rows(
    { de: 'Stichprobe von Benutzern', en: 'Sample of users' },
    z.strictObject({
      user: cell({ de: 'Benutzer', en: 'User' }, z.string().min(1)),
      managedByConnector: cell(
        { de: 'Von einem Konnektor verwaltet?', en: 'Managed by a connector?' },
        z.boolean(),
      ),
    }),
  ),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-1002',
  part: 'acceptance',
  kind: 'task',
  title: { de: 'Clients und Lizenzen prüfen', en: 'Check clients and licenses' },
  instruction: {
    de: 'Lassen Sie Benutzer ihren Client anmelden. Prüfen Sie die zugewiesenen Lizenzen. Öffnen Sie einige Benutzer: Der Kopf zeigt, ob ein Konnektor sie verwaltet.',
    en: 'Have users sign in with their client. Check the assigned licenses. Open some users: the header shows whether a connector manages them.',
  },
  lines: [],
  optional: true,
  sources: ['USER-EN', 'LIC9'],
  form: input,
  evidence: {
    required: false,
    what: { de: 'Bild der Benutzerliste', en: 'Screenshot of the user list' },
  },
  reads: ['R-312', 'R-1000'],
  agrees: {
    de: 'Es sind nicht mehr Clients angemeldet und Lizenzen zugewiesen, als geliefert wurden (R-312).',
    en: 'No more clients are signed in and licenses assigned than were delivered (R-312).',
  },
  undo: { possible: 'yes', how: { de: 'Erneut prüfen.', en: 'Check again.' } },
})
export class CheckClients implements TaskStep<Input> {
  verify({ signedIn, licensesAssigned, sample }: Input, context: StepContext): Outcome {
    const licenses = context.fact('R-312')?.delivered;
    const unmanaged = sample.filter((s) => !s.managedByConnector).map((s) => s.user);
    const facts = { signedIn, licensesAssigned, unmanaged: unmanaged.length };
    const against: Reason[] = [];
    const more = (claimed: number, code: string, de: string, en: string) => {
      if (licenses !== undefined && claimed > licenses) {
        against.push(reason(code, de, en, { claimed: String(claimed), known: String(licenses) }));
      }
    };
    more(
      licensesAssigned,
      'clients.too-many-licenses',
      'Es sind mehr Lizenzen zugewiesen als geliefert.',
      'More licenses are assigned than were delivered.',
    );
    more(
      signedIn,
      'clients.more-than-licenses',
      'Es sind mehr Clients angemeldet, als Lizenzen geliefert wurden.',
      'More clients are signed in than licenses were delivered.',
    );
    if (sample.length === 0) {
      against.push(reason('clients.no-sample', 'Die Stichprobe ist leer.', 'The sample is empty.'));
    }
    const notes = unmanaged.length > 0 ? [notManaged(unmanaged)] : [];
    if (against.length === 0 && licenses === undefined) {
      return cannotRead(
        facts,
        reason(
          'clients.licenses-unknown',
          'Die Zahl der Lizenzen ist nicht bekannt.',
          'The number of licenses is not known.',
        ),
      );
    }
    return judge(against, facts, { notes });
  }
}

function notManaged(users: readonly string[]): Reason {
  return reason(
    'clients.not-managed',
    `Kein Konnektor verwaltet: ${few(users)}. Ein Konnektor ändert diese Benutzer nie.`,
    `No connector manages: ${few(users)}. A connector never changes these users.`,
  );
}

import type { z } from 'zod';
import { flag, form, instant, number, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { againstRehearsal, deviation, otherCount } from '../against-rehearsal.js';
import { choice } from '../choices.js';
import { DIRECTORY_FIELDS, type DirectoryOrigin } from '../directory-source.js';
import { Step } from '../step.decorator.js';
import { reason } from '../verdicts.js';
import { countDirectory } from './count-directory.js';
import { judge, notBefore, notInFuture } from './judge.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Run of the AD connector that creates the users (manual line 239). `runAt` ISO 8601. */
    'R-703': {
      runAt: string;
      scopeOu: string;
      usersCreated: number;
      /** Where Umstieg counted the users itself (D15). */
      directory?: DirectoryOrigin;
    };
  }
}

const input = form({
  onlyOnCreation: choice({ de: 'Leitung wird zugeordnet', en: 'The line is assigned' }, [
    'only-on-creation',
    'every-run',
  ]),
  scopeOu: text(
    { de: 'Bereich oder OU', en: 'Scope or OU' },
    { example: 'OU=Users,DC=example,DC=com' },
  ),
  domainTrust: choice(
    {
      de: 'Server zur Domäne der Benutzer',
      en: 'Relation of the server to the domain of the users',
    },
    ['member', 'trusted', 'no-trust'],
  ),
  windowsLogin: flag({
    de: 'Integrierte Windows-Anmeldung ist eingeschaltet',
    en: 'Integrated Windows login is on',
  }),
  runAt: instant({ de: 'Lauf um', en: 'Run at' }),
  status: choice({ de: 'Status des Laufs', en: 'Status of the run' }, [
    'finished',
    'running',
    'error',
  ]),
  usersCreated: number({ de: 'Angelegte Benutzer', en: 'Users created' }),
  expected: number({ de: 'Erwartete Benutzer', en: 'Users expected' }).optional(),
  deviation,
  ...DIRECTORY_FIELDS,
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-703',
  part: 'user-creation',
  kind: 'task',
  title: { de: 'AD-Konnektor einrichten und starten', en: 'Set up and start the AD connector' },
  instruction: {
    de: 'Stellen Sie im `AD-Konnektor` ein, dass er die Leitung anhand der Hauptleitung nur beim Neuanlegen eines Benutzers zuordnet. Starten Sie ihn und warten Sie auf das Ende. Umstieg kann die Benutzer im Active Directory selbst zählen; ohne Suchbeginn gilt der Bereich.',
    en: 'Configure the AD connector (`AD-Konnektor`) to assign the line from the main line only when a user is newly created. Start it and wait until it has finished. Umstieg can count the users in the Active Directory itself; without a base the scope is asked.',
  },
  lines: [175, 237, 239, 255],
  sources: ['CONN-EN', 'AD-EN'],
  warnings: ['W-12'],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Bilder der Optionen und des Laufs',
      en: 'Screenshots of the options and of the run',
    },
  },
  reads: ['R-701', 'R-702'],
  agrees: {
    de: 'Zeit, Optionen und Zahlen des Laufs passen zueinander und zum Start des Serverdienstes (R-701).',
    en: 'Time, options and numbers of the run fit together and fit the start of the server service (R-701).',
  },
  undo: {
    possible: 'partly',
    how: {
      de: 'Angelegte Benutzer löschen, solange noch keine Daten importiert sind.',
      en: 'Delete the created users as long as no data have been imported.',
    },
  },
})
export class RunAdConnector implements TaskStep<Input> {
  async verify(claim: Input, context: StepContext): Promise<Outcome> {
    const { runAt, scopeOu, usersCreated } = claim;
    const startedAt = context.fact('R-701')?.startedAt;
    const counted = await countDirectory(claim, context);
    if (counted && 'code' in counted) return judge([counted], null);
    const rehearsed = await againstRehearsal(
      'R-703',
      context,
      (there) => otherCount(CREATED, usersCreated, there.usersCreated),
      claim.deviation,
    );
    const against = [
      ...notInFuture(runAt, context.now),
      ...notBefore(
        runAt,
        startedAt,
        'connector.before-service',
        'Der Lauf liegt vor dem Start des Serverdienstes.',
        'The run is earlier than the start of the server service.',
      ),
      ...optionProblems(claim),
      ...countProblems(claim),
      ...(counted?.against ?? []),
      ...rehearsed.against,
    ];
    const directory = counted ? { directory: counted.origin } : {};
    return judge(
      against,
      { runAt, scopeOu, usersCreated, ...directory },
      {
        flags: { onlyOnCreation: true, usersCreated },
        compared: startedAt !== undefined || counted !== undefined,
        notes: [...(counted?.notes ?? []), ...rehearsed.notes],
        ...(counted ? { evidence: [counted.digest] } : {}),
        ...rehearsed.more,
      },
    );
  }
}

const CREATED = { de: 'Angelegte Benutzer', en: 'Users created' };

function optionProblems({ onlyOnCreation, domainTrust, windowsLogin, status }: Input): Reason[] {
  const found: Reason[] = [];
  if (onlyOnCreation === 'every-run') {
    found.push(
      reason(
        'connector.every-run',
        'Der nächste Lauf setzt die dynamischen Leitungen zurück. Stellen Sie „nur beim Neuanlegen“ ein (W-12).',
        'The next run undoes the dynamic lines. Set "only on creation" (W-12).',
        { claimed: onlyOnCreation, known: 'only-on-creation' },
      ),
    );
  }
  if (domainTrust === 'no-trust' && windowsLogin) {
    found.push(
      reason(
        'connector.no-trust-login',
        'Fremde Domäne ohne Vertrauensstellung: Schalten Sie die integrierte Windows-Anmeldung aus, sonst entstehen keine Benutzer.',
        'Foreign domain without trust: switch integrated Windows login off, otherwise no users are created.',
      ),
    );
  }
  if (status !== 'finished') {
    found.push(
      reason(
        'connector.not-finished',
        'Der Lauf ist nicht fehlerfrei zu Ende.',
        'The run has not finished without error.',
        { claimed: status, known: 'finished' },
      ),
    );
  }
  return found;
}

function countProblems({ usersCreated, expected }: Input): Reason[] {
  if (usersCreated === 0) {
    return [
      reason(
        'connector.no-users',
        'Kein Benutzer entstand. Prüfen Sie: Bereich (OU), Anmeldedaten, Einstiegspunkt, Vertrauensstellung, Windows-Anmeldung bei fremder Domäne, Dienstkonto im Server-Manager.',
        'No user was created. Check: scope (OU), credentials, entry point, trust, Windows login with a foreign domain, service account in the Server Manager.',
        { claimed: '0' },
      ),
    ];
  }
  if (expected === undefined || expected === usersCreated) return [];
  return [
    reason(
      'connector.count-differs',
      'Es entstanden nicht so viele Benutzer wie erwartet. Prüfen Sie Bereich und Filter, oder berichtigen Sie die Erwartung.',
      'The number of created users is not the expected one. Check scope and filter, or correct the expectation.',
      { claimed: String(usersCreated), known: String(expected) },
    ),
  ];
}

import type { z } from 'zod';
import { form, localPath, number } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { disabledAccounts } from '../../connect/disabled-accounts.js';
import { addressProblems, type UserList } from '../../connect/user-list.js';
import { ComputedStep } from '../computed-step.js';
import { choice } from '../choices.js';
import { DIRECTORY_FIELDS, takeDirectory } from '../directory-source.js';
import { Step } from '../step.decorator.js';
import { cannotRead, reason } from '../verdicts.js';
import { judge } from './judge.js';
import { readStored, shorten, takeList, type StoredList } from './list-files.js';

const SOURCES = ['connector-file', 'ad', 'supplied', 'none'] as const;

declare module '../../core/facts.js' {
  interface Facts {
    /** User list of Connect (manual line 173): evidence digest, or null where there is none; where it came from. */
    'R-706': { list: string | null; source: (typeof SOURCES)[number]; users: number };
  }
}

const input = form({
  source: choice({ de: 'Herkunft der Connect-Liste', en: 'Source of the Connect list' }, SOURCES),
  list: needed(
    localPath({
      de: 'Datei der Liste auf diesem Rechner',
      en: 'File of the list on this computer',
    }).optional(),
    {
      de: 'nötig, wenn Sie eine Liste haben und Umstieg sie nicht aus dem Active Directory liest',
      en: 'needed if you have a list and Umstieg does not read it from the Active Directory',
    },
  ),
  runStatus: needed(
    choice({ de: 'Status des Text-Konnektors', en: 'Status of the text connector' }, [
      'finished',
      'running',
      'error',
    ]).optional(),
    { de: 'nötig bei einer Konnektor-Datei', en: 'needed with a connector file' },
  ),
  usersCreated: number({
    de: 'Laut Lauf angelegte Benutzer',
    en: 'Users created by the run',
  }).optional(),
  ...DIRECTORY_FIELDS,
}).check((ctx) => {
  const { source, list, runStatus, directory } = ctx.value;
  const pulled = source === 'ad' && directory !== undefined;
  if ((source === 'ad' || source === 'supplied') && (list === undefined) !== pulled) {
    ctx.issues.push({
      code: 'custom',
      path: ['list'],
      input: list,
      message: pulled
        ? 'Erwartet: Datei oder Active Directory / Expected: a file or the directory'
        : 'Erwartet: die Datei der Liste / Expected: the file of the list',
    });
  }
  if (source === 'connector-file' && runStatus === undefined) {
    ctx.issues.push({
      code: 'custom',
      path: ['runStatus'],
      input: runStatus,
      message:
        'Erwartet: Status des Laufs des Text-Konnektors / Expected: status of the run of the text connector',
    });
  }
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-706',
  part: 'user-creation',
  kind: 'step',
  title: { de: 'E-Mail-Adressen in Connect prüfen', en: 'Check the e-mail addresses in Connect' },
  instruction: {
    de: 'Jeder Benutzer braucht eine eigene E-Mail-Adresse; nach ihr wird zugeordnet. Nennen Sie, woher die Benutzerliste von Connect stammt. Der Hersteller beschreibt keinen Weg, sie auszugeben. Das Active Directory kann Umstieg selbst lesen.',
    en: 'Each user needs an e-mail address of their own; users are matched by it. Say where the user list of Connect comes from. The vendor describes no way to export it. Umstieg can read the Active Directory itself.',
  },
  lines: [173],
  warnings: ['W-15'],
  gaps: ['D15'],
  form: input,
  reads: ['R-109', 'R-406', 'R-703', 'R-704', 'R-705'],
  agrees: {
    de: 'In der Liste aus Connect fehlt keine E-Mail-Adresse und keine kommt doppelt vor.',
    en: 'In the list of Connect no e-mail address is missing and none stands there twice.',
  },
  undo: {
    possible: 'yes',
    how: { de: 'Adressen berichtigen, Liste erneuern.', en: 'Correct addresses, renew the list.' },
  },
})
export class CheckAddresses extends ComputedStep<Input> {
  protected async compute(claim: Input, context: StepContext): Promise<Outcome> {
    const { source } = claim;
    if (source === 'none') return noList();
    const stored = await open(claim, context);
    if (!('list' in stored)) return judge([stored], null);
    const { list, digest, origin } = stored;
    const against = [...runProblems(claim, list), ...listProblems(list)];
    const notes = [
      ...derived(source),
      ...(origin ?? shorten(disabledAccounts(list))), // the pull names its own disabled accounts
      ...shorten([...list.notes, ...otherFindings(list)]),
    ];
    return judge(
      shorten(against),
      { list: digest, source, users: list.size },
      { notes, evidence: [digest], flags: { source, unique: true } },
    );
  }
}

/** A list and, where Umstieg read it from the Active Directory itself, what there is to say of that. */
type OpenedList = StoredList & { readonly origin?: readonly Reason[] };

async function open(claim: Input, context: StepContext): Promise<OpenedList | Reason> {
  if (claim.source === 'ad' && claim.directory !== undefined) return pulledList(claim, context);
  if (claim.source !== 'connector-file') return takeList(claim.list ?? '', context);
  const file = context.fact('R-704')?.file;
  if (file) return readStored(file, 'R-704', context.store, { comments: true });
  return reason(
    'list.no-connector-file',
    'Umstieg hat in R-704 keine Konnektor-Datei erzeugt. Wählen Sie eine andere Herkunft.',
    'Umstieg made no connector file in R-704. Choose another source.',
  );
}

async function pulledList(claim: Input, context: StepContext): Promise<OpenedList | Reason> {
  const taken = await takeDirectory(claim, context);
  if (!('evidence' in taken)) return taken;
  const stored = await readStored(taken.evidence.digest, taken.evidence.name, context.store);
  return 'list' in stored ? { ...stored, origin: taken.notes } : stored;
}

function noList(): Outcome {
  return cannotRead(
    { list: null, source: 'none', users: 0 },
    reason(
      'list.none',
      'Ohne Liste aus Connect lässt sich nichts vergleichen.',
      'Without a list from Connect nothing can be compared.',
    ),
    {
      approval: {
        de: 'Keine Connect-Liste: Gibt eine zweite Person frei?',
        en: 'No Connect list: does a second person release this?',
      },
      flags: { source: 'none', unique: false },
    },
  );
}

function runProblems(claim: Input, list: UserList): Reason[] {
  const found: Reason[] = [];
  if (claim.source !== 'connector-file') return found;
  if (claim.runStatus !== 'finished') {
    found.push(
      reason(
        'connector.not-finished',
        'Der Text-Konnektor ist nicht fehlerfrei zu Ende.',
        'The text connector has not finished without error.',
        {
          claimed: claim.runStatus ?? '–',
          known: 'finished',
        },
      ),
    );
  }
  if (claim.usersCreated !== undefined && claim.usersCreated !== list.size) {
    found.push(
      reason(
        'connector.count-differs',
        'Der Lauf legte nicht so viele Benutzer an, wie die Datei Zeilen hat.',
        'The run did not create as many users as the file has rows.',
        {
          claimed: String(claim.usersCreated),
          known: String(list.size),
        },
      ),
    );
  }
  return found;
}

/** Empty, invalid or repeated addresses; a list without rows or one that could not be read to its end. */
function listProblems(list: UserList): Reason[] {
  const empty =
    list.size === 0
      ? [reason('list.empty', 'Die Liste hat keine Zeile.', 'The list has no row.')]
      : [];
  const invalid = list.findings.filter((f) => f.code === 'email.invalid');
  return [...empty, ...(list.stopped ? [list.stopped] : []), ...addressProblems(list), ...invalid];
}

function otherFindings(list: UserList): Reason[] {
  return list.findings.filter((f) => f.code !== 'email.invalid' && f !== list.stopped);
}

function derived(source: Input['source']): Reason[] {
  if (source === 'supplied') return [];
  return [
    reason(
      'list.derived',
      'Abgeleitet, nicht zurückgelesen: Die Liste zeigt, was angelegt werden sollte, nicht, was in Connect steht.',
      'Derived, not read back: the list shows what was to be created, not what Connect holds.',
      { claimed: source },
    ),
  ];
}

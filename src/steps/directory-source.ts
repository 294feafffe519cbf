import { localPath, text } from '../core/fields.js';
import { RequestError, StepFailure } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import type { EvidenceRef, StepContext } from '../core/step.js';
import { reason } from './verdicts.js';

/** Form fields of a step that may ask an Active Directory instead of reading a file. There is none for the password. */
export const DIRECTORY_FIELDS = {
  directory: text(
    { de: 'Oder: Adresse des Active Directory', en: 'Or: address of the Active Directory' },
    { example: 'ldaps://dc1.firma.example' },
  ).optional(),
  directoryBase: text(
    { de: 'Suchbeginn (Domäne oder OU)', en: 'Where the search begins (domain or OU)' },
    { example: 'OU=Mitarbeiter,DC=firma,DC=example' },
  ).optional(),
  directoryBind: text(
    { de: 'Konto, das lesen darf', en: 'Account that may read' },
    { example: 'leser@firma.example' },
  ).optional(),
  directoryPasswordFile: localPath({
    de: 'Datei mit dem Kennwort (nur der Pfad wird gespeichert)',
    en: 'File that holds the password (only its path is stored)',
  }).optional(),
  directoryCa: localPath({
    de: 'Zertifikat der Zertifizierungsstelle',
    en: 'Certificate of the authority',
  }).optional(),
  directoryFilter: text(
    { de: 'LDAP-Filter', en: 'LDAP filter' },
    { example: '(mail=*)' },
  ).optional(),
  directoryGroup: text({
    de: 'Nur Mitglieder der Gruppe',
    en: 'Only members of the group',
  }).optional(),
};

export interface DirectoryClaim {
  readonly directory?: string | undefined;
  readonly directoryBase?: string | undefined;
  readonly directoryBind?: string | undefined;
  readonly directoryPasswordFile?: string | undefined;
  readonly directoryCa?: string | undefined;
  readonly directoryFilter?: string | undefined;
  readonly directoryGroup?: string | undefined;
}

/** Where a list came from (D15). */
export interface DirectoryOrigin {
  readonly server: string;
  readonly base: string;
  /** ISO 8601, by the run's clock. */
  readonly pulledAt: string;
  readonly users: number;
}

export interface TakenDirectory {
  readonly evidence: EvidenceRef;
  readonly origin: DirectoryOrigin;
  /** Accounts among the users that are disabled. */
  readonly disabled: number;
  /** The origin in words first, then what the server and the pull have to say. */
  readonly notes: readonly Reason[];
}

/**
 * Reads the users of an Active Directory into the evidence store. What the person can correct comes back as a reason.
 * @throws StepFailure target.unreachable (retry): the engine tries again from the start
 */
export async function takeDirectory(
  claim: DirectoryClaim,
  context: StepContext,
): Promise<TakenDirectory | Reason> {
  try {
    return await pullInto(claim, context);
  } catch (error) {
    const final = error instanceof StepFailure && error.retry === 'never';
    if (!final && !(error instanceof RequestError)) throw error;
    return { code: error.code, text: error.text };
  }
}

async function pullInto(claim: DirectoryClaim, context: StepContext): Promise<TakenDirectory> {
  const { directoryQuestion } = await import('../directory/directory-question.js');
  const { pullUsers } = await import('../directory/pull-users.js');
  const { readCaFile, readPasswordFile } = await import('../directory/secret-files.js');
  const { directoryPasswordFile: file, directoryCa: ca } = claim;
  const secret = file === undefined ? undefined : await readPasswordFile(file);
  const question = directoryQuestion(
    {
      url: claim.directory ?? '',
      base: claim.directoryBase ?? '',
      ...(claim.directoryBind === undefined ? {} : { bind: claim.directoryBind }),
      ...(claim.directoryFilter === undefined ? {} : { filter: claim.directoryFilter }),
      ...(claim.directoryGroup === undefined ? {} : { group: claim.directoryGroup }),
    },
    {
      ...(secret ? { password: secret.password } : {}),
      ...(ca === undefined ? {} : { ca: await readCaFile(ca) }),
    },
  );
  const pulled = await pullUsers(question, {
    signal: context.signal,
    file: 'ad-users.csv',
    progress: (done, total) => context.progress(done, total, 'users'),
    attempts: 1, // the engine tries again, and notes each try
  });
  const { server, base, rows: users, disabled } = pulled;
  const origin = { server, base, pulledAt: context.now.toISOString(), users };
  return {
    evidence: await context.store.put('ad-users.csv', pulled.csv),
    origin,
    disabled,
    notes: [originNote(origin, disabled), ...pulled.notes, ...(secret?.notes ?? [])],
  };
}

function originNote({ server, base, pulledAt, users }: DirectoryOrigin, disabled: number): Reason {
  return reason(
    'list.pulled',
    `Active Directory ${server}, „${base}“, gelesen am ${pulledAt}: ${users} Benutzer, davon ${disabled} deaktiviert.`,
    `Active Directory ${server}, "${base}", pulled at ${pulledAt}: ${users} users, ${disabled} of them disabled.`,
  );
}

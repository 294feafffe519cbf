import { InvariantError, RequestError, UmstiegError } from '../core/errors.js';
import type { Text } from '../core/text.js';

/** What the file system says, as the code SQLite has for the same thing. */
const AS_SQLITE: Readonly<Record<string, string>> = {
  ...{ EACCES: 'SQLITE_READONLY', EROFS: 'SQLITE_READONLY', EPERM: 'SQLITE_READONLY' },
  ...{ ENOSPC: 'SQLITE_FULL', EDQUOT: 'SQLITE_FULL' },
  ...{ ENOTDIR: 'SQLITE_CANTOPEN', EEXIST: 'SQLITE_CANTOPEN', ENOENT: 'SQLITE_CANTOPEN' },
  ...{ ENAMETOOLONG: 'SQLITE_CANTOPEN', ELOOP: 'SQLITE_CANTOPEN' },
  ...{ EIO: 'SQLITE_IOERR' },
};

/** What PostgreSQL says (https://www.postgresql.org/docs/current/errcodes-appendix.html), as the code SQLite has for the same thing. */
const POSTGRES_AS_SQLITE: Readonly<Record<string, string>> = {
  // lock_not_available, deadlock_detected, serialization_failure
  ...{ '55P03': 'SQLITE_BUSY', '40P01': 'SQLITE_BUSY', '40001': 'SQLITE_BUSY' },
  ...{ '25006': 'SQLITE_READONLY', '42501': 'SQLITE_READONLY' }, // read_only_sql_transaction, insufficient_privilege
  ...{ '53100': 'SQLITE_FULL', '58030': 'SQLITE_IOERR' }, // disk_full, io_error
  ...{ XX001: 'SQLITE_CORRUPT', XX002: 'SQLITE_CORRUPT' }, // data_corrupted, index_corrupted
};

/** The server is not there, ends, or the way to it broke: classes 08 and 57P, sockets, and what the driver says without a code. */
const UNREACHABLE =
  /^(08\w{3}|57P0\w|53300|3D000|28\w{3}|ECONN\w+|EPIPE|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT)$/;
const BROKEN_OFF =
  /^(Connection terminated|timeout expired|Client has encountered a connection error)/;

/** Turns what SQLite or the file system says into a named error with a way out. Never carries bound values. */
export function storeError(error: unknown, file: string): Error {
  if (error instanceof UmstiegError) return error;
  const e = error as {
    code?: string;
    message?: string;
    driverError?: { code?: string; message?: string };
  };
  const said = e.driverError?.code ?? e.code ?? '';
  const message = e.driverError?.message ?? e.message ?? String(error);
  const details = { place: { file } };
  if (isUnreachable(error)) return new RequestError('store.unreachable', UNREACHED, details);
  switch (asSqlite(said)) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new RequestError('store.locked', LOCKED, details);
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
      return new RequestError('store.read-only', readOnly(said), details);
    case 'SQLITE_FULL':
      return new RequestError('store.full', FULL, details);
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new InvariantError('store.corrupt', corrupt(said), details);
    case 'SQLITE_IOERR':
      return new InvariantError('store.failed', ioError(said), details);
    default:
      return new InvariantError(
        'store.failed',
        {
          de: `Die Datenbank meldet: ${said} ${message}`,
          en: `The database says: ${said} ${message}`,
        },
        details,
      );
  }
}

/**
 * Does something with one of our own files; what the system says against it comes as a named error.
 * @throws RequestError store.full | store.read-only, InvariantError store.failed
 */
export async function storing<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as { code?: string };
    throw code !== undefined && code in AS_SQLITE ? storeError(error, file) : error;
  }
}

const LOCKED: Text = {
  de: `Die Datenbank ist von einem anderen Programm gesperrt (5 s gewartet). Beenden Sie es oder versuchen Sie es gleich noch einmal.`,
  en: `The database is locked by another program (waited 5 s). End it or try again in a moment.`,
};
const UNREACHED: Text = {
  de: 'Die Datenbank ist nicht erreichbar oder lehnt die Anmeldung ab. Ob der letzte Befehl noch ankam, zeigt derselbe Befehl mit demselben Schlüssel. Prüfen Sie den Server und DATABASE_URL.',
  en: 'The database cannot be reached or refuses the sign-in. Whether the last command still arrived, the same command under the same key tells. Check the server and DATABASE_URL.',
};
const FULL: Text = {
  de: 'Der Datenträger ist voll. Es wurde nichts geschrieben; schaffen Sie Platz und wiederholen Sie den Befehl.',
  en: 'The disk is full. Nothing was written; make room and repeat the command.',
};

function readOnly(said: string): Text {
  return {
    de: `Der Datenordner kann nicht geschrieben werden (${said}). Prüfen Sie die Rechte an Datei und Ordner.`,
    en: `The data folder cannot be written (${said}). Check the rights on file and folder.`,
  };
}

function corrupt(said: string): Text {
  return {
    de: `Die Datenbank ist beschädigt (${said}). Arbeiten Sie nicht weiter; stellen Sie die letzte Sicherung wieder her.`,
    en: `The database is corrupt (${said}). Do not go on; restore the last backup.`,
  };
}

/** A command whose flush failed may still reach the disk: only asking again under the same key tells. */
function ioError(said: string): Text {
  return {
    de: `Der Datenträger meldet einen Fehler (${said}). Bestätigt wurde nichts. Sehen Sie nach dem Datenträger, starten Sie Umstieg neu und wiederholen Sie den Befehl.`,
    en: `The disk reports an error (${said}). Nothing was confirmed. Look after the disk, start Umstieg again and repeat the command.`,
  };
}

/** The batch's compare-and-set or a key that another process used first. */
export function isConflict(error: unknown): boolean {
  const message = (error as { message?: string }).message ?? '';
  return message.includes('run.conflict') || isTaken(error, 'command');
}

/** Another process wrote the row of this table that was to be ours. */
export function isTaken(error: unknown, table: string): boolean {
  const { message = '', code, table: named } = error as Record<string, string | undefined>;
  const unique = code === '23505' && named === table; // unique_violation
  return unique || message.includes(`UNIQUE constraint failed: ${table}.`);
}

export function isBusy(error: unknown): boolean {
  return asSqlite((error as { code?: string }).code ?? '') === 'SQLITE_BUSY';
}

/** Nobody knows whether what was sent is written: it must not be sent again unasked. */
export function isUnreachable(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return UNREACHABLE.test(code) || BROKEN_OFF.test(message);
}

function asSqlite(said: string): string {
  return AS_SQLITE[said] ?? POSTGRES_AS_SQLITE[said] ?? said;
}

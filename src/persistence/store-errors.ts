import { InvariantError, RequestError, UmstiegError } from '../core/errors.js';

/** Turns what SQLite says into a named error with a way out. Never carries bound values. */
export function storeError(error: unknown, file: string): Error {
  if (error instanceof UmstiegError) return error;
  const e = error as {
    code?: string;
    message?: string;
    driverError?: { code?: string; message?: string };
  };
  const code = e.driverError?.code ?? e.code ?? '';
  const message = e.driverError?.message ?? e.message ?? String(error);
  const place = { file };
  if (code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED') {
    return new RequestError(
      'store.locked',
      {
        de: `Die Datenbank ist von einem anderen Programm gesperrt (5 s gewartet). Beenden Sie es oder versuchen Sie es gleich noch einmal.`,
        en: `The database is locked by another program (waited 5 s). End it or try again in a moment.`,
      },
      { place },
    );
  }
  if (code === 'SQLITE_READONLY' || code === 'SQLITE_CANTOPEN' || code === 'SQLITE_PERM') {
    return new RequestError(
      'store.read-only',
      {
        de: `Die Datenbank kann nicht geschrieben werden (${code}). Prüfen Sie die Rechte an Datei und Ordner.`,
        en: `The database cannot be written (${code}). Check the rights on file and folder.`,
      },
      { place },
    );
  }
  if (code === 'SQLITE_FULL') {
    return new RequestError(
      'store.full',
      {
        de: 'Der Datenträger ist voll. Es wurde nichts geschrieben; schaffen Sie Platz und wiederholen Sie den Befehl.',
        en: 'The disk is full. Nothing was written; make room and repeat the command.',
      },
      { place },
    );
  }
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') {
    return new InvariantError(
      'store.corrupt',
      {
        de: `Die Datenbank ist beschädigt (${code}). Arbeiten Sie nicht weiter; stellen Sie die letzte Sicherung wieder her.`,
        en: `The database is corrupt (${code}). Do not go on; restore the last backup.`,
      },
      { place },
    );
  }
  return new InvariantError(
    'store.failed',
    { de: `Die Datenbank meldet: ${code} ${message}`, en: `The database says: ${code} ${message}` },
    { place },
  );
}

/** The batch's compare-and-set or a key that another process used first. */
export function isConflict(error: unknown): boolean {
  const message = (error as { message?: string }).message ?? '';
  return message.includes('run.conflict') || message.includes('UNIQUE constraint failed: command.');
}

export function isBusy(error: unknown): boolean {
  return (error as { code?: string }).code === 'SQLITE_BUSY';
}

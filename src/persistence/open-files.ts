import { statSync } from 'node:fs';
import { InvariantError } from '../core/errors.js';

/**
 * Notices that a database is taken away while it is open. SQLite then goes on writing, without an error, to files that nobody
 * will find again (sqlite.org/howtocorrupt.html, "Unlinking or renaming a database file while in use"); with a rollback
 * journal it looks for itself, with a WAL it does not.
 */
export class OpenFiles {
  private readonly seen = new Map<string, string>();

  constructor(private readonly file: string) {}

  /** The first call remembers what is there. @throws InvariantError store.corrupt when it is no longer there */
  requireThere(): void {
    for (const path of [this.file, `${this.file}-wal`]) {
      const found = statSync(path, { throwIfNoEntry: false });
      const now = found && `${String(found.dev)} ${String(found.ino)}`;
      const before = this.seen.get(path);
      if (before !== undefined && before !== now) throw takenAway(path);
      if (now !== undefined) this.seen.set(path, now);
    }
  }
}

function takenAway(file: string): InvariantError {
  return new InvariantError(
    'store.corrupt',
    {
      de: 'Diese Datei wurde gelöscht, verschoben oder ersetzt, während Umstieg sie offen hat. Es wird nichts mehr bestätigt. Beenden Sie Umstieg, legen Sie die Datei zurück oder stellen Sie die letzte Sicherung wieder her.',
      en: 'This file was deleted, moved or replaced while Umstieg has it open. Nothing is confirmed any more. End Umstieg, put the file back or restore the last backup.',
    },
    { place: { file } },
  );
}

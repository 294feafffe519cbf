import { RequestError } from '../core/errors.js';
import { MIGRATIONS } from './migrations/index.js';
import type { Reader } from './snapshot.js';

/** What the database says of itself: damage, and tables with rows that refer to nothing. */
export interface Soundness {
  readonly damage: readonly string[];
  readonly dangling: readonly string[];
}

/** What every database does for the stores: SQLite and PostgreSQL, each in one place (ADR 0040). */
export interface Connection extends Reader {
  /** For messages: the file, or the address without its password. */
  readonly place: string;
  /** One durable transaction (ADR 0002). Errors come as the database gives them. */
  writeBatch(body: string): Promise<void>;
  /** One durable statement that writes. Errors come as the database gives them. */
  write(sql: string, parameters: readonly unknown[]): Promise<void>;
  /** Reads that belong together: all of one moment. */
  snapshot<T>(read: (reader: Reader) => Promise<T>): Promise<T>;
  /** A copy of this moment as a new SQLite file. */
  copyTo(target: string): Promise<void>;
  /** What was deleted is no longer in the database's files. */
  compact(): Promise<void>;
  soundness(): Promise<Soundness>;
  /** @throws RequestError store.read-only while nothing can be taken */
  requireWritable(): void;
  close(): Promise<void>;
}

/** @throws RequestError store.newer when one of these migrations is not of this program */
export function refuseNewer(stored: readonly string[], place: string): void {
  const known = new Set(MIGRATIONS.map((migration) => migration.name));
  const unknown = stored.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new RequestError(
    'store.newer',
    {
      de: `Diese Datenbank wurde von einer neueren Version geschrieben (${unknown.join(', ')}). Verwenden Sie diese Version.`,
      en: `This database was written by a newer version (${unknown.join(', ')}). Use that version.`,
    },
    { place: { file: place } },
  );
}

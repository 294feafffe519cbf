import type { Opening } from '../audit/commitment.js';
import type { Reader } from './snapshot.js';

export interface AuditRow {
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
}

export interface StoredOpening extends Opening {
  readonly kind: string;
}

interface Pages {
  /** Number of the entry to go on from, itself left out. */
  readonly beyond?: number;
  readonly last?: number;
  readonly newestFirst?: boolean;
  readonly size?: number;
}

const PAGE = 500;

/** Reads chains as streams: memory does not grow with their length. */
export class AuditStore {
  constructor(private readonly database: Reader) {}

  /** Entries in the order of their numbers, after `first` and up to `last` when given. */
  async *entries(
    runId: string,
    last = Number.MAX_SAFE_INTEGER,
    first = Number.MIN_SAFE_INTEGER,
  ): AsyncGenerator<AuditRow> {
    for await (const page of this.pages(runId, { beyond: first, last })) yield* page;
  }

  /** The same page by page, either way: what comes after an entry, or what came before it. */
  async *pages(runId: string, o: Pages): AsyncGenerator<readonly AuditRow[]> {
    const { newestFirst = false, last = Number.MAX_SAFE_INTEGER, size = PAGE } = o;
    const [sign, order] = newestFirst ? ['<', 'DESC'] : ['>', 'ASC'];
    const start = newestFirst ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
    for (let beyond = o.beyond ?? start; ;) {
      const page = await this.database.query<AuditRow>(
        `SELECT seq, body, hash FROM audit_entry WHERE run_id = ? AND seq ${sign} ? AND seq <= ? ORDER BY seq ${order} LIMIT ?`,
        [runId, beyond, last, size],
      );
      yield page;
      const end = page.at(-1);
      if (!end || page.length < size) return;
      beyond = end.seq;
    }
  }

  async entry(runId: string, seq: number): Promise<AuditRow | undefined> {
    const sql = 'SELECT seq, body, hash FROM audit_entry WHERE run_id = ? AND seq = ?';
    const [row] = await this.database.query<AuditRow>(sql, [runId, seq]);
    return row;
  }

  /** Bodies of the entries that hold these characters, in order. */
  async mentioning(runId: string, text: string): Promise<string[]> {
    const rows = await this.database.query<{ body: string }>(
      'SELECT body FROM audit_entry WHERE run_id = ? AND instr(body, ?) > 0 ORDER BY seq',
      [runId, text],
    );
    return rows.map(({ body }) => body);
  }

  /** The last entry that holds these characters, of those numbered `from` or later. */
  async lastMentioning(runId: string, text: string, from = 0): Promise<AuditRow | undefined> {
    const [row] = await this.database.query<AuditRow>(
      `SELECT seq, body, hash FROM audit_entry WHERE run_id = ? AND seq >= ? AND instr(body, ?) > 0
       ORDER BY seq DESC LIMIT 1`,
      [runId, from, text],
    );
    return row;
  }

  /** Openings of these commitments, as far as they are there. */
  async opened(runId: string, commitments: readonly string[]): Promise<Opening[]> {
    if (commitments.length === 0) return [];
    return this.database.query(
      `SELECT o.commitment, o.salt, o.value FROM json_each(?) j
       JOIN opening o ON o.commitment = j.value WHERE o.run_id = ?`,
      [JSON.stringify(commitments), runId],
    );
  }

  async *checkpoints(
    runId: string,
    last = Number.MAX_SAFE_INTEGER,
  ): AsyncGenerator<{ size: number; text: string }> {
    const rows = await this.database.query<{ size: number; text: string }>(
      'SELECT size, text FROM checkpoint WHERE run_id = ? AND size <= ? ORDER BY size',
      [runId, last],
    );
    yield* rows;
  }

  async *openings(runId: string): AsyncGenerator<StoredOpening> {
    for (let after = ''; ;) {
      const page = await this.database.query<StoredOpening>(
        `SELECT commitment, kind, salt, value FROM opening WHERE run_id = ? AND commitment > ? ORDER BY commitment LIMIT ${PAGE}`,
        [runId, after],
      );
      yield* page;
      const end = page.at(-1);
      if (!end || page.length < PAGE) return;
      after = end.commitment;
    }
  }
}

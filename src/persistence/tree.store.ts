import { leafHash } from '../audit/merkle.js';
import type { Reader } from './snapshot.js';

/** The chain of people and rights, which belongs to no run (no run can have this name). */
export const ACCESS_CHAIN = '*access';

export interface TreeLeaf {
  /** From 1; the index of RFC 9162 is one less. */
  readonly position: number;
  readonly chain: string;
  readonly seq: number;
  /** Hash of the entry as it was written. */
  readonly hash: string;
  /** Hash of the entry as it is stored now; null when it is gone. */
  readonly stored: string | null;
}

const PAGE = 2_000;

/** Reads the tree over the entries of all chains (ADR 0028). */
export class TreeStore {
  constructor(private readonly database: Reader) {}

  /** Hashes of the leaves behind a position, in order, as RFC 9162 counts them. */
  async *hashes(beyond: number): AsyncGenerator<{ position: number; hash: string }> {
    for (let after = beyond; ;) {
      const page = await this.database.query<Pick<TreeLeaf, 'position' | 'chain' | 'hash'>>(
        `SELECT position, chain, hash FROM tree_leaf WHERE position > ? ORDER BY position LIMIT ${PAGE}`,
        [after],
      );
      for (const { position, chain, hash } of page) yield { position, hash: leafOf(chain, hash) };
      const end = page.at(-1);
      if (!end || page.length < PAGE) return;
      after = end.position;
    }
  }

  /** The same with what is stored in the chains today. */
  async *leaves(): AsyncGenerator<TreeLeaf> {
    for (let after = 0; ;) {
      const page = await this.database.query<TreeLeaf>(
        `SELECT l.position, l.chain, l.seq, l.hash, coalesce(e.hash, a.hash) AS stored FROM tree_leaf l
         LEFT JOIN audit_entry e ON e.run_id = l.chain AND e.seq = l.seq
         LEFT JOIN access_entry a ON l.chain = '${ACCESS_CHAIN}' AND a.seq = l.seq
         WHERE l.position > ? ORDER BY l.position LIMIT ${PAGE}`,
        [after],
      );
      yield* page;
      const end = page.at(-1);
      if (!end || page.length < PAGE) return;
      after = end.position;
    }
  }

  async position(chain: string, seq: number): Promise<number | undefined> {
    const sql = 'SELECT position FROM tree_leaf WHERE chain = ? AND seq = ?';
    const [row] = await this.database.query<{ position: number }>(sql, [chain, seq]);
    return row?.position;
  }

  /** An entry that no leaf stands for: written past the triggers. */
  async unlisted(): Promise<{ chain: string; seq: number } | undefined> {
    const [row] = await this.database.query<{ chain: string; seq: number }>(
      `SELECT run_id AS chain, seq FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM tree_leaf l WHERE l.chain = e.run_id AND l.seq = e.seq)
       UNION ALL SELECT '${ACCESS_CHAIN}', seq FROM access_entry a WHERE NOT EXISTS (SELECT 1 FROM tree_leaf l WHERE l.chain = '${ACCESS_CHAIN}' AND l.seq = a.seq) LIMIT 1`,
    );
    return row;
  }
}

/** The hash of an entry begins with 0x00 and is its leaf; that of the people's log does not, so it is the leaf's data. */
export function leafOf(chain: string, hash: string): string {
  return chain === ACCESS_CHAIN ? leafHash(Buffer.from(hash, 'hex')) : hash;
}

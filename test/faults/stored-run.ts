import { verifyChain } from '../../src/audit/chain.js';
import { WHOLE_STATE } from '../../src/persistence/whole-state.js';
import { databaseIn, RawFile } from '../persistence/raw-file.js';

export interface StoredEntry {
  readonly seq: number;
  readonly kind: string;
  readonly event: string;
  readonly command: string | null;
  readonly revision: number;
  readonly verdict?: string;
}

/** A run as another program finds it in the file, with what an independent look at its chain says. */
export interface StoredRun {
  readonly row: { readonly status: string; readonly state: string };
  readonly entries: readonly StoredEntry[];
  /** What is wrong with the chain; empty when it holds. */
  readonly chain: readonly string[];
  readonly attempts: readonly { readonly step: string; readonly status: string }[];
  readonly facts: readonly { readonly step: string; readonly digest: string }[];
  readonly files: readonly { readonly step: string; readonly digest: string }[];
}

interface Row {
  readonly status: string;
  readonly state: string;
  readonly head_seq: number;
  readonly head_hash: string;
}

/** Undefined when there is no such run. */
export function storedRun(data: string, run: string): Promise<StoredRun | undefined> {
  return RawFile.use(databaseIn(data), async (raw) => {
    const rowsOf = <T>(columns: string, table: string) =>
      raw.all<T>(`SELECT ${columns} FROM ${table} WHERE run_id = ?`, [run]);
    const [row] = await raw.all<Row>(
      `SELECT status, ${WHOLE_STATE} AS state, head_seq, head_hash FROM run r WHERE id = ?`,
      [run],
    );
    if (!row) return undefined;
    const written = await raw.all<{ seq: number; body: string; hash: string }>(
      'SELECT seq, body, hash FROM audit_entry WHERE run_id = ? ORDER BY seq',
      [run],
    );
    const chained = written.map((entry) => ({ ...entry, body: Buffer.from(entry.body, 'utf8') }));
    const last = { name: 'run', size: row.head_seq, head: row.head_hash, final: true };
    const report = await verifyChain(chained, { run, witnesses: [last] });
    return {
      row,
      entries: written.map(({ body }) => JSON.parse(body) as StoredEntry),
      chain: report.ok ? [] : [report.first?.reason.text.en ?? 'it does not hold'],
      attempts: await rowsOf('step, status', 'attempt'),
      facts: await rowsOf('step, digest', 'fact'),
      files: await rowsOf('DISTINCT step, digest', 'evidence'),
    };
  });
}

import { createHash } from 'node:crypto';
import { WHOLE_STATE } from '../../src/persistence/whole-state.js';
import { RawFile } from './raw-file.js';

export interface StoredState {
  root: Record<string, unknown>;
  parts: Record<string, unknown>;
  status: Record<string, unknown>;
  tasks: Record<string, Record<string, unknown>>;
  [more: string]: unknown;
}

/** Changes the stored state alone, as a broken disk would. `blob` writes bytes instead of text. */
export async function spoilState(file: string, runId: string, text: string): Promise<void> {
  await RawFile.use(file, (raw) => raw.all('UPDATE run SET state = ? WHERE id = ?', [text, runId]));
}

/** Changes the stored state and makes the head of the chain agree with it, as a faulty program would. */
export async function forgeState(file: string, runId: string, text: string): Promise<void> {
  await RawFile.use(file, async (raw) => {
    const { seq, body } = await raw.one<{ seq: number; body: string }>(
      'SELECT seq, body FROM audit_entry WHERE run_id = ? ORDER BY seq DESC LIMIT 1',
      [runId],
    );
    const entry = JSON.parse(body) as Record<string, unknown>;
    const forged = JSON.stringify({ ...entry, state: sha256(text) });
    const hash = createHash('sha256')
      .update(Buffer.from([0]))
      .update(forged)
      .digest('hex');
    await raw.exec('DROP TRIGGER audit_entry_no_update');
    await raw.all('UPDATE audit_entry SET body = ?, hash = ? WHERE run_id = ? AND seq = ?', [
      forged,
      hash,
      runId,
      seq,
    ]);
    await raw.all('UPDATE run SET state = ?, head_hash = ? WHERE id = ?', [text, hash, runId]);
  });
}

export async function storedState(file: string, runId: string): Promise<StoredState> {
  const { state } = await RawFile.use(file, (raw) =>
    raw.one<{ state: string }>(`SELECT ${WHOLE_STATE} AS state FROM run r WHERE id = ?`, [runId]),
  );
  return JSON.parse(state) as StoredState;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

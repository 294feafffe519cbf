import type { AttemptRow } from '../persistence/write-batch.js';

type End = Pick<AttemptRow, 'id' | 'runId' | 'step' | 'status' | 'endedAt'>;

/** The row that ends an attempt: the store keeps what stood there at its start (see `WRITE_BATCH_DDL`). */
export function endedAttempt(end: End, result: unknown): AttemptRow {
  return {
    ...end,
    ...{ number: 0, owner: '', leaseUntil: 0, notBefore: 0, workKey: '', input: '', startedAt: '' },
    result: result === null ? null : JSON.stringify(result),
  };
}

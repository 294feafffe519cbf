import { HEX_64 } from '../audit/commitment.js';
import { corrupt, type RunStore } from '../persistence/run.store.js';
import type { AttemptRow } from '../persistence/write-batch.js';
import { BINDINGS, boundRow } from './bound-rows.js';
import type { AttemptInput } from './turn-builder.js';

/**
 * What an attempt is carried out with. Follows `sameAs` to the attempt whose input it uses; each row says which content
 * the one before must have.
 * @param attempt as this process wrote it
 * @throws InvariantError snapshot.corrupt when an earlier row was changed, erased or taken away
 */
export async function inputOf(attempt: AttemptRow, store: RunStore): Promise<AttemptInput> {
  let input = JSON.parse(attempt.input) as AttemptInput;
  if (input.sameAs === undefined) return input;
  const all = await store.attempts({ runId: attempt.runId });
  while (input.sameAs !== undefined) {
    const { id, bound } = input.sameAs;
    const earlier = all.find((a) => a.id === id);
    if (!earlier || !isBound(earlier, bound)) throw corrupt(attempt.runId, `attempt ${id}`);
    input = JSON.parse(earlier.input) as AttemptInput;
  }
  return input;
}

function isBound(row: AttemptRow, bound: string): boolean {
  const { salt = '' } = row;
  return HEX_64.test(salt) && boundRow('attempt', BINDINGS.attempt, row, salt).commitment === bound;
}

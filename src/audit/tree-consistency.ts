import type { Reason } from '../core/outcome.js';
import { AuditError, finding } from './finding.js';
import { provesConsistency } from './merkle-proof.js';
import { parseConsistency, type TreeNote } from './tree-head.js';

/**
 * Whether a proof (`audit prove --anchor OLDER --to NEWER`) shows that the newer head's tree only grew from the older one's. Both heads
 * are trusted for where they were kept; with them the proof needs no signature.
 *
 * @returns why not, or undefined where it holds
 */
export function consistencyProblem(
  { head: older }: TreeNote,
  { head: newer }: TreeNote,
  proof: string,
): Reason | undefined {
  const wrong = (what: string) => finding('tree.proof-invalid', { what });
  if (older.instanceId !== newer.instanceId)
    return finding('tree.foreign', { expected: older.instanceId, found: newer.instanceId });
  if (newer.size < older.size) return finding('tree.cut', { size: older.size, found: newer.size });
  try {
    const { at, hashes, note } = parseConsistency(proof);
    const { instanceId, size, root } = note.head;
    if (at !== older.size) return wrong(`old ${at}, ${older.size}`);
    if (instanceId !== newer.instanceId || size !== newer.size || root !== newer.root)
      return wrong(`${instanceId} ${size}, ${newer.size}`);
    if (provesConsistency(older, newer, hashes)) return undefined;
    return finding('tree.not-grown', { size: older.size, found: newer.size });
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    return wrong(error.reason.text.en);
  }
}

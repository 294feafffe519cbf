import type { AuditEntry } from '../audit/entry.js';
import { titleOf } from '../core/error-codes.js';
import type { Text } from '../core/text.js';

/** Code of a refusal, and the same in words where this program knows it. */
export function refusalOf(code: string | undefined): { code?: string; refusal?: Text } {
  if (code === undefined) return {};
  const refusal = titleOf(code);
  return refusal ? { code, refusal } : { code };
}

/** One entry of the chain as people read it: references opened where their openings are still there. */
export interface EntryView {
  readonly entry: AuditEntry;
  readonly hash: string;
  /** What happened, in words. */
  readonly what: Text;
  /** Null when the engine acted; `?` when the name was erased. */
  readonly actor: string | null;
  /** Reason a person gave. */
  readonly note?: string;
}

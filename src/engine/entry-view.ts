import type { AuditEntry } from '../audit/entry.js';
import type { Text } from '../core/text.js';

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

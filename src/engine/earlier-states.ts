import type { AuditEntry } from '../audit/entry.js';
import type { Reason } from '../core/outcome.js';
import type { EarlierState } from '../persistence/write-batch.js';
import { rowFinding } from './row-findings.js';
import { sha256 } from './sha256.js';

type Expected = Pick<AuditEntry, 'revision' | 'definition' | 'state'>;

/** What a run was before each of its moves, as its chain says, held against the rows a way back would be taken from. */
export class EarlierStates {
  /** Number of the entry that records the move → the run before it, and the revision after it. */
  private readonly expected = new Map<number, Expected>();
  private last: AuditEntry | undefined;

  /** The next entry of a chain that is in order. */
  accept(entry: AuditEntry): void {
    if (entry.event === 'run.migrated' && this.last) {
      const { definition, state } = this.last;
      this.expected.set(entry.seq, { revision: entry.revision, definition, state });
    }
    this.last = entry;
  }

  findings(rows: readonly EarlierState[]): Reason[] {
    const left = new Map(this.expected);
    const found = rows.flatMap(({ seq, revision, definition, body }) => {
      const expected = left.get(seq);
      left.delete(seq);
      if (!expected) return [rowFinding('earlier-state', 'added', String(seq))];
      const same =
        revision === expected.revision &&
        definition === expected.definition &&
        sha256(body) === expected.state;
      return same ? [] : [rowFinding('earlier-state', 'changed', String(seq))];
    });
    const missing = [...left.keys()].map((seq) =>
      rowFinding('earlier-state', 'missing', String(seq)),
    );
    return [...found, ...missing];
  }
}

import type { Reason } from '../core/outcome.js';
import type { Witness } from './chain.js';
import type { AuditEntry } from './entry.js';
import { finding } from './finding.js';

/** Kinds of entries that are sealed in the transaction that writes them: their checkpoint can only have been taken away. */
const SEALED: ReadonlySet<AuditEntry['kind']> = new Set(['created', 'event', 'sealed']);

/** Looks for the checkpoint of every entry that must have one of its own. */
export class SealWatch {
  /** The first entry without its seal. */
  missing: Reason | undefined;
  private readonly sizes: ReadonlySet<number>;

  /** @param checkpoints those that verify; an anchor is none of them */
  constructor(checkpoints: readonly Witness[]) {
    this.sizes = new Set(checkpoints.map(({ size }) => size));
  }

  accept({ kind, seq }: AuditEntry): void {
    if (SEALED.has(kind) && !this.sizes.has(seq))
      this.missing ??= finding('audit.seal-missing', { seq });
  }
}

import type { AuditEntry } from './entry.js';

/** The entry that records which personal values of its run were erased (docs/audit-format.md, "Erasure"). */
export const VALUES_ERASED = 'values.erased';

const EVIDENCE = /^evidence \S{1,300} ([0-9a-f]{64})$/;

/** What an entry says was erased: `opening COMMITMENT`, `attempt ID`, `evidence STEP DIGEST` …; empty for every other entry. */
export function erasedIn({
  event,
  kind,
  inputs,
}: Pick<AuditEntry, 'event' | 'kind' | 'inputs'>): string[] {
  if (event !== VALUES_ERASED || kind !== 'event') return [];
  const { gone } = inputs ?? {};
  return Array.isArray(gone) ? gone.filter((one) => typeof one === 'string') : [];
}

/** Digests of the files among it: they need not be there any more, unless a later entry names them again. */
export function filesErasedIn(entry: Pick<AuditEntry, 'event' | 'kind' | 'inputs'>): string[] {
  return erasedIn(entry).flatMap((one) => EVIDENCE.exec(one)?.[1] ?? []);
}

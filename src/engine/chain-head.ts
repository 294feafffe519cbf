import type { ChainHead } from '../audit/entry.js';
import { AuditError, finding } from '../audit/finding.js';
import type { Frontier } from '../audit/merkle.js';
import type { RunRow } from '../persistence/write-batch.js';

/** Where the chain of a stored run stands. @throws AuditError audit.head-malformed */
export function headOf(row: RunRow): ChainHead {
  return {
    run: row.id,
    seq: row.headSeq,
    hash: row.headHash,
    frontier: parseFrontier(row.frontier),
  };
}

function parseFrontier(text: string): Frontier {
  try {
    const frontier = JSON.parse(text) as Partial<Frontier> | null;
    if (Array.isArray(frontier?.hashes)) return frontier as Frontier;
  } catch {
    // named below
  }
  throw new AuditError(finding('audit.head-malformed', { what: 'frontier' }));
}

import { readFile } from 'node:fs/promises';
import type { Facts } from '../core/facts.js';
import type { ReportScope, ReportSignOff, ReportTell, ReportUsers } from './report-model.js';

/** The rows of the documented sequence whose facts a customer wants to read; absent in another sequence. */
type Known = ReadonlyMap<string, unknown>;

function fact<S extends keyof Facts>(facts: Known, step: S): Facts[S] | undefined {
  return facts.get(step) as Facts[S] | undefined;
}

/** R-107 holds the list that was agreed to, R-106 the one that was offered. */
export function scopeOf(facts: Known): ReportScope | null {
  return fact(facts, 'R-107')?.list ?? fact(facts, 'R-106')?.list ?? null;
}

export function usersOf(facts: Known): ReportUsers | null {
  const run = fact(facts, 'R-808');
  if (!run?.ledger) return null;
  const { source, imported: moved, kept, left: noMatch, withoutData, uncertain } = run;
  const notMoved = noMatch + withoutData + uncertain;
  return { source, moved, kept, notMoved, because: { noMatch, withoutData, uncertain } };
}

export function signOffOf(facts: Known): ReportSignOff | null {
  const signed = fact(facts, 'R-1004');
  if (!signed) return null;
  return { customer: signed.customerName, partner: signed.partnerName, on: signed.signedOn };
}

/** The list of R-810 lies in the evidence store; when it was erased only the numbers remain, so there is nothing to tell. */
export async function tellOf(
  facts: Known,
  pathOf: (digest: string) => string,
): Promise<ReportTell | null> {
  const list = fact(facts, 'R-810')?.list;
  if (!list) return null;
  const text = await readFile(pathOf(list), 'utf8').catch(() => undefined);
  return text === undefined ? null : (JSON.parse(text) as ReportTell);
}

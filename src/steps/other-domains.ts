import { domainPart } from '../connect/sid.js';
import type { Place, Reason } from '../core/outcome.js';
import { few } from './user-creation/judge.js';
import { reason } from './verdicts.js';

/**
 * A SID of one computer looks like one of a domain; only its first part gives it away. One note for each domain that is not
 * the one of most rows.
 * @param sids SID and 1-based line of each row
 * @param placeOf where the first row of a domain stands
 */
export function otherDomains(
  sids: Iterable<readonly [sid: string, row: number]>,
  placeOf?: (row: number) => Place,
): Reason[] {
  const rows = new Map<string, number[]>();
  for (const [sid, row] of sids) {
    const domain = domainPart(sid);
    if (!domain) continue;
    const lines = rows.get(domain);
    if (lines) lines.push(row);
    else rows.set(domain, [row]);
  }
  const [home, ...others] = [...rows].sort(([, a], [, b]) => b.length - a.length);
  return others.map(([domain, lines]) =>
    reason(
      'sid.other-domain',
      `Andere Domäne als bei den meisten, oder die SID eines einzelnen Rechners. Zeilen: ${few(lines.map(String))}.`,
      `Another domain than most, or the SID of a single computer. Rows: ${few(lines.map(String))}.`,
      {
        claimed: domain,
        known: home?.[0] ?? '',
        ...(placeOf ? { place: placeOf(Math.min(...lines)) } : {}),
      },
    ),
  );
}

import type { Reason } from '../../core/outcome.js';
import { Findings } from '../../connect/finding.js';
import type { MatchOutcome } from '../../connect/match-words.js';
import type { Matching } from '../../connect/matching.js';
import { addressProblems, type UserList } from '../../connect/user-list.js';
import { reason } from '../verdicts.js';

/** At most so many rows stand in an outcome; what is left out is counted. */
const LISTED = 500;

const NEAR: ReadonlySet<MatchOutcome> = new Set([
  'blank',
  'case',
  'unicode',
  'alias',
  'other-domain',
  'name-only',
]);

/** A row that looks as if it were meant, without being equal. Rows are 1-based lines of their files. */
export interface NearMiss {
  readonly row: number;
  readonly email: string;
  readonly outcome: MatchOutcome;
  readonly target: { readonly row: number; readonly email: string } | null;
}

/**
 * What has to be cleared up before user data can be imported: a source without a single user; empty, invalid and repeated addresses of the source,
 * addresses that occur more than once in a target, and lists that could not be read to their end. Each reason names
 * file, row and column; an empty address in a target is no problem (accounts without mail).
 */
export function blockingRows(source: UserList, targets: readonly UserList[]): readonly Reason[] {
  const found = new Findings(LISTED);
  for (const list of [source, ...targets]) if (list.stopped) found.add(list.stopped);
  if (source.size === 0 && !source.stopped) found.add(noUsers(source));
  found.add(...addressProblems(source));
  found.add(...source.findings.filter((f) => f.code === 'email.invalid'));
  for (const target of targets) {
    found.add(...addressProblems(target).filter((f) => f.code === 'email.duplicate'));
  }
  return found.all();
}

/** A header alone, or a folder without folders of users. An empty target is no problem: Connect is empty at first. */
function noUsers({ file }: UserList): Reason {
  const place = file === undefined ? {} : { file };
  return reason(
    'list.no-users',
    'Die V4-Liste enthält keine Benutzer. Geben Sie die Liste mit allen Benutzern an.',
    'The V4 list holds no users. Give the list with all users.',
    { place },
  );
}

/** Near misses of one comparison, at most {@link LISTED}; `exact`, `none` and blocked rows are none. */
export function nearMisses(matching: Matching): NearMiss[] {
  const near: NearMiss[] = [];
  for (const { row, email, outcome, target } of matching.rows()) {
    if (near.length === LISTED) break;
    if (NEAR.has(outcome)) near.push({ row, email, outcome, target });
  }
  return near;
}

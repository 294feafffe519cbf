import type { Acted } from './acted.js';
import type { Assumptions } from './assumptions.js';
import type { SourceRow } from './connector.js';
import type { ChangedField } from './effect.js';
import type { ConnectUser, Line } from './state.js';

const FIELDS = ['account', 'firstname', 'name', 'email', 'phone'] as const;
/** Mandatory fields are never cleared. */
const CLEARABLE: ReadonlySet<string> = new Set(['email', 'phone']);

/**
 * The user with the row's fields and the assigned line; the same object when nothing differs. A line file changes the
 * line only (manual line 245); a field without a column is left alone.
 */
export function updated(
  user: ConnectUser,
  row: SourceRow,
  line: Line,
  lineOnly: boolean,
  assumptions: Assumptions,
  acted: Acted,
): ConnectUser {
  const changes: Partial<Record<(typeof FIELDS)[number], string>> = {};
  for (const field of lineOnly ? [] : FIELDS) {
    const value = row[field];
    if (value === undefined || value === user[field]) continue;
    if (value === '') {
      if (!CLEARABLE.has(field)) continue;
      acted.assume('emptyCell');
      if (assumptions.emptyCell === 'keeps') continue;
    }
    changes[field] = value;
  }
  const same = sameLine(user.line, line);
  if (same && Object.keys(changes).length === 0) return user;
  return { ...user, ...changes, line: same ? user.line : line };
}

export function changedFields(before: ConnectUser, after: ConnectUser): ChangedField[] {
  if (before === after) return [];
  const fields: ChangedField[] = FIELDS.filter((field) => before[field] !== after[field]);
  return sameLine(before.line, after.line) ? fields : [...fields, 'line'];
}

function sameLine(a: Line, b: Line): boolean {
  return a.kind === b.kind && a.number === b.number;
}

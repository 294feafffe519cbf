import type { Text } from '../core/text.js';
import { splitAddress, f2 } from './fold.js';
import type { MatchOutcome } from './match-words.js';
import type { MatchRow } from './matching.js';

/** One row that does not match, and what would make it match, in both directions. A person chooses; nothing is changed here. */
export interface Repair {
  readonly row: number;
  readonly email: string;
  readonly outcome: MatchOutcome;
  readonly target: { readonly row: number; readonly email: string } | null;
  /** New address for the user in the directory or in Connect; null where that cannot help. */
  readonly inTarget: string | null;
  /** New address for the user in V4, to be exported again afterwards; null where that cannot help. */
  readonly inSource: string | null;
  readonly advice: Text;
}

const ADVICE: Readonly<Record<Exclude<MatchOutcome, 'exact'>, Text>> = {
  empty: {
    de: 'In V4 eine Adresse eintragen und neu exportieren.',
    en: 'Enter an address in V4 and export again.',
  },
  'duplicate-source': {
    de: 'In V4 jedem Benutzer eine eigene Adresse geben und neu exportieren.',
    en: 'Give every user an address of their own in V4 and export again.',
  },
  'duplicate-target': {
    de: 'Im Verzeichnis oder in Connect jedem Benutzer eine eigene Adresse geben.',
    en: 'Give every user an address of their own in the directory or in Connect.',
  },
  blank: {
    de: 'Auf der Seite mit den Leerzeichen bereinigen.',
    en: 'Clean up the side that has the blanks.',
  },
  case: {
    de: 'Auf einer Seite angleichen. Ob der Hersteller Großschreibung unterscheidet, ist nicht dokumentiert.',
    en: 'Make one side equal. Whether the vendor tells letter case apart is not documented.',
  },
  unicode: { de: 'Auf einer Seite angleichen.', en: 'Make one side equal.' },
  alias: {
    de: 'Die weitere Adresse zur Hauptadresse machen, oder die Hauptadresse in V4 eintragen.',
    en: 'Make the further address the main one, or enter the main address in V4.',
  },
  'other-domain': {
    de: 'Die Domäne auf einer Seite angleichen; betrifft das viele, entscheiden Sie einmal für alle.',
    en: 'Make the domain equal on one side; where many are concerned, decide once for all.',
  },
  'name-only': {
    de: 'Erst prüfen, ob es dieselbe Person ist.',
    en: 'First check that it is the same person.',
  },
  none: {
    de: 'Benutzer in Connect anlegen, oder bestätigen, dass er wegfällt.',
    en: 'Create the user in Connect, or confirm that the user is dropped.',
  },
};

/** Everything that keeps rows from matching, in the order of the list. */
export function* repairs(rows: Iterable<MatchRow>): Generator<Repair, void> {
  for (const { row, email, outcome, target } of rows) {
    if (outcome === 'exact') continue;
    yield {
      row,
      email,
      outcome,
      target,
      inTarget: target && email.trim() !== '' ? email : null,
      inSource: target && target.email.trim() !== '' ? target.email : null,
      advice: ADVICE[outcome],
    };
  }
}

/** All users of one domain whose counterparts have another one: one decision instead of many. */
export interface DomainRename {
  readonly from: string;
  readonly to: string;
  /** Rows that differ in exactly this way. */
  readonly users: number;
  /** Rows with the old domain that match as they are: a rename would break them. */
  readonly against: number;
}

/** Fewer than these are no pattern. An assumption. */
const FEWEST = 3;

/** Renames worth a decision, most users first. Only suggested: applying one is a person's act. */
export function domainRenames(rows: Iterable<MatchRow>): DomainRename[] {
  const pairs = new Map<string, DomainRename>();
  const matched = new Map<string, number>();
  for (const { email, outcome, target } of rows) {
    const from = splitAddress(f2(email)).domain;
    if (from === undefined) continue;
    if (outcome === 'exact') matched.set(from, (matched.get(from) ?? 0) + 1);
    const to = target ? splitAddress(f2(target.email)).domain : undefined;
    if (outcome !== 'other-domain' || to === undefined) continue;
    const key = `${from} ${to}`;
    pairs.set(key, { from, to, users: (pairs.get(key)?.users ?? 0) + 1, against: 0 });
  }
  return [...pairs.values()]
    .filter(({ users }) => users >= FEWEST)
    .map((rename) => ({ ...rename, against: matched.get(rename.from) ?? 0 }))
    .sort((a, b) => b.users - a.users);
}

/** The address with another domain where it has the old one; letter case of the domain does not count. */
export function renamed(email: string, { from, to }: Pick<DomainRename, 'from' | 'to'>): string {
  const at = email.lastIndexOf('@');
  return at > 0 && f2(email.slice(at + 1)) === f2(from) ? `${email.slice(0, at + 1)}${to}` : email;
}

export interface MatchChange {
  readonly email: string;
  readonly before: MatchOutcome | null;
  readonly after: MatchOutcome | null;
}

/**
 * What a corrected list changed, by address as it was written and, where that was corrected, by SID. `null`: the row was not
 * there. Rows without a change are left out.
 */
export function changesSince(
  before: Iterable<Pick<MatchRow, 'email' | 'sid' | 'outcome'>>,
  after: Iterable<Pick<MatchRow, 'email' | 'sid' | 'outcome'>>,
): MatchChange[] {
  const keyOf = (row: Pick<MatchRow, 'email' | 'sid'>): string => row.sid ?? `@${f2(row.email)}`;
  const old = new Map(Array.from(before, (row) => [keyOf(row), row]));
  const changes: MatchChange[] = [];
  for (const row of after) {
    const was = old.get(keyOf(row));
    old.delete(keyOf(row));
    if (was?.outcome !== row.outcome)
      changes.push({ email: row.email, before: was?.outcome ?? null, after: row.outcome });
  }
  for (const row of old.values())
    changes.push({ email: row.email, before: row.outcome, after: null });
  return changes;
}

import { outcomeWords } from '../connect/match-words.js';
import type { Matching, MatchRow } from '../connect/matching.js';
import { repairSheet } from '../connect/repair-sheet.js';
import { renamed, type DomainRename, type MatchChange } from '../connect/repair.js';
import type { UserList } from '../connect/user-list.js';
import { RequestError } from '../core/errors.js';
import { option, type Call } from './call.js';
import { readTextFile, writeOutput } from './input-files.js';
import type { Screen } from './screen.js';

/** What `match` says beside the comparison itself. */
export interface MatchExtras {
  readonly renames: readonly DomainRename[];
  /** With `--before`: what changed since that result. */
  readonly changes?: readonly MatchChange[];
  /** With `--what-if-domain`: the addresses of the source were compared as if they had another domain. */
  readonly whatIf?: Pick<DomainRename, 'from' | 'to'>;
}

/** `--what-if-domain old.example=new.example`. @throws RequestError input.invalid */
export function domainRename(text: string | undefined): MatchExtras['whatIf'] {
  if (text === undefined) return undefined;
  const [from = '', to = '', ...rest] = text.split('=').map((side) => side.trim());
  if (from !== '' && to !== '' && rest.length === 0 && !/[@\s]/.test(from + to))
    return { from, to };
  throw new RequestError('input.invalid', {
    de: `„${text}“ ist keine Umbenennung. Erwartet: --what-if-domain alt.example=neu.example.`,
    en: `"${text}" is no renaming. Expected: --what-if-domain old.example=new.example.`,
  });
}

/** The same list, its addresses as they would be after the renaming. Nothing is written anywhere. */
export function withDomain(list: UserList, rename: Pick<DomainRename, 'from' | 'to'>): UserList {
  const value: UserList['value'] = (index, key) =>
    key === 'email' ? renamed(list.value(index, key), rename) : list.value(index, key);
  return Object.assign(Object.create(list) as UserList, { value });
}

/** The rows of an earlier `match --json`. @throws RequestError file.unreadable */
export async function earlier(path: string): Promise<readonly MatchRow[]> {
  const text = await readTextFile(path);
  try {
    const { rows } = JSON.parse(text) as { rows?: unknown };
    if (Array.isArray(rows) && rows.every(isRow)) return rows as readonly MatchRow[];
  } catch {
    // not JSON: told below
  }
  throw new RequestError(
    'file.unreadable',
    {
      de: `„${path}“ ist kein Ergebnis von „umstieg match --json“.`,
      en: `"${path}" is no result of "umstieg match --json".`,
    },
    { place: { file: path } },
  );
}

function isRow(row: unknown): boolean {
  const { email, outcome } = (row ?? {}) as Partial<MatchRow>;
  return typeof email === 'string' && typeof outcome === 'string';
}

/** A written repair list and the rows it holds. */
interface Written {
  readonly file: string;
  readonly rows: number;
}

/** `--repair FILE`: a table for people with the fix of every row in both directions. */
export async function writeRepairs(call: Call, matching: Matching): Promise<Written | undefined> {
  const file = option(call, 'repair');
  if (file === undefined) return undefined;
  const { screen } = call;
  const sheet = Buffer.concat([...repairSheet(matching.rows(), 'both', screen.language)]);
  await writeOutput(file, sheet);
  const { source, outcomes } = matching.totals;
  return { file, rows: source - outcomes.exact };
}

export function extraLines({ renames, changes, whatIf }: MatchExtras, screen: Screen): string[] {
  const lines: string[] = [];
  if (whatIf)
    lines.push(
      screen.pick(
        `Was wäre wenn: Adressen aus ${whatIf.from} wurden als ${whatIf.to} verglichen. Geändert ist nichts.`,
        `What if: addresses of ${whatIf.from} were compared as ${whatIf.to}. Nothing was changed.`,
      ),
    );
  for (const { from, to, users, against } of renames) {
    lines.push(
      screen.pick(
        `  Eine Entscheidung für ${users} Benutzer: ${from} → ${to}${against > 0 ? ` (${against} passen heute und würden brechen)` : ''}. Probe: --what-if-domain ${from}=${to}`,
        `  One decision for ${users} users: ${from} → ${to}${against > 0 ? ` (${against} match today and would break)` : ''}. Try: --what-if-domain ${from}=${to}`,
      ),
    );
  }
  if (changes) lines.push(...changeLines(changes, screen));
  return lines;
}

function changeLines(changes: readonly MatchChange[], screen: Screen): string[] {
  const words = (outcome: MatchChange['before']) =>
    outcome === null
      ? screen.pick('nicht in der Liste', 'not in the list')
      : outcomeWords(outcome, screen.language);
  return [
    screen.pick(
      `Seit dem früheren Ergebnis geändert: ${changes.length}`,
      `Changed since the earlier result: ${changes.length}`,
    ),
    ...changes.map((c) => `  ${c.email}: ${words(c.before)} → ${words(c.after)}`),
  ];
}

export function repairLine({ file, rows }: Written, screen: Screen): string {
  return screen.pick(
    `Reparaturliste mit ${rows} Zeilen → ${file}`,
    `Repair list of ${rows} rows → ${file}`,
  );
}

import { type Comparison, foldAddress } from '../prediction.js';
import { Acted, type ActedJson } from './acted.js';
import type { Assumptions } from './assumptions.js';
import type { ConnectState, ConnectUser } from './state.js';

/** What was exported for one user of V4. */
export interface ExportedUserData {
  readonly email: string;
  /** File names. */
  readonly greetings: readonly string[];
  readonly recordedName: boolean;
}

export type UserDataEffect =
  | 'imported'
  | 'overwritten'
  /** Yellow or green, but the tick was removed. */
  | 'kept'
  | 'no-match'
  /** The address stands several times on one side. */
  | 'not-unique'
  | 'no-data';

export interface UserDataRow {
  /** Position in the export. */
  readonly source: number;
  readonly email: string;
  /** Key of the user in Connect; null without match. */
  readonly user: number | null;
  readonly color: 'green' | 'yellow' | null;
  readonly what: UserDataEffect;
}

export interface UserDataImport {
  readonly state: ConnectState;
  /** One row for each exported user, in order. */
  readonly rows: readonly UserDataRow[];
  /** Right table of `Users without match`: keys of users nothing was assigned to. */
  readonly withoutSource: readonly number[];
  readonly acted: ActedJson;
}

/**
 * Import of greetings and recorded names (manual lines 197 to 219). `unticked` holds positions in the export whose tick
 * was removed. Importing again finds everybody yellow and overwrites again.
 */
export function importUserData(
  state: ConnectState,
  exported: readonly ExportedUserData[],
  unticked: ReadonlySet<number>,
  { emailMatch }: Pick<Assumptions, 'emailMatch'>,
): UserDataImport {
  const acted = new Acted();
  acted.assume('emailMatch');
  const sources = addresses(exported, emailMatch);
  const targets = addresses(state.users, emailMatch);
  const users: ConnectUser[] = [...state.users];
  const assigned = new Set<number>();
  const rows = exported.map((source, position): UserDataRow => {
    const address = foldAddress(source.email, emailMatch);
    const place = targets.get(address);
    const user = place === undefined || place < 0 ? undefined : users[place];
    const row = { source: position, email: source.email };
    if (place !== undefined && (place < 0 || (sources.get(address) ?? 0) < 0)) {
      acted.rule('user-data.by-email');
      return { ...row, user: null, color: null, what: 'not-unique' };
    }
    if (place === undefined || !user) {
      acted.rule('user-data.no-match');
      return { ...row, user: null, color: null, what: 'no-match' };
    }
    acted.rule('user-data.by-email');
    assigned.add(place);
    const color = user.data === null ? 'green' : 'yellow';
    const what = effectOf(source, color, unticked.has(position), acted);
    if (what === 'imported' || what === 'overwritten') {
      const { greetings, recordedName } = source;
      users[place] = { ...user, data: { origin: 'import', greetings, recordedName } };
    }
    return { ...row, user: user.key, color, what };
  });
  const withoutSource = users.flatMap((user, place) => (assigned.has(place) ? [] : [user.key]));
  return { state: { ...state, users }, rows, withoutSource, acted: acted.json() };
}

function effectOf(
  { greetings, recordedName }: ExportedUserData,
  color: 'green' | 'yellow',
  unticked: boolean,
  acted: Acted,
): UserDataEffect {
  if (greetings.length === 0 && !recordedName) {
    acted.rule('user-data.no-data');
    return 'no-data';
  }
  if (unticked) {
    acted.rule('user-data.unticked-kept');
    return 'kept';
  }
  acted.rule(color === 'green' ? 'user-data.green' : 'user-data.yellow-overwritten');
  return color === 'green' ? 'imported' : 'overwritten';
}

/** Position of each address, -1 for one that stands several times; empty addresses are left out. */
function addresses(
  list: readonly { readonly email: string }[],
  comparison: Comparison,
): Map<string, number> {
  const positions = new Map<string, number>();
  for (const [position, { email }] of list.entries()) {
    const address = foldAddress(email, comparison);
    if (address === '') continue;
    positions.set(address, positions.has(address) ? -1 : position);
  }
  return positions;
}

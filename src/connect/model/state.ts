/**
 * The state of a stand-in Connect server: plain JSON, so that it can be stored and compared. It is a model, not the
 * vendor's schema; what it obeys stands in vendor-rules.ts, what it assumes in assumptions.ts.
 */
export const LINE_KINDS = ['none', 'master-data', 'other', 'dynamic'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export interface Line {
  readonly kind: LineKind;
  /** Of a master data line, `+` first where it is known in full; empty otherwise. */
  readonly number: string;
}

/** Greetings and recorded name; a user who has them is shown yellow (manual lines 201, 203). */
export interface UserData {
  readonly origin: 'recorded' | 'import';
  /** File names, as far as they are known. */
  readonly greetings: readonly string[];
  readonly recordedName: boolean;
}

export interface ConnectUser {
  /** Never used again after a deletion. */
  readonly key: number;
  /** Name of the connector that created the user; null: made by hand. */
  readonly createdBy: string | null;
  /** Connectors that have transferred the user so far. */
  readonly markedBy: readonly string[];
  /** Runs in which the user was missing, by connector; with one counter for each user under the empty name. */
  readonly missed: Readonly<Record<string, number>>;
  readonly id: string;
  readonly account: string;
  readonly firstname: string;
  readonly name: string;
  readonly email: string;
  /** Work phone number as delivered. */
  readonly phone: string;
  readonly line: Line;
  /** Names of the license types the user takes. */
  readonly licenses: readonly string[];
  readonly data: UserData | null;
}

export interface DialingParameter {
  readonly name: string;
  /** Country code without `+`, area code without 0, number without extension; empty where not known. */
  readonly country: string;
  readonly area: string;
  readonly trunk: string;
}
export interface Gateway {
  readonly name: string;
  /** Names of its dialing parameters. */
  readonly dialing: readonly string[];
}
export interface Telephony {
  readonly gateways: readonly Gateway[];
  readonly dialingParameters: readonly DialingParameter[];
}

/** One group of system settings; the value is opaque (a digest, a text). */
export interface Setting {
  readonly value: string;
  readonly origin: 'installed' | 'import' | 'hand';
}

export interface ConnectState {
  readonly users: readonly ConnectUser[];
  readonly nextKey: number;
  /** By group, e.g. `Wahlparameter`. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** Null: not known, then numbers are not judged. */
  readonly telephony: Telephony | null;
  /** Licenses there are, by type. */
  readonly licenses: Readonly<Record<string, number>>;
}

export const EMPTY_STATE: ConnectState = {
  users: [],
  nextKey: 1,
  settings: {},
  telephony: null,
  licenses: {},
};

/** One object for all users nobody has missed so far. */
export const NO_MISSED: ConnectUser['missed'] = {};

export const NO_LINE: Line = { kind: 'none', number: '' };

export type NewUser = Omit<ConnectUser, 'key' | 'createdBy' | 'markedBy' | 'missed'> &
  Partial<Pick<ConnectUser, 'createdBy' | 'markedBy' | 'missed'>>;

/** The state with more users; without `createdBy` they are made by hand. */
export function withUsers(state: ConnectState, users: readonly NewUser[]): ConnectState {
  const added = users.map((user, i): ConnectUser => {
    const createdBy = user.createdBy ?? null;
    const markedBy = user.markedBy ?? (createdBy === null ? [] : [createdBy]);
    return {
      ...user,
      key: state.nextKey + i,
      createdBy,
      markedBy,
      missed: user.missed ?? NO_MISSED,
    };
  });
  return {
    ...state,
    users: [...state.users, ...added],
    nextKey: state.nextKey + users.length,
  };
}

/** Somebody changes a group of settings in the web administration. */
export function withSettingByHand(state: ConnectState, group: string, value: string): ConnectState {
  return { ...state, settings: { ...state.settings, [group]: { value, origin: 'hand' } } };
}

/** Users for each license type, beside how many licenses there are (LIC9). */
export interface LicenseUse {
  readonly type: string;
  readonly used: number;
  /** Null: how many there are is not known. */
  readonly available: number | null;
  readonly short: number;
}

export function licenseUse(state: ConnectState): LicenseUse[] {
  const used = new Map(Object.keys(state.licenses).map((type) => [type, 0]));
  for (const user of state.users) {
    for (const type of user.licenses) used.set(type, (used.get(type) ?? 0) + 1);
  }
  return Array.from(used, ([type, count]) => {
    const available = state.licenses[type] ?? null;
    const short = available === null ? 0 : Math.max(0, count - available);
    return { type, used: count, available, short };
  });
}

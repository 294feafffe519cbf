import {
  SCOPE_ITEMS,
  scopeList,
  type ScopeItem,
  type ScopeTicks,
} from '../../src/steps/intake/scope-list.js';

/** A scope in which everything is used, unless a test says otherwise. */
export function scope(ticks: Partial<Record<ScopeItem, boolean>> = {}) {
  const all = Object.fromEntries(SCOPE_ITEMS.map((item) => [item, ticks[item] ?? true])) as Record<
    ScopeItem,
    boolean
  >;
  return { ...all, users: 10, list: scopeList(all) };
}

/** Old and new server. */
export const HARDWARE = {
  newHardware: true,
  sourceHost: 'UC01.muster.local',
  targetHost: 'CONNECT01.muster.local',
  sourceAddresses: ['192.0.2.10'],
  targetAddresses: ['192.0.2.20'],
  targetMachine: 'virtual' as const,
  sameHost: false,
};

/** A read export and its checked copy, as far as tests without files need them. */
export const EXPORT = {
  folder: 'C:\\ProgramData\\C4B\\Migration\\XPhoneServerMigration',
  manifest: '0'.repeat(64),
  contentHash: '1'.repeat(64),
  files: 1,
  bytes: 1,
  newestMtime: '2026-03-02T08:10:00.000Z',
  userDataFolders: 1,
  usersWithData: 1,
  greetingFiles: 1,
  recordedNames: 0,
  settingsFiles: 1,
  csv: {},
  tables: [],
};
export const COPY = { manifest: '2'.repeat(64), sha256: '1'.repeat(64), files: 1 };

/** These items of the scope, and no others. */
export function ticks(...on: readonly string[]): ScopeTicks {
  return Object.fromEntries(SCOPE_ITEMS.map((item) => [item, on.includes(item)])) as ScopeTicks;
}

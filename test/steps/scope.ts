import { SCOPE_ITEMS, scopeList, type ScopeItem } from '../../src/steps/intake/scope-list.js';

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

import type { View } from '../../src/machines/guards.js';
import { PARTS } from '../../src/machines/documented/part-machines.js';
import { NOTHING_SETTLED, situation } from './explore.js';

/** The situations that together open every way of a part: scope, history, method, and what may be missing. */
export const SITUATIONS: Readonly<Record<string, readonly View[]>> = {
  intake: [
    situation(),
    situation({ 'R-101': { applicable: false } }),
    situation({ 'R-107': { acknowledged: false } }),
  ],
  'target-server': [
    situation(),
    situation({ 'R-102': { virtual: true }, 'R-105': { macSwap: 'started', fullLicenses: false } }),
  ],
  'license-upgrade': [
    situation(),
    situation({ 'R-105': { macSwap: 'unknown', unclear: true } }),
    situation({ 'R-105': { macSwap: 'started' }, 'R-207': { finished: false } }),
    situation({ 'R-105': { licenseSwap: true } }),
  ],
  'config-export': [
    situation(),
    situation({
      'R-104': { dynamicLinesCsv: true },
      'R-106': { dynamicLines: true, voicemail: true },
      'R-108': { text: true },
    }),
  ],
  transfer: [situation(), NOTHING_SETTLED],
  'config-import': [situation(), situation({ 'R-106': { voicemail: true } }), NOTHING_SETTLED],
  'user-creation': [
    situation(),
    situation({
      'R-702': { ad: true, text: true, manual: true },
      'R-108': { adLater: true },
      'R-707': { matched: false },
    }),
    situation({ 'R-702': { text: true }, 'R-108': { adLater: false }, 'R-707': { matched: true } }),
    situation({ 'R-106': { voicemail: true } }, { open: ['R-606'] }),
  ],
  lines: [
    situation(),
    situation({ 'R-104': { dynamicLinesCsv: true }, 'R-702': { ad: true } }),
    situation({ 'R-104': { dynamicLinesCsv: true }, 'R-702': { manual: true } }),
    situation({ 'R-104': { dynamicLinesCsv: false }, 'R-702': { text: true } }),
  ],
  'voicemail-import': [situation(), NOTHING_SETTLED],
  acceptance: [situation(), situation({}, { open: ['R-1007', 'R-111'] })],
};

const otherDone = Object.fromEntries(PARTS.map((part) => [part, 'done']));
const inUse = { voicemail: true, dynamicLines: true, systemSettings: true };
const unused = { voicemail: false, dynamicLines: false, systemSettings: false };

/** What the root may see: nothing known; everything needed and settled; out of scope; another product. */
export const ROOT_VIEWS: readonly View[] = [
  NOTHING_SETTLED,
  situation({ 'R-106': inUse }, { parts: otherDone }),
  situation({ 'R-106': unused }, { parts: otherDone }),
  situation({ 'R-101': { applicable: false } }, { parts: otherDone }),
];

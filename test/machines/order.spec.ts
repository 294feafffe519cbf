import { PARTS } from '../../src/machines/documented/part-machines.js';
import { statesOf } from '../../src/machines/events.js';
import type { View } from '../../src/machines/guards.js';
import { isFinished, situation } from './explore.js';
import { hosted, partOf, play, rowsOf } from './play.js';

const everything = {
  'R-102': { virtual: true },
  'R-104': { dynamicLinesCsv: true },
  'R-105': { macSwap: 'started', fullLicenses: true, licenseSwap: false },
  'R-106': { voicemail: true, dynamicLines: true, systemSettings: true },
  'R-108': { ad: true, text: true, manual: true, adLater: true },
  'R-207': { finished: true },
  'R-702': { ad: true, text: true, manual: true },
  'R-707': { matched: true },
};
const full = situation(everything, { open: ['R-1007'] });

/** With everything in use, each part asks in the order of the manual page (parallel tracks take turns). */
const ORDER: Readonly<Record<string, string>> = {
  intake: '101 111 102 105 106 108 110 103 107 104 109',
  'target-server': '201 202 203 204 205 206 207',
  'license-upgrade': '300 301 302 303 304 305 306 307 308 309 310 311 312',
  'config-export': '401 402 403 404 405 406 407 411 412 408 409 410',
  transfer: '501 502',
  'config-import': '601 602 603 604 605 608 606 607 609',
  'user-creation': '701 702 709 703 704 705 708 706 707',
  lines: '901 902 903 904 905 906 907 908 909',
  'voicemail-import': '800 801 802 803 804 805 806 807 808 809 810',
  acceptance: '1000 1001 1002 1003 1004 1005 1008 1006 1007 1005',
};

describe.each(PARTS.map((part) => [part]))('%s, played from its start', (part) => {
  it('offers its rows in the documented order and ends', () => {
    const { offered, snapshot } = play(part, full);
    expect(offered.map((row) => row.slice(2)).join(' ')).toBe(ORDER[part]);
    expect(isFinished(snapshot)).toBe(true);
  });

  it('falls through to its end when everything was settled before', () => {
    expect(isFinished(play(part, situation(everything), { settledBefore: true }).snapshot)).toBe(
      true,
    );
  });

  it('stops after a rewind at the first row that is not settled', () => {
    for (const row of rowsOf(partOf(part)).filter((r) => r !== 'R-111')) {
      const view = situation(everything, { open: [row] });
      const { snapshot } = play(part, view, { open: [row], settledBefore: true });
      expect([row, hosted(snapshot).includes(row), isFinished(snapshot)]).toEqual([
        row,
        true,
        false,
      ]);
    }
  });
});

const both = [true, false];
const SCOPES: readonly View['flags'][] = both.flatMap((voicemail) =>
  both.flatMap((csv) =>
    both.flatMap((ad) =>
      both.flatMap((text) =>
        both.map((other) => ({
          'R-102': { virtual: other },
          'R-104': { dynamicLinesCsv: csv },
          'R-105': { macSwap: ad ? 'started' : 'none', fullLicenses: text },
          'R-106': { voicemail, dynamicLines: true },
          'R-108': { ad, text, manual: other, adLater: other },
          'R-207': { finished: true },
          'R-702': { ad, text, manual: other },
        })),
      ),
    ),
  ),
);

it.each(PARTS.map((part) => [part]))(
  '%s has offered or skipped each of its rows at its end, whatever the scope',
  (part) => {
    expect(SCOPES).toHaveLength(32);
    for (const flags of SCOPES) {
      const { offered, skipped, snapshot } = play(part, situation(flags, { open: ['R-1007'] }));
      const own = rowsOf(partOf(part));
      const seen = new Set([...offered, ...skipped.filter((row) => own.includes(row))]);
      expect([flags, isFinished(snapshot), [...seen].sort()]).toEqual([flags, true, own]);
      const twice = offered.filter((row) => skipped.includes(row) && row !== 'R-111');
      expect([flags, twice]).toEqual([flags, []]);
    }
  },
);

it('asks for the voicemail rows only when voicemail is in use', () => {
  const without = situation({ 'R-106': { voicemail: false } });
  expect(play('config-import', without).skipped).toEqual(['R-608']);
  expect(play('config-export', without).skipped).toContain('R-412');
});

it('skips the line files below V5 SR3 and leaves the lines to people', () => {
  const old = situation({ 'R-104': { dynamicLinesCsv: false }, 'R-702': { manual: true } });
  expect(play('config-export', old).skipped).toEqual(
    expect.arrayContaining(['R-407', 'R-408', 'R-409', 'R-410']),
  );
  expect(play('lines', old).offered).toEqual(['R-901', 'R-902', 'R-909']);
});

/** The states the documented sequence names, part by part. */
const NAMES: Readonly<Record<string, string>> = {
  intake:
    'product variants history scope team preflight running report ready blocked notApplicable',
  'target-server': 'locked installing installed idCaptured routeChosen',
  'license-upgrade':
    'locked codesReceived portalOpen codesEntered existingCustomerChosen licenseeConfirmed hardwareIdEntered ' +
    'baseSystemSelected summaryChecked approval generated mailReceived packageImported verified ' +
    'macSwapInProgress licenceSwapHappened wrongLicensee portalError aborted',
  'config-export':
    'locked toolStarted optionsSet exporting exported ingested csvChecked verified outdated',
  transfer: 'locked directoryCreated copying hashed verified mismatch',
  'config-import':
    'locked managerOpen safetyExport folderSet selected previewed approval importing imported verified partlyFailed',
  'user-creation':
    'locked serviceStarted methodChosen ad text manual created mailCheck matched conflicts repair',
  'voicemail-import':
    'locked dialogOpen compared yellowReviewed noMatchReviewed noDataReviewed predictionClosed approval importing ' +
    'imported verified',
  lines:
    'locked attributes open allSet connector adOnCreateOnly fileChecked connectorCreated run diffChecked ' +
    'afterNextAdRun verified notApplicable',
  acceptance:
    'locked cutover checks customerReport signedOff sealed aftercare resealed closed notApplicable',
};

it.each(PARTS.map((part) => [part]))('%s has the states the sequence names', (part) => {
  const names = statesOf(partOf(part)).map(({ path }) => path.split('.').at(-1));
  expect(names).toEqual(expect.arrayContaining(NAMES[part]?.split(' ') ?? ['missing']));
});

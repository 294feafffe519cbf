import { DEFINITION } from '../../src/machines/documented/definition.js';
import { explore, situation } from './explore.js';
import { hear, partOf, play } from './play.js';

const root = DEFINITION.root;
const start = Object.fromEntries(
  Object.keys(root.states ?? {}).map((part) => [part, part === 'intake' ? 'ready' : 'locked']),
);
const others = Object.keys(start).filter((part) => part !== 'acceptance');
const inUse = {
  'R-101': { applicable: true },
  'R-106': { voicemail: true, dynamicLines: true, systemSettings: true },
};

/** Where the root has a part after it looked around once with these rows open. */
function rootHas(part: string, open: readonly string[], flags = {}): unknown {
  const view = situation({ ...inUse, ...flags }, { open });
  return (hear(root, start, 'tasks.changed', view).value as Record<string, unknown>)[part];
}
function offers(part: string, row: string): readonly Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  JSON.stringify(partOf(part), (_key, node: unknown) => {
    const action = node as { type?: string; params?: Record<string, unknown> } | null;
    if (action?.type === 'offer' && action.params?.['step'] === row) found.push(action.params);
    return node;
  });
  return found;
}
/** The value after a row's result counts, with these rows open. */
function settle(part: string, value: unknown, row: string, open: readonly string[], flags = {}) {
  return hear(partOf(part), value, `${row}.settled`, situation(flags, { open })).value;
}

/** Rows each gate of the root needs; a part stays locked while one of them is open. */
const GATES: Readonly<Record<string, readonly string[]>> = {
  'target-server': ['R-101', 'R-102', 'R-105', 'R-107'],
  'license-upgrade': ['R-105', 'R-107', 'R-206'],
  'config-export': ['R-103', 'R-104', 'R-106', 'R-107', 'R-108'],
  transfer: ['R-201', 'R-406'],
  'config-import': ['R-106', 'R-311', 'R-502'],
  'user-creation': ['R-106', 'R-108', 'R-201', 'R-311', 'R-606'],
  lines: ['R-104', 'R-106', 'R-311', 'R-410', 'R-606', 'R-702'],
  'voicemail-import': [
    ...['R-106', 'R-109', 'R-311', 'R-412', 'R-502', 'R-606', 'R-608', 'R-706', 'R-707'],
  ],
};

describe.each(Object.entries(GATES))('the gate of %s', (part, rows) => {
  it('opens when what it needs is settled, and for each open row alone stays shut', () => {
    expect(rootHas(part, [])).toBe('ready');
    for (const row of rows) expect([row, rootHas(part, [row])]).toEqual([row, 'locked']);
  });

  it('does not ask for any row beyond those', () => {
    const named = new Set(Object.values(GATES).flat());
    for (const row of [...named].filter((r) => !rows.includes(r))) {
      expect([row, rootHas(part, [row])]).toEqual([row, 'ready']);
    }
  });
});

describe('O1: the hardware ID is entered only when it was read on the new server', () => {
  it('refuses R-306 while R-203 is open', () => {
    expect(settle('license-upgrade', 'licenseeConfirmed', 'R-306', ['R-203'])).toBe(
      'licenseeConfirmed',
    );
    expect(settle('license-upgrade', 'licenseeConfirmed', 'R-306', [])).toBe('hardwareIdEntered');
    expect(offers('license-upgrade', 'R-306')[0]?.['needs']).toEqual(['R-203']);
  });
});

describe('O2: nothing is transferred before the ingest and the installation', () => {
  it.each([['R-406'], ['R-201']])('refuses R-501 while %s is open', (row) => {
    expect(settle('transfer', 'directoryCreated', 'R-501', [row])).toBe('directoryCreated');
    expect(settle('transfer', 'directoryCreated', 'R-501', [])).toBe('copying');
  });
  it('lets findings in the line files hold up the lines only', () => {
    const findings = ['R-407', 'R-408', 'R-409', 'R-410'];
    expect(rootHas('transfer', findings)).toBe('ready');
    expect(rootHas('voicemail-import', findings)).toBe('ready');
    expect(rootHas('lines', findings)).toBe('locked');
  });
});

describe('O3: nothing is imported before the copy is verified', () => {
  it('refuses to begin and to import while R-502 is open', () => {
    expect(settle('config-import', 'serverReady', 'R-601', ['R-502'])).toBe('serverReady');
    expect(settle('config-import', 'importing', 'R-606', ['R-502'])).toBe('importing');
    const gate = { previewed: 'approval' };
    const approve = (open: readonly string[]) =>
      hear(partOf('config-import'), gate, 'R-606.approved', situation({}, { open })).value;
    expect(approve(['R-502'])).toEqual(gate);
    expect(approve([])).toBe('importing');
  });
});

describe('O4: with voicemail in use, users are created after the import of settings', () => {
  it('keeps the methods shut until R-606 is settled, then opens them', () => {
    const voicemail = { 'R-106': { voicemail: true }, 'R-702': { ad: true } };
    expect(settle('user-creation', 'serviceStarted', 'R-702', ['R-606'], voicemail)).toBe(
      'serviceStarted',
    );
    const later = settle('user-creation', 'serviceStarted', 'R-606', [], voicemail);
    expect(later).toBe('forecast');
  });
  it('does not ask for the import when voicemail is not in use', () => {
    const flags = { 'R-106': { voicemail: false, dynamicLines: true, systemSettings: true } };
    expect(rootHas('user-creation', ['R-606'], flags)).toBe('ready');
  });
});

describe('O5 and O6: greetings come after users match and after the settings', () => {
  it.each([['R-707'], ['R-606'], ['R-608']])('refuses R-801 and R-808 while %s is open', (row) => {
    expect(settle('voicemail-import', 'safetyExport', 'R-801', [row])).toBe('safetyExport');
    expect(settle('voicemail-import', 'importing', 'R-808', [row])).toBe('importing');
  });
  it.each([['R-800'], ['R-803'], ['R-804'], ['R-805'], ['R-806'], ['R-807']])(
    'refuses the import while %s is open',
    (row) => {
      expect(settle('voicemail-import', 'importing', 'R-808', [row])).toBe('importing');
      expect(settle('voicemail-import', 'importing', 'R-808', [])).toBe('imported');
    },
  );
});

describe('O7: the connector is created after the users and the attributes', () => {
  const before = { dynamicLines: { attributes: 'allSet', connector: 'fileChecked' } };
  it.each([['R-902'], ['R-702'], ['R-703'], ['R-704'], ['R-705']])(
    'refuses R-905 while %s is open',
    (row) => {
      expect(settle('lines', before, 'R-905', [row])).toEqual(before);
      expect(settle('lines', before, 'R-905', [])).not.toEqual(before);
    },
  );
});

describe('O8: what builds on a changed result is outdated', () => {
  it('makes a finished part outdated, closes it, and opens it again afterwards', () => {
    const done = { ...start, transfer: 'done' };
    const gone = hear(root, done, 'tasks.changed', situation(inUse, { open: ['R-406'] }));
    expect(gone.value).toMatchObject({ transfer: 'outdated' });
    expect(gone.actions).toContainEqual({ type: 'close', params: { part: 'transfer' } });
    const back = hear(root, gone.value, 'tasks.changed', situation(inUse));
    expect(back.value).toMatchObject({ transfer: 'ready' });
    expect(back.actions).toContainEqual({ type: 'open', params: { part: 'transfer' } });
  });
});

const HISTORIES: readonly (readonly [string, Record<string, Record<string, string | boolean>>])[] =
  [
    ['a swap is in progress', { 'R-105': { macSwap: 'started' }, 'R-207': { finished: false } }],
    ['the old license was swapped', { 'R-105': { licenseSwap: true } }],
    ['a swap was started and nobody finished it', { 'R-105': { macSwap: 'started' } }],
    ['the history is unknown', { 'R-105': { macSwap: 'unknown', unclear: true } }],
  ];

describe.each(HISTORIES)('O9: while %s', (_name, flags) => {
  it('nothing generates licenses, from any state before it', () => {
    const { edges } = explore(partOf('license-upgrade'), [situation(), situation(flags)]);
    const generated = ['generated', 'mailMissing', 'mailReceived', 'packageImported', 'verified'];
    const after = [...generated.map((s) => `"${s}"`), '{"portalError":"afterGeneration"}'];
    const breaches = edges.filter(
      (e) => e.heard.view === 1 && !after.includes(e.from) && after.includes(e.to),
    );
    expect(breaches).toEqual([]);
    expect(edges.some((e) => e.heard.view === 0 && e.to === '"generated"')).toBe(true);
  });
  it('blocks the license part only', () => {
    expect(rootHas('config-export', [], flags)).toBe('ready');
    expect(play('license-upgrade', situation(flags)).offered).toEqual([]);
  });
});

describe('the license part and the rest', () => {
  it('M3 does not hold up the export, nor the transfer', () => {
    const codesAwaited = ['R-300', 'R-301', 'R-302', 'R-309', 'R-311', 'R-312'];
    expect(rootHas('config-export', codesAwaited)).toBe('ready');
    expect(rootHas('transfer', codesAwaited)).toBe('ready');
  });
  it.each([['config-import'], ['user-creation'], ['lines'], ['voicemail-import']])(
    '%s waits for the license package, or for its waiver',
    (part) => {
      expect(rootHas(part, ['R-311'])).toBe('locked');
      expect(rootHas(part, [])).toBe('ready');
    },
  );
});

describe('O10: acceptance begins when every other part is done or does not apply', () => {
  const view = (parts: Record<string, string>) => situation(inUse, { parts });
  const finished = Object.fromEntries(
    others.map((part, i) => [part, i % 2 ? 'done' : 'notApplicable']),
  );
  it('opens then, and not while one of them is anything else', () => {
    const now = hear(root, start, 'tasks.changed', view(finished)).value;
    expect(now).toMatchObject({ acceptance: 'ready' });
    for (const part of others) {
      for (const state of ['locked', 'ready', 'active', 'outdated']) {
        const next = hear(root, start, 'tasks.changed', view({ ...finished, [part]: state })).value;
        expect(next).toMatchObject({ acceptance: 'locked' });
      }
    }
  });
});

describe('O11: what overwrites or generates never comes back by itself', () => {
  it.each([
    ['license-upgrade', 'R-309'],
    ['config-import', 'R-606'],
    ['voicemail-import', 'R-808'],
    ['lines', 'R-906'],
    ['acceptance', 'R-1000'],
  ])('%s offers %s as sticky everywhere', (part, row) => {
    const all = offers(part, row);
    expect(all.length).toBeGreaterThan(0);
    expect(all.every((offer) => offer['sticky'] === true)).toBe(true);
    expect(all.every((o) => (o['pointOfNoReturn'] === true) === (row === 'R-309'))).toBe(true);
  });

  it('has no way back to generating licenses, whatever the portal does', () => {
    const { edges } = explore(partOf('license-upgrade'), [situation()]);
    const seen = new Set(['"generated"']);
    for (const value of seen) {
      const ways = edges.filter((e) => e.from === value && !e.heard.type.startsWith('part.'));
      ways.forEach((e) => seen.add(e.to));
    }
    expect([...seen].sort()).toEqual([
      ...['"generated"', '"mailMissing"', '"mailReceived"', '"packageImported"', '"verified"'],
      '{"portalError":"afterGeneration"}',
    ]);
  });
});

describe('O12: a row the project switched off satisfies every guard that names it', () => {
  it.each([['not-applicable'], ['waived'], ['done']] as const)(
    'a row that is %s opens',
    (status) => {
      const view = { ...situation(inUse), tasks: { 'R-201': 'done', 'R-406': status } as const };
      expect(hear(root, start, 'tasks.changed', view).value).toMatchObject({ transfer: 'ready' });
    },
  );
});

import { DEFAULT_LAYOUT, inspectEntries, staleEntries } from '../../src/connect/export-layout.js';
import { crossCheck } from '../../src/connect/line-cross-check.js';
import type { LineFile } from '../../src/connect/line-files.js';
import { readLineFile, recognizeHeader } from '../../src/connect/line-files.js';
import type { LineFileKind } from '../../src/connect/export-layout.js';
import { bytes } from './bytes.js';

const entry = (path: string, size = 10, mtime = '2026-03-02T10:00:00.000Z') => ({
  path,
  size,
  mtime,
});
const sid = (n: number): string => `S-1-5-21-1-2-3-${n}`;
const read = (kind: LineFileKind, text: string): Promise<LineFile> =>
  readLineFile(bytes(text), kind, { file: `${kind}.csv` });
const places = (file: LineFile) => file.findings.map(({ code, place }) => [code, place?.row]);

describe('inventory of an export folder', () => {
  it('sorts files by the assumed layout and lists what it does not understand', () => {
    const inventory = inspectEntries([
      entry('UserLines.csv'),
      entry('Renamed.CSV', 0),
      entry('SystemConfig/PBX/a.xml', 5),
      entry('SystemConfig/PBX/b.xml', 6),
      entry('SystemConfig\\Fax.xml'),
      entry('UserData/a@x.de/greetings/1.wav', 100),
      entry('UserData/a@x.de/greetings/2.WAV', 100),
      entry('UserData/a@x.de/name.wav', 50, '2026-03-02T11:00:00.000Z'),
      entry('UserData/b@x.de/greetings/old.mp3'),
      entry('UserData/loose.wav'),
      entry('readme.pdf'),
    ]);
    expect(inventory.tables).toEqual(['UserLines.csv', 'Renamed.CSV']);
    expect(inventory.systemConfig).toEqual([
      { group: 'PBX', files: 2, bytes: 11 },
      { group: 'Fax', files: 1, bytes: 10 },
    ]);
    expect(inventory.userData).toEqual([
      { name: 'a@x.de', files: 3, bytes: 250, greetings: 2, recordedName: true },
      { name: 'b@x.de', files: 1, bytes: 10, greetings: 0, recordedName: false },
    ]);
    expect(inventory.notUnderstood).toEqual([
      'UserData/b@x.de/greetings/old.mp3',
      'UserData/loose.wav',
      'readme.pdf',
    ]);
    expect(inventory).toMatchObject({ files: 11, greetings: 2, recordedNames: 1, assumed: true });
    expect(inventory.newest).toBe('2026-03-02T11:00:00.000Z');
    expect(inventory.findings.map((f) => f.code)).toEqual([
      'export.empty-file',
      'export.not-understood',
      'export.not-understood',
      'export.not-understood',
    ]);
  });
  it('follows another layout', () => {
    const layout = { ...DEFAULT_LAYOUT, systemConfig: 'Settings' };
    expect(inspectEntries([entry('Settings/x.xml')], layout).notUnderstood).toEqual([]);
    expect(inspectEntries([], layout).findings[0]?.code).toBe('export.empty');
  });
  it('names files from before and after the export', () => {
    const files = [
      entry('old', 1, '2026-03-01T10:00:00Z'),
      entry('now', 1, '2026-03-02T10:03:00+00:00'),
      entry('late', 1, '2026-03-02T12:00:00Z'),
    ];
    const stale = staleEntries(files, '2026-03-02T10:00:00Z', '2026-03-02T10:01:00Z');
    expect(stale.map((f) => [f.code, f.place?.file])).toEqual([
      ['export.stale-file', 'old'],
      ['export.late-file', 'late'],
    ]);
  });
});

describe('tables are recognized by content, whatever their name', () => {
  it.each([
    [['ID', 'XPhoneUC_Name', 'XPhoneUC_EMail', 'Line'], 'user-lines'],
    [['id', 'linetypedynamic', 'XPhoneUC_Name'], 'user-lines-dynamic'],
    [['Line', 'ConsoleIdentification'], 'dynamic-lines'],
    [['Line', 'ConsoleIdentfication'], 'dynamic-lines'],
    [['ID', 'firstname', 'name', 'account', 'LineTypeDynamic'], 'users'],
    [['objectSid', 'mail'], 'users'],
    [['foo', 'Line'], 'unknown'],
    [['__proto__', 'constructor'], 'unknown'],
  ])('%j is %s', (header, kind) => {
    expect(recognizeHeader(header)).toBe(kind);
  });
});

describe('the three line files', () => {
  it('counts users and lines of UserLines', async () => {
    const file = await read(
      'user-lines',
      `ID;XPhoneUC_Name;XPhoneUC_EMail;Line\n${sid(1001)};A;a@x.de;10\n${sid(1001)};A;a@x.de;11\n;B;b@x.de;12\n;C;;13\n;;;14\n`,
    );
    expect(file).toMatchObject({ rows: 5, userCount: 3, lineColumn: 'Line' });
    expect([...file.lines.keys()]).toEqual(['10', '11', '12', '13', '14']);
    expect(places(file)).toEqual([['lines.no-user', 6]]);
  });
  it('finds empty and repeated IDs and line types in UserLinesDynamic, and notes IDs that are no SID', async () => {
    const file = await read(
      'user-lines-dynamic',
      `ID,LineTypeDynamic,XPhoneUC_Name\n${sid(1001)},3,A\n${sid(1001)},3,B\n,3,C\nanna, ,D\nS-1-5-32-544,1,E\n`,
    );
    expect(places(file)).toEqual([
      ['lines.id-duplicate', 3],
      ['lines.id-empty', 4],
      ['lines.line-type', 5],
    ]);
    expect(file.notes.map((n) => n.place?.row)).toEqual([5, 6]);
    expect(file.withoutSid).toBe(3);
    expect(file.lineTypes).toEqual({ '3': 3, ' ': 1, '1': 1 });
  });
  it('checks line types against values that were configured', async () => {
    const layout = {
      ...DEFAULT_LAYOUT,
      lineTypeDynamic: { column: 'LineTypeDynamic', allowed: ['3'] },
    };
    const text = `ID;LineTypeDynamic\n${sid(1001)};3\n${sid(1002)};2\n`;
    const file = await readLineFile(bytes(text), 'user-lines-dynamic', { layout });
    expect(file.findings).toMatchObject([
      { code: 'lines.line-type', place: { row: 3 }, claimed: '2', known: '3' },
    ]);
  });
  it.each(['ConsoleIdentification', 'ConsoleIdentfication'])(
    'checks DynamicLines spelled %s',
    async (attribute) => {
      const file = await read('dynamic-lines', `Line;${attribute}\n10;A\n10;B\n;C\n12;\n`);
      expect(places(file)).toEqual([
        ['lines.line-duplicate', 3],
        ['lines.line-empty', 4],
        ['lines.attribute-empty', 5],
      ]);
    },
  );
  it.each<[LineFileKind, string, string]>([
    ['user-lines-dynamic', 'ID;XPhoneUC_Name', 'LineTypeDynamic'],
    ['user-lines-dynamic', 'SID;LineTypeDynamic', 'ID'],
    ['dynamic-lines', 'Line;Name', 'ConsoleIdentification'],
    ['user-lines', 'ID;Name', 'Line'],
  ])('refuses %s without its columns', async (kind, header, column) => {
    await expect(read(kind, `${header}\n`)).rejects.toMatchObject({
      reason: { code: 'lines.column-missing', known: column },
    });
  });
});

describe('cross checks of the line files', () => {
  const USER_LINES = `ID;XPhoneUC_EMail;Line\n${sid(1001)};a@x.de;10\n`;
  const DYNAMIC = `ID;LineTypeDynamic;XPhoneUC_EMail;XPhoneUC_Line\n${sid(1002)};3;b@x.de;20\n`;
  const LINES = 'Line;ConsoleIdentification\n20;X\n21;Y\n';
  const three = async (a = USER_LINES, b = DYNAMIC, c = LINES) => [
    await read('user-lines', a),
    await read('user-lines-dynamic', b),
    await read('dynamic-lines', c),
  ];

  it('accepts three files that agree, and none', async () => {
    expect(crossCheck(await three(), { users: 2 })).toEqual({
      verdict: 'consistent',
      findings: [],
      totals: { files: 3, staticUsers: 1, dynamicUsers: 1, lines: 1, dynamicLines: 2 },
    });
    expect(crossCheck([]).verdict).toBe('consistent');
  });
  it('names each violated invariant once, with the rows', async () => {
    const dynamic = `${DYNAMIC}${sid(1001)};3;c@x.de;99\n${sid(1003)};3;A@X.de;21\n`;
    const { verdict, findings } = crossCheck(await three(USER_LINES, dynamic), { users: 3 });
    expect(verdict).toBe('contradicts');
    expect(findings).toMatchObject([
      {
        code: 'lines.user-in-both',
        place: { file: 'user-lines-dynamic.csv', row: 3 },
        claimed: 'user-lines.csv: 2',
        known: 'user-lines-dynamic.csv: 3, 4',
      },
      { code: 'lines.line-not-listed', claimed: 'user-lines-dynamic.csv: 3', known: '99' },
      { code: 'lines.total', claimed: '4', known: '3' },
    ]);
  });
  it('calls one or two of three files an incomplete export', async () => {
    const files = await three();
    expect(crossCheck(files.slice(0, 2))).toMatchObject({
      verdict: 'contradicts',
      findings: [{ code: 'lines.incomplete', known: 'DynamicLines.csv' }],
    });
    expect(crossCheck([...files, ...files.slice(0, 1)]).findings[0]?.code).toBe(
      'lines.same-kind-twice',
    );
  });
  it('cannot read the subset when no line column is known', async () => {
    const bare = `ID;LineTypeDynamic;XPhoneUC_Name\n${sid(1002)};3;B\n`;
    const result = crossCheck(await three(USER_LINES, bare));
    expect(result.verdict).toBe('cannot-read');
    expect(result.findings.map((f) => f.code)).toEqual(['lines.no-line-column']);
  });
});

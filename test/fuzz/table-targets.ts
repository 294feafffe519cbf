import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareManifests } from '../../src/connect/compare-manifests.js';
import { checkConnectorFile } from '../../src/connect/connector-check.js';
import { buildConnectorFile } from '../../src/connect/connector-file.js';
import { readTemplate } from '../../src/connect/connector-template.js';
import { chooseSeparator } from '../../src/connect/csv-dialect.js';
import { readCsv } from '../../src/connect/csv-read.js';
import { inspectEntries, LINE_FILE_KINDS, staleEntries } from '../../src/connect/export-layout.js';
import { exportDelta } from '../../src/connect/export-delta.js';
import { readLineFile, recognizeHeader } from '../../src/connect/line-files.js';
import { formatManifest, parseManifest } from '../../src/connect/manifest.js';
import { matchJson } from '../../src/connect/match-json.js';
import { Matching } from '../../src/connect/matching.js';
import { addressProblems, readUserList } from '../../src/connect/user-list.js';
import { UserData } from '../../src/connect/userdata.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { bytesOf, type Scratch, type Target } from './target.js';

const HEADS = [
  ...['ID', 'email', 'firstname', 'name', 'account', 'telephoneNumber', 'aliases', 'hasData'],
  ...['LineTypeDynamic', 'ConsoleIdentification', 'Line', 'S-1-5-21-1-2-3-1001', '# ', '"a"";b"'],
  ...[
    '+49891234',
    '4,98912E+11',
    '4.98912E+11',
    '0049',
    'anna@firma.example',
    '1\u00a0234',
    'sep=;',
  ],
];

/** Bytes as a file would give them: in two pieces, so that a character may be cut. */
export function pieces(bytes: Buffer): () => AsyncIterable<Buffer> {
  const half = bytes.length >> 1;
  return async function* () {
    yield bytes.subarray(0, half);
    yield bytes.subarray(half);
  };
}

let drill: readonly Buffer[] | undefined;

/** Tables of a practice customer with all planted errors, and the dialects a spreadsheet saves. */
async function tables({ folder }: Scratch): Promise<readonly Uint8Array[]> {
  drill ??= await drillTables(join(folder, 'drill'));
  return [
    ...drill,
    ...bytesOf(
      'ID;email;firstname;name;account\r\nS-1-5-21-1-2-3-1001;anna@firma.example;Anna;B;anna\r\n',
      'email\tname\nx@y.example\t"a\nb"\n',
      '# comment\nID,firstname,name,account,LineTypeDynamic\n1,2,3,4,5\n',
      'Line;ConsoleIdentification\n+49 89 1;x\n',
    ),
    Buffer.from('email;name\r\n\u00fc@firma.example;M\u00fcller\r\n', 'latin1'),
    Buffer.from('\ufeffemail\tname\r\na@b.example\tx\r\n', 'utf16le'),
  ];
}

async function drillTables(out: string): Promise<readonly Buffer[]> {
  await newDrill({ out, users: 200, seed: 5, errors: 'all' });
  const files = readdirSync(out, { recursive: true, withFileTypes: true });
  const found = files
    .filter((file) => file.isFile() && /\.(?:csv|txt)$/i.test(file.name))
    .map((file) => readFileSync(join(file.parentPath, file.name)).subarray(0, 4_096));
  return found.filter((bytes) => bytes.length > 0).slice(0, 60);
}

const MANIFEST = formatManifest({
  format: 'umstieg-manifest/1',
  files: ['a.csv', 'SystemConfig/x/y.xml', 'UserData/Anna B/Greetings/1.wav'].map((path, i) => ({
    path,
    size: i,
    sha256: 'ab'.repeat(32),
    mtime: '2026-03-02T09:30:00.000Z',
  })),
});

export const TABLE_TARGETS: readonly Target[] = [
  {
    name: 'csv',
    share: 5,
    covers: ['csv-read', 'csv-records', 'csv-dialect', 'csv-encoding', 'spreadsheet-traces'].map(
      (name) => `connect/${name}`,
    ),
    corpus: tables,
    tokens: HEADS,
    async read(bytes) {
      chooseSeparator(bytes.subarray(0, 4_096).toString('latin1'), () => false, true);
      const csv = await readCsv(pieces(bytes), { comments: bytes.length % 2 === 0 });
      for await (const _row of csv.rows);
      csv.findings.all();
    },
  },
  {
    name: 'user-list',
    share: 4,
    covers: ['user-list', 'columns', 'matching', 'export-delta', 'userdata', 'near-misses'].map(
      (name) => `connect/${name}`,
    ),
    corpus: tables,
    tokens: HEADS,
    async read(bytes) {
      const list = await readUserList(pieces(bytes));
      addressProblems(list);
      if (list.size > 200) return; // a match of everything with itself is measured elsewhere
      const folders = Array.from({ length: list.size }, (_, i) => list.value(i, 'account'));
      new UserData(folders.map((name) => ({ name, files: 1 })));
      for (const _piece of matchJson(new Matching(list, list)));
    },
  },
  {
    name: 'line-file',
    share: 4,
    covers: ['connect/line-files'],
    corpus: tables,
    tokens: HEADS,
    async read(bytes) {
      recognizeHeader(bytes.toString('utf8').slice(0, 1_000).split(';'));
      await readLineFile(pieces(bytes), LINE_FILE_KINDS[bytes.length % 3] ?? 'user-lines');
    },
  },
  {
    name: 'connector-file',
    share: 2,
    covers: ['connector-check', 'connector-template', 'connector-file', 'connector-rules'].map(
      (name) => `connect/${name}`,
    ),
    corpus: tables,
    tokens: HEADS,
    async read(bytes) {
      await checkConnectorFile(pieces(bytes), 'create-users');
      const template = await readTemplate(pieces(bytes));
      const built = buildConnectorFile(await readUserList(pieces(bytes)), template);
      for (const _piece of built.pieces?.() ?? []);
    },
  },
  {
    name: 'manifest',
    share: 40,
    covers: ['connect/manifest', 'connect/compare-manifests', 'connect/export-layout'],
    corpus: () => bytesOf(MANIFEST, `\ufeff${MANIFEST.replaceAll('\n', '\r\n')}`),
    tokens: [
      '"path":"a/b"',
      '"size":1e9',
      '"mtime":"2026-02-30T00:00:00Z"',
      '{"path":"__proto__"}',
    ],
    read(bytes) {
      const manifest = parseManifest(bytes.toString('utf8'), 'manifest.json');
      const reversed = { ...manifest, files: manifest.files.slice(1) };
      compareManifests(manifest, reversed);
      exportDelta(manifest, reversed);
      inspectEntries(manifest.files);
      staleEntries(manifest.files, '2026-03-02T09:30:00Z', '2026-03-02T09:40:00Z');
    },
  },
];

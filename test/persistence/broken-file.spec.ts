import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Database } from '../../src/persistence/database.js';
import {
  anna,
  cleanUp,
  newTinyRun,
  openTiny,
  statusOf,
  temporaryFolder,
} from '../engine/tiny-sequence.js';
import { bytesOnDisk, databaseIn, RawFile } from './raw-file.js';

const NOBODY = 65_534;
let folder: string;
let file: string;
let run: string;

/** A data folder with one run, closed: everything lies in the one file. */
beforeEach(async () => {
  folder = await temporaryFolder();
  file = databaseIn(folder);
  const umstieg = await openTiny(folder);
  run = await newTinyRun(umstieg);
  await umstieg.close();
});
afterEach(cleanUp);

/** Opening refuses with this code and the file's place, leaves every byte alone and nothing open behind. */
async function refuses(code: string): Promise<void> {
  const before = bytesOnDisk(file);
  const folders = readdirSync(folder).sort();
  await expect(openTiny(folder)).rejects.toMatchObject({ code, details: { place: { file } } });
  expect(bytesOnDisk(file)).toEqual(before);
  const left = readdirSync(folder).sort();
  expect(left.filter((name) => !name.endsWith('-shm') && !name.endsWith('-wal'))).toEqual(
    folders.filter((name) => !name.endsWith('-shm') && !name.endsWith('-wal')),
  );
  expect(openFiles(file)).toEqual([]);
}

/** What this process still holds open of the database, where the system can say. */
function openFiles(path: string): string[] {
  if (!existsSync('/proc/self/maps')) return [];
  return readFileSync('/proc/self/maps', 'utf8')
    .split('\n')
    .filter((line) => line.includes(path));
}

describe('a database held by another program', () => {
  it('is refused as locked once waiting did not help, for all commands at once, and goes on later', async () => {
    const umstieg = await openTiny(folder);
    const other = await RawFile.open(file);
    await other.exec('BEGIN IMMEDIATE');
    const claims = [1, 2, 3].map((size) =>
      umstieg.submit(run, 'T-101', { set: { size }, evidence: [] }, anna),
    );
    const began = Date.now();
    const results = await Promise.allSettled(claims);
    expect(Date.now() - began).toBeLessThan(20_000);
    for (const result of results) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store.locked' } });
    }
    await other.exec('ROLLBACK');
    await other.close();
    expect(await statusOf(umstieg, run, 'T-101')).toBe('ready');
    expect((await umstieg.verify(run)).ok).toBe(true);
    await umstieg.submit(run, 'T-101', { set: { size: 1 }, evidence: [] }, anna);
    await umstieg.settle();
    expect(await statusOf(umstieg, run, 'T-101')).toBe('done');
  }, 60_000);

  it('cannot be made while another program makes it', async () => {
    const fresh = await temporaryFolder();
    const other = await RawFile.open(databaseIn(fresh));
    await other.exec('BEGIN EXCLUSIVE');
    await expect(Database.open(fresh)).rejects.toMatchObject({ code: 'store.locked' });
    await other.exec('ROLLBACK');
    await other.close();
    await (await Database.open(fresh)).close();
  }, 60_000);
});

describe('a database that cannot be written', () => {
  it.each([
    ['the file', 0o444, 0o777],
    ['file and folder', 0o444, 0o555],
    ['everything, not even read', 0o000, 0o555],
  ])('is refused as read-only: %s', async (_what, ofFile, ofFolder) => {
    for (const key of readdirSync(join(folder, 'keys')))
      chmodSync(join(folder, 'keys', key), 0o644);
    chmodSync(join(folder, 'keys'), 0o755);
    chmodSync(file, ofFile);
    chmodSync(folder, ofFolder);
    const before = bytesOnDisk(file);
    try {
      await asNobody(async () => {
        await expect(openAndMeasure()).rejects.toMatchObject({
          code: 'store.read-only',
          details: { place: { file } },
        });
      });
      expect(bytesOnDisk(file)).toEqual(before);
    } finally {
      chmodSync(folder, 0o700);
      chmodSync(file, 0o600);
    }
    const umstieg = await openTiny(folder);
    expect((await umstieg.verify(run)).ok).toBe(true);
  });

  it('is refused when there is a folder in its place, or a file in place of its folder', async () => {
    const odd = await temporaryFolder();
    mkdirSync(databaseIn(odd));
    await expect(Database.open(odd)).rejects.toMatchObject({ code: 'store.read-only' });
    const path = join(odd, 'file');
    writeFileSync(path, '');
    await expect(Database.open(path)).rejects.toMatchObject({ code: 'store.read-only' });
  });
});

/** A file that can be read may be opened; at the latest what is to be written is refused. */
async function openAndMeasure(): Promise<void> {
  const umstieg = await openTiny(folder);
  await umstieg.submit(run, 'T-101', { set: { size: 1 }, evidence: [] }, anna);
}

/** Root may write everywhere: the work is done under a user who may not. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('a damaged database', () => {
  it.each<[string, (bytes: Buffer) => Buffer]>([
    [
      'another header',
      (bytes) => Buffer.concat([Buffer.from('not SQLite at all'), bytes.subarray(17)]),
    ],
    ['a foreign file', () => Buffer.from('<html>'.repeat(1_000))],
    ['cut in the middle of a page', (bytes) => bytes.subarray(0, bytes.length / 2 + 100)],
    ['cut after a few pages', (bytes) => bytes.subarray(0, 5 * 4096)],
    ['cut after its first page', (bytes) => bytes.subarray(0, 4096)],
    ['cut within its header', (bytes) => bytes.subarray(0, 60)],
    ['empty', () => Buffer.alloc(0)],
    ['zeros', (bytes) => Buffer.alloc(bytes.length)],
    ['schema overwritten', (bytes) => Buffer.from(bytes).fill(0xff, 100, 4096)],
  ])('is refused as corrupt: %s', async (_what, damage) => {
    writeFileSync(file, damage(readFileSync(file)));
    await refuses('store.corrupt');
  });

  it('is not made anew when the file is gone but its keys are there', async () => {
    rmSync(file);
    await refuses('store.corrupt');
    expect(existsSync(file)).toBe(false);
  });

  it('is refused without its keys being replaced when they are beyond reach', async () => {
    const key = join(folder, 'keys', 'signing.pem');
    chmodSync(join(folder, 'keys'), 0o000);
    chmodSync(folder, 0o777);
    chmodSync(file, 0o666);
    const before = readFileSync(key, 'utf8');
    await asNobody(async () => {
      await expect(openTiny(folder)).rejects.toMatchObject({ code: 'key.broken' });
    });
    chmodSync(join(folder, 'keys'), 0o700);
    expect(readFileSync(key, 'utf8')).toBe(before);
  });
});

describe('a database that is taken away while it is open', () => {
  it.each(['umstieg.sqlite', 'umstieg.sqlite-wal'])(
    'acknowledges nothing any more, and goes on once it is back: %s',
    async (name) => {
      const umstieg = await openTiny(folder);
      const assign = (to: string) =>
        umstieg.command(run, { do: 'assign', step: 'T-101', to }, { ...anna, key: to });
      const { revision } = await assign('first');
      const path = join(folder, name);
      renameSync(path, `${path}.away`);
      const refusal = { code: 'store.corrupt', details: { place: { file: path } } };
      await expect(assign('second')).rejects.toMatchObject(refusal);
      writeFileSync(path, readFileSync(`${path}.away`));
      await expect(assign('third')).rejects.toMatchObject(refusal);
      renameSync(`${path}.away`, path);
      expect((await assign('fourth')).revision).toBe(revision + 1);
      expect((await umstieg.verify(run)).ok).toBe(true);
    },
  );
});

describe('a database of a newer version', () => {
  it('is refused by name, and nothing is written', async () => {
    await RawFile.use(file, (raw) =>
      raw.exec(
        `INSERT INTO migrations(timestamp, name) VALUES (1999999999999, 'AddStars1999999999999')`,
      ),
    );
    await refuses('store.newer');
    await expect(openTiny(folder)).rejects.toMatchObject({
      text: { en: expect.stringContaining('AddStars1999999999999') as unknown },
    });
  });
});

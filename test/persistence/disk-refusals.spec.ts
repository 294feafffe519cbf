import fs, {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { syncFolder, writeDurably } from '../../src/persistence/durable-file.js';
import { EvidenceStore } from '../../src/persistence/evidence.store.js';
import { sqliteDriver } from '../../src/persistence/sqlite-driver.js';
import { storing } from '../../src/persistence/store-errors.js';

const NOBODY = 65_534;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'umstieg-disk-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

/** Root may write everywhere. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

/** Every read of a stream fails as on a broken disk. */
async function whileReadsFail<T>(work: () => Promise<T>): Promise<T> {
  const { read } = fs;
  const failing = (...args: unknown[]) => {
    const answer = args.at(-1) as (error: Error) => void;
    answer(Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' }));
  };
  fs.read = failing as unknown as typeof read;
  try {
    return await work();
  } finally {
    fs.read = read;
  }
}

describe('a disk that does not take a file', () => {
  it('is full: the refusal says so, as it does for the database', async () => {
    await expect(storing('evidence', () => writeFile('/dev/full', 'x'))).rejects.toMatchObject({
      code: 'store.full',
      text: { de: expect.stringContaining('schaffen Sie Platz') as unknown },
    });
  });

  it('cannot be written: evidence is refused by name, and nothing of it is left', async () => {
    const source = join(folder, 'order.txt');
    writeFileSync(source, 'order', { mode: 0o644 });
    const evidence = join(folder, 'evidence');
    mkdirSync(evidence, { mode: 0o555 });
    chmodSync(folder, 0o755);
    const store = new EvidenceStore(evidence);
    await asNobody(async () => {
      const refusal = { code: 'store.read-only', details: { place: { file: evidence } } };
      await expect(store.putFile(source)).rejects.toMatchObject(refusal);
      await expect(store.put('order.txt', 'order')).rejects.toMatchObject({
        code: 'store.read-only',
      });
    });
    expect(readdirSync(evidence)).toEqual([]);
  });

  it('fails while evidence is read: the error names disk and file, nothing is left, and it is no other file', async () => {
    const source = join(folder, 'order.txt');
    writeFileSync(source, 'order');
    const store = new EvidenceStore(join(folder, 'evidence'));
    const failure = { code: 'store.failed', details: { place: { file: source } } };
    await whileReadsFail(async () => {
      await expect(store.contentOf(source)).rejects.toMatchObject(failure);
      await expect(store.putFile(source)).rejects.toMatchObject(failure);
    });
    expect(readdirSync(join(folder, 'evidence'))).toEqual([]);
    expect((await store.putFile(source)).digest).toBe((await store.contentOf(source))?.digest);
  });

  it('does not let go what was left of a file: what went wrong with it first is told', async () => {
    const digest = 'ab'.repeat(32);
    const store = new EvidenceStore(join(folder, 'evidence'));
    chmodSync(folder, 0o777);
    async function* otherBytes() {
      chmodSync(join(folder, 'evidence', 'ab'), 0o555);
      yield await Promise.resolve(Buffer.from('other'));
    }
    await asNobody(async () => {
      await expect(store.adopt(digest, otherBytes())).rejects.toMatchObject({
        code: 'evidence.unusable',
      });
    });
    expect(readdirSync(join(folder, 'evidence', 'ab'))).toEqual([
      expect.stringMatching(/^\.[0-9a-f]{16}\.tmp$/),
    ]);
    chmodSync(join(folder, 'evidence', 'ab'), 0o700);
  });

  it('did not keep the name of a file: nobody is told that it is safe', async () => {
    await expect(syncFolder(join(folder, 'gone'))).rejects.toMatchObject({
      code: 'store.read-only',
    });
  });

  it('takes a file into folders that are made on the way', async () => {
    const path = join(folder, 'a', 'b', 'c.txt');
    await writeDurably(path, 'x');
    expect(existsSync(path)).toBe(true);
  });
});

it('a setting of the connection that is not taken is told, never passed over', async () => {
  const refused: string[] = [];
  const source = new DataSource({
    type: 'sqlite',
    database: join(folder, 'x.sqlite'),
    driver: sqliteDriver(['synchronous = ('], undefined, (error) => refused.push(error.message)),
  });
  await (await source.initialize()).destroy();
  expect(refused).toEqual([expect.stringContaining('syntax error')]);
});

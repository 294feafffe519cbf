import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkPort } from '../../src/core/step.js';
import { hashFolder } from '../../src/steps/hash-folder.js';
import { makeFolder, removeFolders } from './temporary-folder.js';

afterEach(removeFolders);

const sha = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** A work folder in memory that counts what is written. */
function memory(): WorkPort & { readonly files: Map<string, string>; writes: number } {
  const files = new Map<string, string>();
  const port = {
    files,
    writes: 0,
    read: (name: string) => Promise.resolve(files.get(name)),
    write: (name: string, text: string) => {
      files.set(name, text);
      port.writes += 1;
      return Promise.resolve();
    },
  };
  return port;
}

function options(work: WorkPort = memory(), onProgress: (done: number) => void = () => undefined) {
  const abort = new AbortController();
  const seen: [number, number][] = [];
  const progress = (done: number, total: number) => {
    seen.push([done, total]);
    onProgress(done);
  };
  return { work, signal: abort.signal, progress, abort, seen };
}

/** So many small files whose content is told apart by a word; size and time are always the same. */
function fill(root: string, word: 'old' | 'new', n: number): void {
  for (let i = 0; i < n; i++) {
    const file = join(root, `f${String(i).padStart(4, '0')}`);
    writeFileSync(file, `${word} ${String(i).padStart(4, '0')}`);
    utimesSync(file, 1000, 1000);
  }
}

describe('hashing a folder', () => {
  it('gives size, digest and time of every file, and progress in bytes up to the total', async () => {
    const big = Buffer.alloc(3_000_000, 7);
    const root = makeFolder({ 'a/Ä.wav': big, 'b.csv': 'ID\n', empty: '' });
    utimesSync(join(root, 'b.csv'), 1000, 1000);
    const o = options();
    const result = await hashFolder(root, o);
    expect(result.files.map((f) => [f.path, f.size, f.sha256])).toEqual([
      ['a/Ä.wav', 3_000_000, sha(big)],
      ['b.csv', 3, sha('ID\n')],
      ['empty', 0, sha('')],
    ]);
    expect(result.files[1]?.mtimeMs).toBe(1_000_000);
    expect(result.bytes).toBe(3_000_003);
    expect(o.seen.at(-1)).toEqual([3_000_003, 3_000_003]);
    expect(o.seen.length).toBeGreaterThan(2);
  });

  it('gives the same for large files, which other cores hash, in the order of the walk', async () => {
    const contents = Array.from({ length: 7 }, (_, i) => Buffer.alloc((4 << 20) + i, i));
    const root = makeFolder({
      ...Object.fromEntries(contents.map((content, i) => [`large-${i}`, content])),
      'm-small': 'x',
    });
    const o = options();
    const result = await hashFolder(root, o);
    expect(result.files.map((f) => [f.path, f.sha256])).toEqual([
      ...contents.map((content, i) => [`large-${i}`, sha(content)]),
      ['m-small', sha('x')],
    ]);
    expect(o.seen.at(-1)).toEqual([result.bytes, result.bytes]);
    expect(o.seen.every(([done], i) => i === 0 || done >= (o.seen[i - 1]?.[0] ?? 0))).toBe(true);
  });

  it('notes small files together, large ones one by one', async () => {
    const root = makeFolder({ large: Buffer.alloc(4 << 20), larger: Buffer.alloc(5 << 20) });
    fill(root, 'old', 300);
    const work = memory();
    await hashFolder(root, options(work));
    expect(work.writes).toBe(4);
    const notes = [...work.files.values()].map((text) => JSON.parse(text) as unknown[]);
    expect(notes.flat()).toHaveLength(302);
  });

  it('does not change the folder', async () => {
    const root = makeFolder({ 'a/b': '1', c: '2' });
    const before = [statSync(root).mtimeMs, readdirSync(root, { recursive: true })];
    await hashFolder(root, options());
    expect([statSync(root).mtimeMs, readdirSync(root, { recursive: true })]).toEqual(before);
  });
});

describe('hashing again after a kill or a change', () => {
  it.each([1, 2, 5])(
    'killed when %i batches of small files are noted, it reads all others and none of these again',
    async (batches) => {
      const [root, files] = [makeFolder(), 2_000];
      fill(root, 'old', files);
      const work = memory();
      const killed = options({
        ...work,
        write(name, text) {
          if (work.writes < batches) return work.write(name, text);
          return Promise.reject(new Error('killed'));
        },
      });
      await expect(hashFolder(root, killed)).rejects.toThrow('killed');
      fill(root, 'new', files);
      const again = options(work);
      const result = await hashFolder(root, again);
      const old = result.files.filter(({ sha256, path }) => sha256 === sha(`old ${path.slice(1)}`));
      const anew = result.files.filter(
        ({ sha256, path }) => sha256 === sha(`new ${path.slice(1)}`),
      );
      expect([old.length, anew.length]).toEqual([batches * 256, files - batches * 256]);
      expect(result.files.map(({ path }) => path)).toEqual(readdirSync(root).sort());
      expect(again.seen.at(-1)).toEqual([result.bytes, result.bytes]);
    },
  );

  it('keeps what other cores had finished when it is killed', async () => {
    const names = Array.from({ length: 6 }, (_, i) => `large-${i}`);
    const root = makeFolder(
      Object.fromEntries(names.map((name, i) => [name, Buffer.alloc(5 << 20, i)])),
    );
    const killed = options(memory(), (done) => {
      if (done > 17 << 20) killed.abort.abort(new Error('killed'));
    });
    await expect(hashFolder(root, killed)).rejects.toThrow('killed');
    const noted = (killed.work as ReturnType<typeof memory>).writes;
    expect(noted).toBeGreaterThan(0);
    const again = options(killed.work);
    const result = await hashFolder(root, again);
    expect(result.files.map((f) => f.sha256)).toEqual(
      names.map((_, i) => sha(Buffer.alloc(5 << 20, i))),
    );
    expect((killed.work as ReturnType<typeof memory>).writes).toBe(names.length);
  });

  it('reads a file again when it changed after it was noted', async () => {
    const root = makeFolder({ a: 'old', b: 'same' });
    const work = memory();
    await hashFolder(root, options(work));
    writeFileSync(join(root, 'a'), 'new');
    utimesSync(join(root, 'a'), 5, 5);
    const result = await hashFolder(root, options(work));
    expect(result.files[0]?.sha256).toBe(sha('new'));
    const third = memory();
    for (const [name, text] of work.files) third.files.set(name, text);
    await hashFolder(root, options(third));
    expect(third.writes).toBe(0);
  });
});

describe('hashing that is disturbed', () => {
  it('stops in the middle of a large file when asked to', async () => {
    const root = makeFolder({ big: Buffer.alloc(8 << 20) });
    const o = options(memory(), (done) => {
      if (done > 0) o.abort.abort(new Error('enough'));
    });
    await expect(hashFolder(root, o)).rejects.toThrow('enough');
    expect(o.seen.at(-1)?.[0]).toBeLessThan(8 << 20);
  });

  it('reports a file that vanished or grew while others were read, and goes on', async () => {
    const root = makeFolder({ a: '1', b: '2', c: '3', d: '4' });
    const walked = memory(); // asked for notes when the folder was walked over
    const read = (name: string) => {
      writeFileSync(join(root, 'b'), 'much longer');
      rmSync(join(root, 'c'));
      return walked.read(name);
    };
    const o = options({ ...walked, read });
    const result = await hashFolder(root, o);
    expect(result.files.map((f) => f.path)).toEqual(['a', 'd']);
    expect(result.findings.map((f) => f.code)).toEqual([
      'files.changed-meanwhile',
      'files.unreadable',
    ]);
  });

  it.each([1, 5 << 20])(
    'fails when its notes cannot be stored (file of %i bytes)',
    async (size) => {
      const work: WorkPort = {
        read: () => Promise.resolve(undefined),
        write: () => Promise.reject(new Error('disk full')),
      };
      const root = makeFolder({ a: Buffer.alloc(size), b: Buffer.alloc(size) });
      await expect(hashFolder(root, options(work))).rejects.toThrow('disk full');
    },
  );
});

import { createHash } from 'node:crypto';
import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
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

const many = (n: number) =>
  Object.fromEntries(
    Array.from({ length: n }, (_, i) => [`f${String(i).padStart(4, '0')}`, `content ${i}`]),
  );

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
    expect(o.seen.length).toBeGreaterThan(3);
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

  it('does not change the folder', async () => {
    const root = makeFolder({ 'a/b': '1', c: '2' });
    const before = [statSync(root).mtimeMs, readdirSync(root, { recursive: true })];
    await hashFolder(root, options());
    expect([statSync(root).mtimeMs, readdirSync(root, { recursive: true })]).toEqual(before);
  });
});

describe('hashing again after a kill or a change', () => {
  it.each([1, 5, 127, 128, 129, 300])(
    'killed while the file after %i files is read, it reads at most one file again',
    async (after) => {
      const root = makeFolder(many(301));
      const slow = memory();
      const write = (name: string, text: string) =>
        new Promise<void>((done) => setImmediate(() => done(slow.write(name, text))));
      let calls = 0;
      let left = new Map<string, string>();
      const killed = options({ ...slow, write }, () => {
        if ((calls += 1) !== after * 3 + 1) return; // three notices a file: this one is inside the file
        left = new Map(slow.files);
        killed.abort.abort(new Error('killed'));
      });
      await expect(hashFolder(root, killed)).rejects.toThrow('killed');
      const again = memory();
      for (const [name, text] of left) again.files.set(name, text);
      const result = await hashFolder(root, options(again));
      expect(result.files).toEqual((await hashFolder(root, options())).files);
      expect(again.writes).toBeLessThanOrEqual(301 - after + 1);
      expect(again.writes).toBeGreaterThanOrEqual(301 - after);
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
    const root = makeFolder({ a: '1', b: '2', c: '3' });
    let first = true;
    const o = options(memory(), () => {
      if (first) writeFileSync(join(root, 'b'), 'much longer');
      first = false;
    });
    const result = await hashFolder(root, o);
    expect(result.files.map((f) => f.path)).toEqual(['a', 'c']);
    expect(result.findings.map((f) => f.code)).toEqual(['files.changed-meanwhile']);
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

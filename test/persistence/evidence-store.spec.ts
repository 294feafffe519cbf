import { createHash, randomBytes } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EvidenceStore } from '../../src/persistence/evidence.store.js';
import { newFolder, removeNewFolders } from './ledger.js';

const LIMIT = 200_000;
let folder: string;
let store: EvidenceStore;

beforeEach(() => {
  folder = newFolder();
  store = new EvidenceStore(join(folder, 'evidence'), LIMIT);
});
afterEach(removeNewFolders);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const stored = () =>
  readdirSync(join(folder, 'evidence'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
function given(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe('the evidence store', () => {
  it('keeps the same bytes once, whatever their name and way in', async () => {
    const bytes = randomBytes(5_000);
    const path = given('bild.png', bytes);
    const refs = [
      await store.putFile(path),
      await store.putFile(given('copy.png', bytes)),
      await store.put('other.png', bytes),
      ...(await Promise.all([store.putFile(path), store.put('x', bytes), store.putFile(path)])),
    ];
    for (const ref of refs) expect(ref).toMatchObject({ digest: sha256(bytes), size: 5_000 });
    expect(refs.map((ref) => ref.name).slice(0, 3)).toEqual(['bild.png', 'copy.png', 'other.png']);
    expect(stored()).toEqual([store.path(sha256(bytes))]);
    expect(await store.read(sha256(bytes))).toEqual(bytes);
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('takes over a file that was hashed while it was written, also where other bytes stand, and leaves it where it is', async () => {
    const bytes = randomBytes(5_000);
    const path = given('upload', bytes);
    const content = { digest: sha256(bytes), size: 5_000 };
    for (const rot of [undefined, Buffer.alloc(5_000), Buffer.from('cut')]) {
      if (rot) rmSync(store.path(content.digest));
      if (rot) writeFileSync(store.path(content.digest), rot);
      await store.takeOver(path, content);
      await store.takeOver(path, content);
      expect(stored()).toEqual([store.path(content.digest)]);
      expect(await store.read(content.digest)).toEqual(bytes);
    }
    expect(readFileSync(path)).toEqual(bytes);
  });

  it('copies what it takes over when the file has no second name', async () => {
    const other = mkdtempSync('/dev/shm/umstieg-evidence-');
    try {
      const bytes = randomBytes(5_000);
      const path = join(other, 'upload');
      writeFileSync(path, bytes);
      await store.takeOver(path, { digest: sha256(bytes), size: 5_000 });
      expect(stored()).toEqual([store.path(sha256(bytes))]);
      expect(await store.read(sha256(bytes))).toEqual(bytes);
    } finally {
      rmSync(other, { recursive: true });
    }
  });

  it('shows nothing under a digest before all of it is there', async () => {
    const sizes: number[] = [];
    const files = Array.from({ length: 12 }, (_, i) =>
      given(`${String(i)}.bin`, randomBytes(LIMIT)),
    );
    const watch = { on: true };
    const watching = sizesUnderDigests(watch, sizes);
    for (const file of files)
      await Promise.all([store.putFile(file), store.put('b', randomBytes(LIMIT))]);
    watch.on = false;
    await watching;
    expect(sizes.length).toBeGreaterThan(0);
    expect(sizes.filter((size) => size !== LIMIT)).toEqual([]);
    expect(stored().filter((path) => path.endsWith('.tmp'))).toEqual([]);
  });
});

describe('bytes that are not what their name says', () => {
  it('is not led astray by what a killed process left behind', async () => {
    const bytes = randomBytes(1_000);
    const place = store.path(sha256(bytes));
    mkdirSync(join(place, '..'), { recursive: true });
    writeFileSync(join(place, '..', '.0123456789abcdef.tmp'), bytes.subarray(0, 10));
    writeFileSync(place, bytes.subarray(0, 999)); // a disk that lied about the flush
    await store.put('a.bin', bytes);
    expect(await store.read(sha256(bytes))).toEqual(bytes);
  });

  it('replaces bytes that have rotted under their digest when the right ones come again', async () => {
    const bytes = randomBytes(1_000);
    const place = store.path(sha256(bytes));
    mkdirSync(join(place, '..'), { recursive: true });
    for (const again of [() => store.put('a', bytes), () => store.putFile(given('a.bin', bytes))]) {
      const rotten = Buffer.from(bytes);
      rotten.writeUInt8(rotten.readUInt8(500) ^ 1, 500);
      writeFileSync(place, rotten);
      await again();
      expect(sha256(await store.read(sha256(bytes)))).toBe(sha256(bytes));
    }
  });
});

describe('what is handed in', () => {
  it('refuses what is missing, empty, too large or no file, and names the place', async () => {
    const cases: readonly [string, RegExp][] = [
      [join(folder, 'nowhere.png'), /does not exist/],
      [given('empty.png', new Uint8Array()), /empty/],
      [given('large.png', randomBytes(LIMIT + 1)), /limit is 0\.2 MiB/],
      [folder, /not a file/],
    ];
    for (const [path, why] of cases) {
      await expect(store.putFile(path)).rejects.toMatchObject({
        code: 'evidence.unusable',
        text: { en: expect.stringMatching(why) as unknown },
        details: { place: { file: path } },
      });
    }
    expect(readdirOrNothing(join(folder, 'evidence')).filter((e) => e.isFile())).toEqual([]);
  });

  it('takes a file of exactly the limit, and one behind a link', async () => {
    const bytes = randomBytes(LIMIT);
    const path = given('just.png', bytes);
    const link = join(folder, 'link.png');
    symlinkSync(path, link);
    expect(await store.putFile(path)).toMatchObject({ digest: sha256(bytes), size: LIMIT });
    expect(await store.putFile(link)).toMatchObject({ digest: sha256(bytes), name: 'link.png' });
  });

  it('takes no path for a digest', () => {
    for (const odd of ['../../etc/passwd', 'A'.repeat(64), '', `${'a'.repeat(64)}/..`]) {
      expect(() => store.path(odd)).toThrow('not a SHA-256 digest');
    }
  });
});

/** Looks again and again how large what lies under a digest is. */
async function sizesUnderDigests(watch: { readonly on: boolean }, sizes: number[]): Promise<void> {
  while (watch.on) {
    for (const { name, parentPath } of readdirOrNothing(join(folder, 'evidence'))) {
      if (/^[0-9a-f]{64}$/.test(name)) sizes.push(statSync(join(parentPath, name)).size);
    }
    await nextTurn();
  }
}

function readdirOrNothing(path: string) {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
}

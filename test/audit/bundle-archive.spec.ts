import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MEMBER } from '../../src/audit/bundle-manifest.js';
import { verifyBundle, type VerifyBundleOptions } from '../../src/audit/bundle-verify.js';
import { makeBundle, pack, patch, scratch, unpack, type Members } from './bundle-fixture.js';
import { sha256 } from './chain-fixture.js';

let members: Members;

beforeAll(async () => {
  members = await unpack((await makeBundle()).file);
});

async function codesOf(file: string, options?: VerifyBundleOptions): Promise<string[]> {
  const report = await verifyBundle(file, options);
  expect(report.status).toBe('broken');
  return report.findings.map(({ code }) => code);
}

describe('an archive', () => {
  it.each([
    ['..', 'evidence/../../etc/x'],
    ['a root', '/vidence/0123456789x'],
    ['a drive', 'C:/dence/0123456789x'],
    ['backslashes', 'evidence\\..\\..\\x.exe'],
    ['a dot', 'evidence/./123456789'],
    ['a control character', 'evidence/012345678\n'],
    ['a NUL', 'README.txt\0evidence/'],
    ['a letter from elsewhere', 'еvidence/0123456789'],
  ])('with a name that holds %s is not unpacked at all', async (_what, name) => {
    const length = Buffer.byteLength(name, 'utf8');
    const harmless = 'x'.repeat(length);
    const file = await pack([...members, [harmless, Buffer.from('x')]]);
    await patch(file, harmless, Buffer.from(name, 'utf8').toString('latin1'));
    expect(await codesOf(file)).toEqual(['bundle.unsafe-name']);
  });

  it('with a member nobody knows is refused', async () => {
    for (const name of ['note.txt', 'evidence/', 'ENTRIES.JSONL', `evidence/${sha256('x')}x`]) {
      const file = await pack([...members, [name.replace(/\/$/, '_'), Buffer.from('x')]]);
      if (name.endsWith('/')) await patch(file, 'evidence_', 'evidence/');
      expect(await codesOf(file)).toEqual(['bundle.unknown-member']);
    }
  });

  it('with a member twice is refused, whichever of the two a reader would take', async () => {
    const twice = members.filter(([name]) => name === MEMBER.entries);
    expect(await codesOf(await pack([...members, ...twice]))).toEqual(['bundle.duplicate-member']);
    expect(await codesOf(await pack([...twice, ...members]))).toEqual(['bundle.duplicate-member']);
  });

  it('that calls a member differently before its content than in its directory is refused', async () => {
    const file = await pack(members);
    await patch(file, MEMBER.state, 'other.json', 1);
    expect(await codesOf(file)).toEqual(['bundle.name-differs']);
  });
});

describe('an archive that would cost its reader too much', () => {
  it('with too many members is refused at the limit', async () => {
    const many = Array.from({ length: 50 }, (_, i): Members[number] => [
      `evidence/${sha256(String(i))}`,
      Buffer.from(String(i)),
    ]);
    const options = { limits: { members: 40 } };
    expect(await codesOf(await pack([...members, ...many]), options)).toEqual([
      'bundle.too-many-members',
    ]);
  });

  it('that is a compression bomb is refused before anything is unpacked', async () => {
    const bomb: Members[number] = [`evidence/${sha256('b')}`, Buffer.alloc(64 * 1024 ** 2)];
    const file = await pack([...members, bomb], true);
    expect((await readFile(file)).length).toBeLessThan(200_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(await codesOf(file)).toEqual(['bundle.compression-bomb']);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 1024 ** 2);
  });

  it('with too large a member, or too much altogether, is refused', async () => {
    const file = await pack(members);
    expect(await codesOf(file, { limits: { memberBytes: 1000 } })).toContain('bundle.too-large');
    expect(await codesOf(file, { limits: { totalBytes: 5000 } })).toContain('bundle.too-large');
    expect(await codesOf(file, { limits: { wholeBytes: 300 } })).toContain('bundle.too-large');
    expect(await codesOf(file, { limits: { lineBytes: 100 } })).toContain('bundle.line-malformed');
    expect(await codesOf(file, { limits: { openings: 2 } })).toContain('bundle.line-malformed');
  });

  it('that lies about the size of a member is found while reading', async () => {
    const file = await pack(members, true);
    const bytes = await readFile(file);
    const name = Buffer.from(MEMBER.state);
    const header = bytes.lastIndexOf(name) - 46;
    bytes.writeUInt32LE(bytes.readUInt32LE(header + 24) - 1, header + 24);
    await writeFile(file, bytes);
    expect(await codesOf(file)).toContain('bundle.unreadable-member');
  });
});

describe('a damaged archive', () => {
  it('that is encrypted or packed in an unknown way is refused', async () => {
    for (const [offset, value] of [
      [8, 1],
      [10, 12],
    ] as const) {
      const file = await pack(members);
      const bytes = await readFile(file);
      const header = bytes.lastIndexOf(Buffer.from(MEMBER.state)) - 46;
      bytes.writeUInt16LE(value, header + offset);
      await writeFile(file, bytes);
      const report = await verifyBundle(file);
      expect(report.status).toBe('broken');
    }
  });

  it('that was cut off or is none at all is broken, not a crash', async () => {
    const bytes = await readFile(await pack(members));
    const file = join(await scratch(), 'cut.zip');
    for (const length of [0, 10, bytes.length >> 1, bytes.length - 1]) {
      await writeFile(file, bytes.subarray(0, length));
      expect(await codesOf(file)).toEqual(['bundle.not-a-zip']);
    }
  });

  it('that does not exist is the caller’s mistake', async () => {
    await expect(verifyBundle('/nowhere/bundle.zip')).rejects.toMatchObject({
      code: 'file.unreadable',
      exitCode: 2,
    });
  });

  it('survives a random flipped byte anywhere: broken, or the byte carries no meaning', async () => {
    const { file } = await makeBundle();
    const sound = await readFile(file);
    const directory = sound.lastIndexOf('PK\u0001\u0002');
    const target = join(await scratch(), 'flipped.zip');
    let unnoticed = 0;
    for (let i = 0; i < 120; i += 1) {
      const offset = (i * 7919) % directory;
      const bytes = Buffer.from(sound);
      bytes[offset] = bytes[offset]! ^ 0x10;
      await writeFile(target, bytes);
      const report = await verifyBundle(target);
      if (report.status !== 'broken') unnoticed += 1;
    }
    // dates, attributes and checksums of the archive format itself
    expect(unnoticed).toBeLessThan(24);
  }, 60_000);
});

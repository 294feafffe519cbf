import fc from 'fast-check';
import { compareManifests } from '../../src/connect/compare-manifests.js';
import type { Manifest } from '../../src/connect/manifest.js';
import {
  formatManifest,
  isLongPath,
  manifestOf,
  parseManifest,
} from '../../src/connect/manifest.js';

const RUNS = Number(process.env['FC_RUNS'] ?? 300);
const digest = (c: string): string => c.repeat(64);
const manifest = (files: Record<string, string>, mtimeMs = 1_000): Manifest =>
  manifestOf(
    Object.entries(files).map(([path, c]) => ({
      path,
      size: c.charCodeAt(0),
      sha256: digest(c),
      mtimeMs,
    })),
  );

describe('manifests', () => {
  it('survive writing and reading', () => {
    const file = fc.record({
      path: fc
        .array(fc.stringMatching(/^[a-zäöü~ .\u0308]{0,8}[a-z]$/), { minLength: 1, maxLength: 4 })
        .map((parts) => parts.join('/')),
      size: fc.nat(),
      sha256: fc.stringMatching(/^[0-9a-f]{64}$/),
      mtimeMs: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(file, { selector: (f) => f.path }), (files) => {
        const made = manifestOf(files);
        expect(parseManifest(formatManifest(made))).toEqual(made);
        expect(compareManifests(made, made)).toMatchObject({ same: files.length, findings: [] });
      }),
      { numRuns: RUNS },
    );
  });
  it('reads what the site kit writes: BOM, backslashes, upper case, one file without a list', () => {
    const text = `\ufeff{"format":"umstieg-manifest/1","files":{"path":"a\\\\b.wav","size":1,"sha256":"${digest('A')}","mtime":"2026-03-02T10:00:00.1234567Z"}}`;
    expect(parseManifest(text).files).toMatchObject([{ path: 'a/b.wav', sha256: digest('a') }]);
  });
  it.each([
    ['nonsense', 'manifest.not-json'],
    ['[]', 'manifest.format'],
    ['{"format":"umstieg-manifest/2","files":[]}', 'manifest.format'],
  ])('refuses %s', (text, code) => {
    expect(() => parseManifest(text, 'm.json')).toThrow();
    expect(reasonOf(text)).toMatchObject({ code, place: { file: 'm.json' } });
  });
  it.each([
    [{ path: '../x' }, 'path'],
    [{ path: 'C:\\x' }, 'path'],
    [{ path: '/x' }, 'path'],
    [{ path: 'a//b' }, 'path'],
    [{ path: 'a\0' }, 'path'],
    [{ size: -1 }, 'size'],
    [{ size: 1.5 }, 'size'],
    [{ sha256: 'abc' }, 'sha256'],
    [{ mtime: 'yesterday' }, 'mtime'],
  ])('refuses the entry %j', (change, column) => {
    const good = { path: 'x', size: 1, sha256: digest('a'), mtime: '2026-03-02T10:00:00Z' };
    const text = (entry: object): string =>
      JSON.stringify({ format: 'umstieg-manifest/1', files: [entry] });
    expect(parseManifest(text(good)).files).toHaveLength(1);
    expect(reasonOf(text({ ...good, ...change }))).toMatchObject({
      code: 'manifest.entry',
      place: { row: 1, column },
    });
  });
  it('refuses a path that stands twice', () => {
    const entry = { path: 'x', size: 1, sha256: digest('a'), mtime: '2026-03-02T10:00:00Z' };
    const text = JSON.stringify({ format: 'umstieg-manifest/1', files: [entry, entry] });
    expect(reasonOf(text)).toMatchObject({ code: 'manifest.twice', place: { row: 2 } });
  });
});

describe('comparing manifests', () => {
  it('prints missing, extra and changed files as findings', () => {
    const result = compareManifests(
      manifest({ a: '1', b: '2', c: '3' }),
      manifest({ a: '1', b: '9', d: '4' }),
    );
    expect(result).toMatchObject({ missing: ['c'], extra: ['d'], changed: ['b'], same: 1 });
    expect(result.findings.map((f) => f.code)).toEqual([
      'manifest.missing',
      'manifest.extra',
      'manifest.changed',
    ]);
  });
  it('calls a file changed when only its size differs', () => {
    const one = manifest({ a: '1' });
    const longer = { ...one, files: one.files.map((f) => ({ ...f, size: f.size + 1 })) };
    expect(compareManifests(one, longer).changed).toEqual(['a']);
  });
  it('treats a differing time as a note', () => {
    const result = compareManifests(manifest({ a: '1' }), manifest({ a: '1' }, 2_000));
    expect(result).toMatchObject({
      changed: [],
      findings: [],
      notes: [{ code: 'manifest.mtime' }],
    });
  });
  it('pairs NFC and NFD names and keeps two spellings in one folder apart', () => {
    const [nfc, nfd] = ['ü.wav', 'u\u0308.wav'];
    const one = compareManifests(manifest({ [nfc]: '1' }), manifest({ [nfd]: '1' }));
    expect(one).toMatchObject({
      missing: [],
      extra: [],
      same: 1,
      notes: [{ code: 'manifest.unicode-name' }],
    });
    const both = manifest({ [nfc]: '1', [nfd]: '2' });
    expect(compareManifests(both, both)).toMatchObject({ same: 2, notes: [] });
    expect(compareManifests(both, manifest({ [nfd]: '2' })).missing).toEqual([nfc]);
  });
  it('counts letter case and says when a file seems renamed', () => {
    const result = compareManifests(manifest({ 'J\u00fcrgen': '1' }), manifest({ 'J?rgen': '1' }));
    expect(result.missing).toHaveLength(1);
    expect(result.notes).toMatchObject([{ code: 'manifest.renamed', claimed: 'J?rgen' }]);
    expect(compareManifests(manifest({ a: '1' }), manifest({ A: '1' })).extra).toEqual(['A']);
  });
  it('notes paths longer than 260 characters, the folder included', () => {
    const path = 'x'.repeat(250);
    expect(isLongPath(path)).toBe(false);
    const result = compareManifests(manifest({ [path]: '1' }), manifest({ [path]: '1' }), {
      b: 'C:\\ProgramData\\',
    });
    expect(result.notes.map((n) => n.code)).toEqual(['manifest.long-path']);
  });
});

function reasonOf(text: string): unknown {
  try {
    return parseManifest(text, 'm.json');
  } catch (error) {
    return (error as { reason: unknown }).reason;
  }
}

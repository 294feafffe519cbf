import { cpSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatManifest, manifestOf } from '../../../src/connect/manifest.js';
import { CompareCopy } from '../../../src/steps/transfer/compare-copy.step.js';
import { hashFolder } from '../../../src/steps/hash-folder.js';
import { buildContext, handIn, specOf } from '../build-context.js';
import { exportFolder, newSite, readSite, runStep } from '../export-folder.js';
import { addFiles, makeFolder, removeFolders } from '../temporary-folder.js';

afterEach(removeFolders);

function copyOf(folder: string): string {
  const copy = makeFolder();
  cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}

describe('R-502 comparing the copy', () => {
  it('accepts an equal copy and keeps both manifests', async () => {
    const source = exportFolder();
    const site = await readSite(source);
    const { verdict, facts, codes, evidence } = await runStep(
      CompareCopy,
      { folder: copyOf(source) },
      site,
    );
    expect(verdict).toBe('consistent');
    expect(codes).toEqual([]);
    expect(facts).toMatchObject({ files: 10, sha256: site.facts['R-406']?.contentHash });
    expect(evidence).toEqual([site.facts['R-406']?.manifest, facts?.['manifest']]);
  });

  it('only notes other times', async () => {
    const source = exportFolder();
    const copy = makeFolder();
    cpSync(source, copy, { recursive: true });
    const { verdict, codes } = await runStep(CompareCopy, { folder: copy }, await readSite(source));
    expect(verdict).toBe('consistent');
    expect(new Set(codes)).toEqual(new Set(['manifest.mtime']));
  });

  it('names every missing, extra and changed file and says to copy again', async () => {
    const source = exportFolder();
    const copy = copyOf(source);
    rmSync(join(copy, 'Users.csv'));
    addFiles(copy, { 'Thumbs.db': 'x' });
    writeFileSync(join(copy, 'UserData/anna@muster.de/name.wav'), 'RIFFx');
    const { verdict, codes, reasons, facts } = await runStep(
      CompareCopy,
      { folder: copy },
      await readSite(source),
    );
    expect(verdict).toBe('contradicts');
    expect(facts).toBeUndefined();
    expect(codes.slice(0, 4)).toEqual([
      'transfer.differs',
      'manifest.missing',
      'manifest.extra',
      'manifest.changed',
    ]);
    expect(reasons[0]?.text.de).toMatch(
      /1 Dateien fehlen, 1 sind zu viel, 1 sind verändert.*erneut kopieren/,
    );
    expect(reasons.slice(1, 4).map((r) => r.place?.file)).toEqual([
      'Users.csv',
      'Thumbs.db',
      'UserData/anna@muster.de/name.wav',
    ]);
  });
});

describe('R-502 names and manifests', () => {
  it('takes two encodings of an umlaut in a name for one file, with a note', async () => {
    const source = exportFolder();
    const copy = copyOf(source);
    rmSync(join(copy, 'UserData/jörg@muster.de'.normalize('NFC')), { recursive: true });
    addFiles(copy, { ['UserData/jörg@muster.de/name.wav'.normalize('NFD')]: 'RIFFj' });
    const { verdict, codes, facts } = await runStep(
      CompareCopy,
      { folder: copy },
      await readSite(source),
    );
    expect(verdict).toBe('consistent');
    expect(codes).toContain('manifest.unicode-name');
    expect(facts?.['sha256']).toBeDefined();
  });

  it('notes paths that are too long below the target folder', async () => {
    const source = exportFolder();
    const site = await readSite(source, { 'R-501': { targetPath: `C:\\${'x'.repeat(240)}` } });
    const { verdict, codes } = await runStep(CompareCopy, { folder: copyOf(source) }, site);
    expect(verdict).toBe('consistent');
    expect(codes).toContain('manifest.long-path');
  });

  it('compares with a manifest made on the Connect server', async () => {
    const source = exportFolder();
    const { files } = await hashFolder(source, buildContext());
    const told = makeFolder({ 'm.json': formatManifest(manifestOf(files.slice(1))) });
    const site = await readSite(source);
    const { codes } = await runStep(CompareCopy, { manifest: join(told, 'm.json') }, site);
    expect(codes).toEqual(['transfer.differs', 'manifest.missing']);
  });
});

describe('R-502 what cannot be compared', () => {
  it('refuses the export folder itself, also by another path', async () => {
    const source = exportFolder();
    const site = await readSite(source);
    expect((await runStep(CompareCopy, { folder: source }, site)).codes).toEqual([
      'transfer.same-folder',
    ]);
    const way = join(makeFolder(), 'way');
    symlinkSync(source, way);
    expect((await runStep(CompareCopy, { folder: way }, site)).codes).toEqual([
      'transfer.same-folder',
    ]);
  });

  it('refuses a copy that is missing or holds a link', async () => {
    const source = exportFolder();
    const site = await readSite(source);
    expect(
      (
        await runStep(
          CompareCopy,
          { folder: join(source, '..', 'nowhere').replace('/..', '') },
          site,
        )
      ).verdict,
    ).toBe('contradicts');
    const copy = copyOf(source);
    symlinkSync('/etc', join(copy, 'etc'));
    expect((await runStep(CompareCopy, { folder: copy }, site)).codes).toEqual(['files.link']);
  });

  it('cannot compare when the export was not read', async () => {
    const { verdict, codes } = await runStep(CompareCopy, { folder: exportFolder() }, newSite());
    expect(verdict).toBe('cannot-read');
    expect(codes).toEqual(['export.not-read']);
  });

  it('wants a folder or a manifest, not both and not neither', async () => {
    for (const claim of [{}, { folder: '/a', manifest: '/b' }]) {
      expect((await handIn(CompareCopy, claim)).refused[0]).toMatch(/^folder: /);
    }
  });

  it('builds on the export and on the copying', () => {
    expect(specOf(CompareCopy).reads).toEqual(['R-406', 'R-501']);
  });
});

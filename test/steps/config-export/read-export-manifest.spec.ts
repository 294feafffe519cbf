import { symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatManifest, manifestOf } from '../../../src/connect/manifest.js';
import type { Facts } from '../../../src/core/facts.js';
import { ReadExportFolder } from '../../../src/steps/config-export/read-export-folder.step.js';
import { hashFolder } from '../../../src/steps/hash-folder.js';
import { buildContext } from '../build-context.js';
import { EXPORT_FILES, exportFolder, newSite, runStep, type Site } from '../export-folder.js';
import { addFiles, makeFolder, removeFolders } from '../temporary-folder.js';

afterEach(removeFolders);

const read = (folder: string, site: Site, more: { manifest: string }) =>
  runStep(ReadExportFolder, { folder, ...more }, site);

async function manifestFile(folder: string): Promise<string> {
  const { files } = await hashFolder(folder, buildContext());
  return join(makeFolder({ 'manifest.json': formatManifest(manifestOf(files)) }), 'manifest.json');
}

describe('R-406 with a manifest of the site kit', () => {
  it('takes the counts from the manifest and the tables from the copied files', async () => {
    const manifest = await manifestFile(exportFolder());
    const copied = makeFolder({ 'DynamicLines.csv': EXPORT_FILES['DynamicLines.csv'] ?? '' });
    const { verdict, facts } = await read(copied, newSite(), { manifest });
    expect(verdict).toBe('consistent');
    expect(facts).toMatchObject({ usersWithData: 3, csv: { dynamicLines: 'DynamicLines.csv' } });
    expect((facts as Facts['R-406']).csv.userLines).toBeUndefined();
  });

  it('lets the manifest lie beside the copied tables', async () => {
    const manifest = await manifestFile(exportFolder());
    addFiles(dirname(manifest), { 'Users.csv': EXPORT_FILES['Users.csv'] ?? '' });
    const { verdict, facts } = await read(dirname(manifest), newSite(), { manifest });
    expect(verdict).toBe('consistent');
    expect(facts?.['csv']).toEqual({ users: 'Users.csv' });
  });

  it('accepts a source folder that this computer does not see', async () => {
    const manifest = await manifestFile(exportFolder());
    const folder = 'C:\\ProgramData\\C4B\\Migration\\XPhoneServerMigration';
    const { verdict, facts } = await read(folder, newSite(), { manifest });
    expect(verdict).toBe('consistent');
    expect(facts).toMatchObject({ folder, files: 10, csv: {} });
  });

  it('does not believe copied tables that differ from the manifest', async () => {
    const manifest = await manifestFile(exportFolder());
    const copied = makeFolder();
    addFiles(copied, { 'DynamicLines.csv': 'edited' });
    const { verdict, codes } = await read(copied, newSite(), { manifest });
    expect(verdict).toBe('contradicts');
    expect(codes).toEqual(['export.differs-from-manifest']);
  });
});

describe('R-406 manifests that are refused', () => {
  it.each([
    ['not JSON', 'manifest.not-json'],
    ['{"format":"other","files":[]}', 'manifest.format'],
    [
      '{"format":"umstieg-manifest/1","files":[{"path":"../x","size":1,"sha256":"","mtime":""}]}',
      'manifest.entry',
    ],
    ['{"format":"umstieg-manifest/1","files":[]}', 'export.empty'],
  ])('refuses the manifest %s', async (text, code) => {
    const root = makeFolder();
    writeFileSync(join(root, 'm.json'), text);
    const { verdict, codes } = await read(root, newSite(), { manifest: join(root, 'm.json') });
    expect(verdict).toBe('contradicts');
    expect(codes).toContain(code);
  });

  it('names a manifest that is missing, a link or a folder', async () => {
    const root = makeFolder({ 'm.json': '{}' });
    symlinkSync('m.json', join(root, 'l.json'));
    expect((await read(root, newSite(), { manifest: join(root, 'n.json') })).codes).toEqual([
      'files.unreadable',
    ]);
    expect((await read(root, newSite(), { manifest: join(root, 'l.json') })).codes).toEqual([
      'files.link',
    ]);
    expect((await read(root, newSite(), { manifest: root })).codes).toEqual([
      'manifest.not-a-file',
    ]);
  });
});

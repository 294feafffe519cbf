import { lstatSync, mkdirSync, readdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest } from '../../../src/connect/manifest.js';
import { ReadExportFolder } from '../../../src/steps/config-export/read-export-folder.step.js';
import { contentHash } from '../../../src/steps/read-manifest.js';
import { buildContext, specOf, testHmac } from '../build-context.js';
import {
  EXPORT_FILES,
  exportFolder,
  newSite,
  readSite,
  runStep,
  setTimes,
  type Site,
} from '../export-folder.js';
import { makeFolder, removeFolders } from '../temporary-folder.js';

afterEach(removeFolders);

const read = (folder: string, site: Site = newSite(), more = {}) =>
  runStep(ReadExportFolder, { folder, ...more }, site);

describe('R-406 reading the export folder', () => {
  it('counts what the export holds and recognises the tables', async () => {
    const folder = exportFolder();
    mkdirSync(join(folder, 'UserData/empty@muster.de'));
    const { verdict, facts, reasons } = await read(folder);
    expect(verdict).toBe('consistent');
    expect(reasons).toEqual([]);
    expect(facts).toMatchObject({
      folder,
      files: Object.keys(EXPORT_FILES).length,
      newestMtime: '2026-03-02T08:10:00.000Z',
      userDataFolders: 4,
      usersWithData: 3,
      greetingFiles: 2,
      recordedNames: 2,
      settingsFiles: 2,
      csv: {
        userLines: 'UserLines.csv',
        userLinesDynamic: 'UserLinesDynamic.csv',
        dynamicLines: 'DynamicLines.csv',
        users: 'Users.csv',
      },
    });
  });

  it('stores the manifest as evidence and fingerprints the content', async () => {
    const site = newSite();
    const { facts, evidence, fingerprints } = await read(exportFolder(), site);
    const digest = facts?.['manifest'] as string;
    expect(evidence).toEqual([digest]);
    const manifest = parseManifest((await site.store.read(digest)).toString('utf8'));
    expect(manifest.files.map((f) => f.path)).toEqual(Object.keys(EXPORT_FILES).sort());
    expect(fingerprints).toEqual([
      { kind: 'export-folder', hmac: testHmac(contentHash(manifest)) },
    ]);
  });

  it('recognises tables by content, not by name', async () => {
    const swapped = {
      'UserLines.csv': EXPORT_FILES['DynamicLines.csv'],
      'DynamicLines.csv': EXPORT_FILES['UserLinesDynamic.csv'],
      'UserLinesDynamic.csv': undefined,
      'liste.txt': EXPORT_FILES['UserLines.csv'],
    };
    const { facts } = await read(exportFolder(swapped));
    expect(facts?.['csv']).toMatchObject({
      userLines: 'liste.txt',
      userLinesDynamic: 'DynamicLines.csv',
      dynamicLines: 'UserLines.csv',
    });
  });

  it('does not change the folder', async () => {
    const folder = exportFolder();
    const look = () =>
      (readdirSync(folder, { recursive: true }) as string[]).sort().map((f) => {
        const { mtimeMs, ctimeMs, size } = lstatSync(join(folder, f));
        return [f, mtimeMs, ctimeMs, size];
      });
    const before = look();
    await read(folder);
    expect(look()).toEqual(before);
  });
});

describe('R-406 folders that are refused', () => {
  it('names what lies one level up when the folder is missing', async () => {
    const up = makeFolder({ 'XPhoneServerMigration_alt/a': '1' });
    const { verdict, codes, reasons } = await read(join(up, 'XPhoneServerMigration'));
    expect(verdict).toBe('contradicts');
    expect(codes).toEqual(['folder.missing']);
    expect(reasons[0]?.known).toBe('XPhoneServerMigration_alt');
  });

  it('refuses an empty folder, a file, and a link', async () => {
    const root = makeFolder({ 'export.zip': 'PK' });
    mkdirSync(join(root, 'empty'));
    symlinkSync('empty', join(root, 'link'));
    expect((await read(join(root, 'empty'))).codes).toEqual(['export.empty']);
    expect((await read(join(root, 'export.zip'))).codes).toEqual(['folder.not-a-folder']);
    expect((await read(join(root, 'link'))).codes).toEqual(['files.link']);
  });

  it('refuses an export that holds links or names foreign to Windows', async () => {
    const folder = exportFolder({ 'SystemConfig/CON.xml': '1' });
    symlinkSync('/etc/passwd', join(folder, 'passwd'));
    const { verdict, codes } = await read(folder);
    expect(verdict).toBe('contradicts');
    expect(codes).toEqual(['files.name-not-windows', 'files.link']);
  });
});

describe('R-406 times of the files', () => {
  it('finds files from before this export (W-08)', async () => {
    const folder = exportFolder();
    utimesSync(join(folder, 'DynamicLines.csv'), new Date('2025-01-01'), new Date('2025-01-01'));
    const { verdict, codes, reasons } = await read(folder);
    expect(verdict).toBe('contradicts');
    expect(codes).toEqual(['export.files-outside', 'export.stale-file']);
    expect(reasons[1]?.place?.file).toBe('DynamicLines.csv');
    expect(reasons[1]?.text.de).toContain('W-08');
  });

  it('finds files from after its end, within the tolerance that was given', async () => {
    const folder = exportFolder();
    const late = new Date('2026-03-02T08:50:00Z');
    utimesSync(join(folder, 'Users.csv'), late, late);
    expect((await read(folder)).codes).toEqual(['export.files-outside', 'export.late-file']);
    expect((await read(folder, newSite(), { toleranceMinutes: '30' })).verdict).toBe('consistent');
  });

  it('takes now for the end when nobody knows it', async () => {
    const site = newSite({ 'R-405': { endedAt: null, message: null } });
    const folder = exportFolder();
    expect((await read(folder, site)).verdict).toBe('consistent');
    setTimes(folder, new Date('2026-03-03T00:00:00Z'));
    expect((await read(folder, site)).verdict).toBe('contradicts');
  });

  it('cannot check times without a start', async () => {
    const site = { ...newSite(), facts: {} };
    const { verdict, codes, facts } = await read(exportFolder(), site);
    expect(verdict).toBe('cannot-read');
    expect(codes).toEqual(['export.times-unknown']);
    expect(facts).toMatchObject({ usersWithData: 3 });
  });
});

describe('R-406 what else is noted', () => {
  it('refuses an export that another project has already brought', async () => {
    const folder = exportFolder();
    const site = await readSite(folder);
    const value = site.facts['R-406']?.contentHash ?? '';
    const usedElsewhere = [{ kind: 'export-folder' as const, value, project: 'other' }];
    const { codes } = await runStep(ReadExportFolder, { folder }, site, { usedElsewhere });
    expect(codes).toEqual(['export.used-elsewhere']);
  });

  it('lists what the layout does not know, as a note', async () => {
    const { verdict, codes } = await read(exportFolder({ 'Neu/x.bin': '1' }));
    expect(verdict).toBe('consistent');
    expect(codes).toEqual(['export.not-understood']);
  });

  it('keeps an outcome small and the whole list in the evidence', async () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`Neu/${i}.bin`, '1']));
    const site = newSite();
    const { codes, evidence } = await read(exportFolder(many), site);
    expect(codes).toHaveLength(101);
    expect(codes.at(-1)).toBe('findings.more');
    const whole = JSON.parse((await site.store.read(evidence?.[1] ?? '')).toString()) as unknown[];
    expect(whole).toHaveLength(150);
  });

  it('finds its own outcome again instead of reading twice', async () => {
    const context = buildContext({ facts: newSite().facts });
    const step = new ReadExportFolder();
    const claim = { folder: exportFolder(), manifest: undefined, toleranceMinutes: undefined };
    expect(await step.check(claim, context)).toBeUndefined();
    const outcome = await step.execute(claim, context);
    expect(await step.check(claim, context)).toEqual(outcome);
  });

  it('refuses a path with .. before the disk is asked', () => {
    const parsed = specOf(ReadExportFolder).form?.safeParse({ folder: '/srv/../etc' });
    expect(parsed?.success).toBe(false);
  });
});

it('R-406 says when the name of a line file promises another table (W-09)', async () => {
  const { 'UserLines.csv': fixed, 'DynamicLines.csv': lines } = EXPORT_FILES;
  const swapped = { ...EXPORT_FILES, 'UserLines.csv': lines, 'DynamicLines.csv': fixed };
  const { verdict, reasons } = await read(exportFolder(swapped));
  expect(verdict).toBe('consistent');
  expect(reasons.map(({ code, place, known }) => [code, place?.file, known])).toEqual([
    ['export.name-and-content', 'DynamicLines.csv', 'user-lines'],
    ['export.name-and-content', 'UserLines.csv', 'dynamic-lines'],
  ]);
});

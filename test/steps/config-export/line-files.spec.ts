import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts } from '../../../src/core/facts.js';
import { CheckDynamicLines } from '../../../src/steps/config-export/check-dynamic-lines.step.js';
import { CheckUserLinesDynamic } from '../../../src/steps/config-export/check-user-lines-dynamic.step.js';
import { CheckUserLines } from '../../../src/steps/config-export/check-user-lines.step.js';
import { ConfirmGreetings } from '../../../src/steps/config-export/confirm-greetings.step.js';
import { CrossCheckLineFiles } from '../../../src/steps/config-export/cross-check-line-files.step.js';
import { specOf } from '../build-context.js';
import { EXPORT_FILES, exportFolder, readSite, runStep } from '../export-folder.js';
import { removeFolders } from '../temporary-folder.js';

afterEach(removeFolders);

const TICKED: Partial<Facts> = {
  'R-403': { systemConfiguration: true, userData: true, dynamicLines: true },
};
const UNTICKED: Partial<Facts> = {
  'R-403': { systemConfiguration: true, userData: true, dynamicLines: false },
};
const SID = 'S-1-5-21-1111111111-2222222222-3333333333-';
const three = [CheckUserLines, CheckUserLinesDynamic, CheckDynamicLines] as const;
const NAMES = ['UserLines.csv', 'UserLinesDynamic.csv', 'DynamicLines.csv'] as const;

describe('R-407, R-408, R-409: the three line files', () => {
  it('counts users and lines and keeps each file as evidence', async () => {
    const site = await readSite(exportFolder(), TICKED);
    const outcomes = await Promise.all(three.map((step) => runStep(step, {}, site)));
    expect(outcomes.map((o) => o.verdict)).toEqual(['consistent', 'consistent', 'consistent']);
    expect(outcomes[0]?.facts).toMatchObject({
      path: 'UserLines.csv',
      rows: 2,
      users: 2,
      lines: 2,
    });
    expect(outcomes[1]).toMatchObject({
      facts: { rows: 2, users: 2, withoutSid: [], lineTypes: { '3': 2 } },
      flags: { dynamicRows: 2 },
    });
    expect(outcomes[2]?.facts).toMatchObject({ rows: 2, count: 2 });
    for (const [i, o] of outcomes.entries()) {
      const stored = await site.store.read(o.facts?.['sha256'] as string);
      expect(stored.toString()).toBe(EXPORT_FILES[NAMES[i] ?? '']);
    }
  });

  it.each([0, 1, 2])('finds that file %i changed after it was read', async (i) => {
    const folder = exportFolder();
    const site = await readSite(folder, TICKED);
    writeFileSync(join(folder, NAMES[i] ?? ''), 'ID;edited in Excel\n');
    const { verdict, codes } = await runStep(three[i] ?? CheckUserLines, {}, site);
    expect(verdict).toBe('contradicts');
    expect(codes).toEqual(['export.changed-since']);
  });

  it.each([0, 1, 2])('misses file %i when dynamic lines were ticked', async (i) => {
    const site = await readSite(exportFolder({ [NAMES[i] ?? '']: undefined }), TICKED);
    const { verdict, codes, reasons } = await runStep(three[i] ?? CheckUserLines, {}, site);
    expect(verdict).toBe('contradicts');
    expect(codes).toEqual(['lines.file-missing']);
    expect(reasons[0]?.known).toBe(NAMES[i]);
  });

  it.each([0, 1, 2])(
    'does not miss file %i when dynamic lines were left out on purpose',
    async (i) => {
      const site = await readSite(exportFolder({ [NAMES[i] ?? '']: undefined }), UNTICKED);
      const { verdict, facts } = await runStep(three[i] ?? CheckUserLines, {}, site);
      expect(verdict).toBe('consistent');
      expect(facts).toMatchObject({ path: null, sha256: null, rows: 0 });
    },
  );
});

describe('R-407, R-408, R-409: findings in a file', () => {
  it('refuses UserLinesDynamic.csv without its key column', async () => {
    const broken = { 'UserLinesDynamic.csv': 'Nummer;LineTypeDynamic\n1;3\n' };
    const site = await readSite(exportFolder(broken), TICKED);
    const { verdict, codes, reasons } = await runStep(CheckUserLinesDynamic, {}, site);
    expect(verdict).toBe('contradicts');
    expect(codes).toEqual(['lines.column-missing']);
    expect(reasons[0]?.place).toMatchObject({ file: 'UserLinesDynamic.csv', column: 'ID' });
  });

  it('lists rows without a SID, empty and repeated IDs, and leaves the decision to R-904', async () => {
    const text = `ID;LineTypeDynamic;email\n${SID}1103;3;a@b.de\n${SID}1103;3;a@b.de\n;3;c@b.de\nhand-17;3;d@b.de\n`;
    const site = await readSite(exportFolder({ 'UserLinesDynamic.csv': text }), TICKED);
    const { verdict, codes, facts } = await runStep(CheckUserLinesDynamic, {}, site);
    expect(codes).toEqual(['lines.id-duplicate', 'lines.id-empty', 'lines.id-not-sid']);
    expect(verdict).toBe('consistent');
    expect(facts).toMatchObject({ rows: 4, withoutSid: [4, 5] });
  });

  it('refuses a broken table with row and column', async () => {
    const text = `ID;LineTypeDynamic\n${SID}1103;3;too;much\n`;
    const site = await readSite(exportFolder({ 'UserLinesDynamic.csv': text }), TICKED);
    const { verdict, reasons } = await runStep(CheckUserLinesDynamic, {}, site);
    expect(verdict).toBe('contradicts');
    expect(reasons[0]).toMatchObject({ code: 'csv.row-long', place: { row: 2 } });
  });

  it('refuses repeated lines and empty attributes in DynamicLines.csv', async () => {
    const text = 'Line;ConsoleIdentfication\n1;A\n1;B\n2;\n';
    const site = await readSite(exportFolder({ 'DynamicLines.csv': text }), TICKED);
    const { verdict, codes } = await runStep(CheckDynamicLines, {}, site);
    expect(verdict).toBe('contradicts');
    expect(codes).toEqual(['lines.line-duplicate', 'lines.attribute-empty']);
  });

  it('builds on the export that was read', () => {
    for (const step of [...three, CrossCheckLineFiles, ConfirmGreetings]) {
      expect(specOf(step).reads).toContain('R-406');
      expect(specOf(step).form).toBeUndefined();
    }
  });
});

describe('R-410 the three files together', () => {
  it('finds nothing in a sound export and keeps totals and a report', async () => {
    const site = await readSite(exportFolder(), TICKED);
    const outcome = await runStep(CrossCheckLineFiles, {}, site);
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { files: 3, staticUsers: 2, dynamicUsers: 2, lines: 2, dynamicLines: 2 },
      flags: { files: 3 },
    });
    const report = await site.store.read(outcome.evidence?.[0] ?? '');
    expect(JSON.parse(report.toString())).toMatchObject({ totals: { files: 3 }, findings: [] });
  });

  it('accepts no files at all', async () => {
    const none = Object.fromEntries(NAMES.map((n) => [n, undefined]));
    const { verdict, facts } = await runStep(
      CrossCheckLineFiles,
      {},
      await readSite(exportFolder(none)),
    );
    expect(verdict).toBe('consistent');
    expect(facts).toMatchObject({ files: 0 });
  });

  it.each([
    [{ 'UserLines.csv': undefined }, 'lines.incomplete'],
    [{ 'UserLines.csv': undefined, 'DynamicLines.csv': undefined }, 'lines.incomplete'],
    [{ 'UserLines2.csv': EXPORT_FILES['UserLines.csv'] }, 'lines.same-kind-twice'],
    [{ 'UserLines.csv': `ID;Line\n${SID}1103;1\n` }, 'lines.user-in-both'],
    [{ 'DynamicLines.csv': 'Line;ConsoleIdentification\n+4930200;A\n' }, 'lines.line-not-listed'],
    [{ 'Users.csv': 'ID;firstname;name;account;email\n' }, 'lines.total'],
    [{ 'DynamicLines.csv': 'Nummer;ConsoleIdentification\n1;A\n' }, 'lines.column-missing'],
  ])('finds %j', async (change, code) => {
    const site = await readSite(exportFolder(change), TICKED);
    const { verdict, codes } = await runStep(CrossCheckLineFiles, {}, site);
    expect(verdict).toBe('contradicts');
    expect(codes).toContain(code);
  });

  it('cannot tell whether all lines are listed without a line column', async () => {
    const text = `ID;LineTypeDynamic\n${SID}1103;3\n`;
    const site = await readSite(exportFolder({ 'UserLinesDynamic.csv': text }), TICKED);
    const { verdict, codes } = await runStep(CrossCheckLineFiles, {}, site);
    expect(verdict).toBe('cannot-read');
    expect(codes).toEqual(['lines.no-line-column']);
  });
});

it('R-408 notes a SID of another domain than most, with its row', async () => {
  const rows = ['1103', '1104'].map((rid) => `${SID}${rid};3;${rid}@muster.de;+49302${rid}\n`);
  const text = `ID;LineTypeDynamic;XPhoneUC_EMail;XPhoneUC_Line\n${rows.join('')}S-1-5-21-1-2-3-1105;3;e@muster.de;+4930203\n`;
  const site = await readSite(exportFolder({ 'UserLinesDynamic.csv': text }), TICKED);
  const { verdict, reasons } = await runStep(CheckUserLinesDynamic, {}, site);
  expect(verdict).toBe('consistent');
  expect(reasons).toMatchObject([
    { code: 'sid.other-domain', place: { row: 4, column: 'ID' }, claimed: 'S-1-5-21-1-2-3' },
  ]);
});

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts } from '../../../src/core/facts.js';
import { ConfirmGreetings } from '../../../src/steps/config-export/confirm-greetings.step.js';
import { ProvideUserList } from '../../../src/steps/config-export/provide-user-list.step.js';
import { toneFile } from '../../../src/drill/wave.js';
import { handIn } from '../build-context.js';
import {
  EXPORT_FILES,
  exportFolder,
  newSite,
  readSite,
  runStep,
  setTimes,
} from '../export-folder.js';
import { EXPORT } from '../scope.js';
import { makeFolder, removeFolders } from '../temporary-folder.js';

afterEach(removeFolders);

const TICKED: Partial<Facts> = {
  'R-403': { systemConfiguration: true, userData: true, dynamicLines: true },
};
const SID = 'S-1-5-21-1111111111-2222222222-3333333333-';

describe('R-411 user list for the text connector', () => {
  const good = `ID;firstname;name;email\n${SID}1101;Anna;Alt;anna@muster.de\n`;

  it('takes the list that was recognised in the export', async () => {
    const site = await readSite(exportFolder());
    const { verdict, facts } = await runStep(ProvideUserList, { source: 'export' }, site);
    expect(verdict).toBe('consistent');
    expect(facts).toMatchObject({ rows: 4, withoutSid: [] });
    expect((await site.store.read(facts?.['file'] as string)).toString()).toBe(
      EXPORT_FILES['Users.csv'],
    );
  });

  it('leaves the file to R-704 when there is none', async () => {
    const { outcome, codes } = await handIn(ProvideUserList, { source: 'none' });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', facts: { file: null, rows: 0 } });
    expect(codes).toEqual(['claim.attested', 'users.made-later']);
  });

  it('says when the export holds no list', async () => {
    const site = await readSite(exportFolder({ 'Users.csv': undefined }));
    expect((await runStep(ProvideUserList, { source: 'export' }, site)).codes).toEqual([
      'users.not-in-export',
    ]);
  });

  it.each([
    ['email\nanna@muster.de\n', 'users.columns-missing'],
    ['ID;name\n1;2\n', 'column.missing'],
    ['', 'csv.empty'],
    ['ID;firstname;name;email\n', 'users.empty'],
    [`${good}a;b;c;d;e\n`, 'csv.row-long'],
  ])('refuses the list %j', async (text, code) => {
    const file = join(makeFolder({ 'list.csv': text }), 'list.csv');
    const { verdict, codes } = await runStep(
      ProvideUserList,
      { source: 'other-list', file },
      newSite(),
    );
    expect(verdict).toBe('contradicts');
    expect(codes).toContain(code);
  });

  it('lists users without a domain SID and addresses that are not unique', async () => {
    const text = `${good}S-1-5-32-544;Bert;Bau;ANNA@muster.de\n`;
    const file = join(makeFolder({ 'list.csv': text }), 'list.csv');
    const { verdict, codes, facts } = await runStep(
      ProvideUserList,
      { source: 'other-list', file },
      newSite(),
    );
    expect(verdict).toBe('consistent');
    expect(codes).toEqual(['users.without-sid', 'email.duplicate', 'email.duplicate']);
    expect(facts).toMatchObject({ withoutSid: [3] });
  });

  it('wants a path for another list', async () => {
    expect((await handIn(ProvideUserList, { source: 'other-list' })).refused[0]).toMatch(/^file: /);
  });
});

describe('R-412 greetings and names are exported', () => {
  it('counts them', async () => {
    const site = await readSite(exportFolder(), TICKED);
    const { verdict, facts } = await runStep(ConfirmGreetings, {}, site);
    expect(verdict).toBe('consistent');
    expect(facts).toEqual({ greetingFiles: 2, usersWithData: 3 });
  });

  it('names recordings that are not A-law at 8 kHz, whatever their channels, and those that are no WAV', async () => {
    const folder = exportFolder();
    const tone = (tag: number, rate: number, channels = 1) => {
      const bytes = toneFile(440, 100);
      bytes.writeUInt16LE(tag, 20);
      bytes.writeUInt16LE(channels, 22);
      bytes.writeUInt32LE(rate, 24);
      return bytes;
    };
    const write = (path: string, bytes: Buffer) =>
      writeFileSync(join(folder, 'UserData', path), bytes);
    write('anna@muster.de/greetings/1.wav', tone(6, 8_000, 2));
    write('anna@muster.de/name.wav', tone(1, 8_000));
    write('cem@muster.de/greetings/1.wav', tone(6, 16_000));
    setTimes(folder);
    const { reasons } = await runStep(ConfirmGreetings, {}, await readSite(folder, TICKED));
    const said = reasons.map((r) => [r.code, r.place?.file, r.claimed]);
    expect(said).toEqual([
      ['greeting.other-format', 'UserData/anna@muster.de/name.wav', 'PCM, 8000 Hz, 1 ch'],
      ['greeting.other-format', 'UserData/cem@muster.de/greetings/1.wav', 'A-law, 16000 Hz, 1 ch'],
      ['greeting.not-wave', 'UserData/jörg@muster.de/name.wav', undefined],
    ]);
  });

  it('says once that it does not see the recordings', async () => {
    const folder = exportFolder();
    const site = await readSite(folder, TICKED);
    rmSync(join(folder, 'UserData'), { recursive: true });
    const { verdict, codes } = await runStep(ConfirmGreetings, {}, site);
    expect([verdict, codes]).toEqual(['consistent', ['greeting.not-seen']]);
  });

  it('warns when there is not a single one', async () => {
    const empty = { ...EXPORT, greetingFiles: 0, recordedNames: 0, usersWithData: 0 };
    const { outcome, codes } = await handIn(
      ConfirmGreetings,
      {},
      { facts: { ...TICKED, 'R-406': empty } },
    );
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(['export.no-greetings']);
  });

  it('refuses an export without user data', async () => {
    const site = newSite({
      'R-403': { systemConfiguration: true, userData: false, dynamicLines: null },
      'R-406': EXPORT,
    });
    expect((await runStep(ConfirmGreetings, {}, site)).codes).toEqual([
      'export.user-data-not-ticked',
    ]);
  });

  it('cannot count without an export', async () => {
    expect((await handIn(ConfirmGreetings, {})).outcome?.verdict).toBe('cannot-read');
  });
});

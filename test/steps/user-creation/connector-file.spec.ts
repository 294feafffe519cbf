import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  BuildConnectorFile,
  type ConnectorFileFacts,
} from '../../../src/steps/user-creation/build-connector-file.step.js';
import { buildContext, handIn } from '../build-context.js';
import { known } from './known.js';
import { stored } from './stored.js';
import { file, folder } from './temporary.js';

const SID = 'S-1-5-21-1-2-3-';
const HEADER = 'sid;firstname;sn;account;mail';
const template = file('TextConnectorSample.csv', '# Beispiel', 'ID;firstname;name;account;email');

function claim(rows: readonly string[], more: Readonly<Record<string, string>> = {}) {
  return {
    users: file('users.csv', HEADER, ...rows),
    template,
    output: join(folder(), 'benutzer.csv'),
    pathOnServer: 'C:\\ProgramData\\C4B\\benutzer.csv',
    ...more,
  };
}
const ANNA = `${SID}1001;Anna;Beispiel;anna;anna@a.example`;

describe('R-704 making the connector file', () => {
  it('writes the file in the dialect of the template and keeps it as evidence', async () => {
    const given = claim([ANNA]);
    const { outcome } = await handIn(BuildConnectorFile, given);
    const bytes = readFileSync(given.output);
    expect(bytes.toString('utf8')).toContain(`ID;firstname;name;account;email\n${ANNA}\n`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { sha256, rows: 1, output: given.output, pathOnServer: given.pathOnServer },
    });
    expect(outcome?.evidence).toContain(sha256);
    expect(readdirSync(dirname(given.output))).toEqual(['benutzer.csv']);
  });

  it('stands after the file was written and not before; twice is once', async () => {
    const given = claim([ANNA]);
    const context = buildContext();
    const step = new BuildConnectorFile();
    expect(await step.check(given, context)).toBeUndefined();
    const first = await step.execute(given, context);
    expect(await step.check(given, context)).toEqual(first);
    expect(await step.execute(given, context)).toEqual(first);
    writeFileSync(given.output, 'changed');
    expect(await step.check(given, context)).toBeUndefined();
  });

  it('writes again after a kill between note and file', async () => {
    const given = claim([ANNA]);
    const other = await new BuildConnectorFile().execute(given, buildContext());
    const facts = other.facts as ConnectorFileFacts;
    const elsewhere = { ...given, output: join(folder(), 'benutzer.csv') };
    const noted = { ...other, facts: { ...facts, output: elsewhere.output } };
    const context = buildContext({ workFiles: { 'outcome.json': JSON.stringify(noted) } });
    const step = new BuildConnectorFile();
    expect(await step.check(elsewhere, context)).toBeUndefined();
    await step.execute(elsewhere, context);
    expect(existsSync(elsewhere.output)).toBe(true);
  });
});

describe('R-704 refusing lists', () => {
  it.each([
    [
      'an empty mandatory field',
      [`${SID}1001;;Beispiel;anna;a@a.example`],
      'connector.mandatory-empty',
    ],
    ['an ID twice', [ANNA, `${SID}1001;B;B;b;b@a.example`], 'connector.id-duplicate'],
    ['a formula', [`${SID}1001;=1+1;B;b;b@a.example`], 'connector.formula'],
    ['an address twice', [ANNA, `${SID}1002;B;B;b;ANNA@a.example`], 'email.duplicate'],
    ['no rows', [], 'list.empty'],
  ])('makes no file for %s and names the rows', async (_what, rows, code) => {
    const given = claim(rows);
    const { outcome, codes } = await handIn(BuildConnectorFile, given);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toContain(code);
    expect(existsSync(given.output)).toBe(false);
  });

  it('refuses UserLines.csv and DynamicLines.csv by their content', async () => {
    const users = file(
      'users.csv',
      'ID,XPhoneUC_Name,XPhoneUC_EMail,Line',
      `${SID}1,A,a@a.example,1`,
    );
    expect((await handIn(BuildConnectorFile, claim([], { users }))).codes).toContain(
      'connector.line-file',
    );
  });
});

describe('R-704 choosing where to write', () => {
  it('never writes into the export folder, not even through a link', async () => {
    const exported = folder();
    mkdirSync(join(exported, 'UserData'));
    const link = join(folder(), 'link');
    symlinkSync(exported, link);
    const facts = known({ 'R-406': { folder: exported } });
    for (const output of [join(exported, 'UserData', 'u.csv'), join(link, 'u.csv')]) {
      const { codes } = await handIn(BuildConnectorFile, claim([ANNA], { output }), facts);
      expect(codes).toContain('output.in-export');
      expect(existsSync(output)).toBe(false);
    }
  });

  it('never overwrites what it did not write', async () => {
    const output = file('meine.csv', 'wichtig');
    expect((await handIn(BuildConnectorFile, claim([ANNA], { output }))).codes).toEqual([
      'output.exists',
    ]);
    expect(readFileSync(output, 'utf8')).toBe('wichtig\n');
    const given = claim([ANNA]);
    expect((await handIn(BuildConnectorFile, { ...given, output: given.users })).codes).toContain(
      'output.is-input',
    );
  });

  it('replaces its own file of an earlier round', async () => {
    const given = claim([ANNA]);
    const { outcome } = await handIn(BuildConnectorFile, given);
    const users = file('users.csv', HEADER, ANNA, `${SID}1002;B;B;b;b@a.example`);
    const facts = known({ 'R-704': outcome?.facts });
    const again = await handIn(BuildConnectorFile, { ...given, users }, facts);
    expect(again.outcome?.facts).toMatchObject({ rows: 2 });
  });

  it.each([
    ['a relative path', { output: 'benutzer.csv' }, 'output.not-absolute'],
    ['a folder that does not exist', { output: '/nowhere/b.csv' }, 'output.no-folder'],
    ['a missing template', { template: '/nowhere/t.csv' }, 'file.unreadable'],
    ['the sample as input', { pathOnServer: 'C:\\X\\textconnectorsample.CSV' }, 'output.is-sample'],
  ])('refuses %s', async (_what, more, code) => {
    expect((await handIn(BuildConnectorFile, claim([ANNA], more))).codes).toContain(code);
  });

  it('warns in the form that an empty path imports the sample', async () => {
    const { refused } = await handIn(BuildConnectorFile, claim([ANNA], { pathOnServer: ' ' }));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toContain('Beispieldatei');
  });
});

describe('R-704 taking other lists into account', () => {
  it('compares the addresses with V4', async () => {
    const v4 = stored('v4.csv', 'email', 'Anna@a.example');
    const overrides = { ...known({ 'R-109': { v4Users: v4.ref } }), files: [v4.file] };
    const { outcome, codes } = await handIn(BuildConnectorFile, claim([ANNA]), overrides);
    expect(codes).toEqual(['users.email-differs']);
    expect(outcome?.reasons[0]).toMatchObject({
      claimed: 'anna@a.example',
      known: 'Anna@a.example',
    });
    const stranger = claim([`${SID}1001;Neu;Neu;neu;neu@a.example`]);
    const noted = await handIn(BuildConnectorFile, stranger, overrides);
    expect(noted.outcome?.verdict).toBe('consistent');
    expect(noted.codes).toContain('users.email-unknown');
  });

  it('takes the list of R-411 when no other is given', async () => {
    const list = stored('v4.csv', HEADER, ANNA);
    const { users: _users, ...given } = claim([ANNA]);
    const facts = { ...known({ 'R-411': { file: list.ref.digest } }), files: [list.file] };
    expect((await handIn(BuildConnectorFile, given, facts)).outcome?.verdict).toBe('consistent');
    expect((await handIn(BuildConnectorFile, given)).codes).toContain('list.none');
  });
});

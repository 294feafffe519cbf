import { describe, expect, it } from '@jest/globals';
import { CheckLineFile } from '../../../src/steps/lines/check-line-file.step.js';
import { buildContext, handIn, specOf } from '../build-context.js';
import { known } from '../user-creation/known.js';
import { stored } from '../user-creation/stored.js';
import { file } from '../user-creation/temporary.js';

const SID = 'S-1-5-21-1-2-3-';
const HEADER = 'ID,LineTypeDynamic,XPhoneUC_Name';

interface More {
  readonly header?: string;
  /** Lines of the Connect list; null where there is none. */
  readonly connect?: readonly string[] | null;
}

function prepared(rows: readonly string[], { header = HEADER, connect: given }: More = {}) {
  const lines = stored('UserLinesDynamic.csv', header, ...rows);
  const users = [`${SID}1001,anna@a.example`, `${SID}1002,bert@a.example`, '4711,cleo@a.example'];
  const connect = stored('connect.csv', 'ID,email', ...(given ?? users));
  const facts = known({
    'R-408': { path: 'UserLinesDynamic.csv', sha256: lines.ref.digest },
    'R-501': { targetPath: 'C:\\ProgramData\\C4B\\Migration\\' },
    'R-706': { list: given === null ? null : connect.ref.digest },
  });
  return { ...facts, files: [lines.file, connect.file] };
}

describe('R-904 checking UserLinesDynamic.csv', () => {
  it('accepts a file in which each ID hits one user and writes a blast-radius report', async () => {
    const context = buildContext(prepared([`${SID}1001,3,Anna`, `${SID}1002,3,Bert`]));
    const claim = { allowedValues: ['3'] };
    const outcome = await new CheckLineFile().execute(claim, context);
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      reasons: [],
      facts: {
        rows: 2,
        pathOnServer: 'C:\\ProgramData\\C4B\\Migration\\UserLinesDynamic.csv',
      },
    });
    const facts = outcome.facts as { report: string };
    const report: unknown = JSON.parse(String(await context.store.read(facts.report)));
    expect(report).toMatchObject({
      rows: 2,
      connectUsers: 3,
      lineTypes: { '3': 2 },
      hits: [{ row: 2, email: 'anna@a.example' }, { row: 3 }],
    });
  });

  it('accepts an ID without SID when it hits one user, with a note', async () => {
    const { outcome, codes } = await handIn(CheckLineFile, {}, prepared(['4711,3,Cleo']));
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(['lines.id-not-sid']);
  });
});

describe('R-904 refusing UserLinesDynamic.csv', () => {
  it.each([
    ['an unknown ID', [`${SID}9999,3,X`], 'lines.id-unknown'],
    ['an empty ID', [',3,X'], 'lines.id-empty'],
    ['an ID twice', [`${SID}1001,3,A`, `${SID}1001,3,A`], 'lines.id-duplicate'],
    ['a value that is not allowed', [`${SID}1001,dynamisch,A`], 'lines.line-type'],
    ['an empty value', [`${SID}1001,,A`], 'lines.line-type'],
    ['no rows', [], 'lines.no-rows'],
  ])('refuses %s', async (_what, rows, code) => {
    const { outcome, codes } = await handIn(CheckLineFile, {}, prepared(rows));
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toContain(code);
  });

  it('refuses an ID that several users in Connect have', async () => {
    const connect = [`${SID}1001,a@a.example`, `${SID}1001,b@a.example`];
    const overrides = prepared([`${SID}1001,3,A`], { connect });
    expect((await handIn(CheckLineFile, {}, overrides)).codes).toEqual(['lines.id-ambiguous']);
  });

  it('lets people change the allowed values', async () => {
    const claim = { allowedValues: 'dynamisch' };
    const { outcome } = await handIn(CheckLineFile, claim, prepared([`${SID}1001,dynamisch,A`]));
    expect(outcome?.verdict).toBe('consistent');
  });

  it('refuses a column the connector would evaluate', async () => {
    const overrides = prepared([`${SID}1001,3,+4989`], { header: 'ID,LineTypeDynamic,phone' });
    expect((await handIn(CheckLineFile, {}, overrides)).codes).toContain(
      'connector.unexpected-column',
    );
  });

  it('refuses a file without its columns', async () => {
    const { codes } = await handIn(
      CheckLineFile,
      {},
      prepared([`${SID}1001,A`], { header: 'ID,Line' }),
    );
    expect(codes).toEqual(['lines.column-missing']);
  });

  it('takes an edited file only with a reason and its place on the server', async () => {
    const overrides = prepared([`${SID}1001,3,A`, `${SID}9999,3,X`]);
    const edited = file('UserLinesDynamic.csv', HEADER, `${SID}1001,3,A`);
    const bare = await handIn(CheckLineFile, { file: edited }, overrides);
    expect(bare.codes).toEqual(['lines.file-edited', 'lines.edited-path-missing']);
    const pathOnServer = 'C:\\Listen\\UserLinesDynamic.csv';
    const whole = { file: edited, editedBecause: 'X ist ausgeschieden', pathOnServer };
    const { outcome } = await handIn(CheckLineFile, whole, overrides);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { rows: 1, pathOnServer } });
  });

  it('cannot compare without IDs of Connect users', async () => {
    const overrides = prepared([`${SID}1001,3,A`], { connect: null });
    const { outcome } = await handIn(CheckLineFile, {}, overrides);
    expect(outcome?.verdict).toBe('cannot-read');
  });

  it('refuses when R-408 has no file', async () => {
    expect((await handIn(CheckLineFile, {})).codes).toEqual(['lines.no-file']);
  });

  it('becomes outdated with the export and the match', () => {
    expect(specOf(CheckLineFile).reads).toEqual(expect.arrayContaining(['R-408', 'R-707']));
  });
});

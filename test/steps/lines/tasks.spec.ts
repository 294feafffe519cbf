import { describe, expect, it } from '@jest/globals';
import { CheckAfterNextRun } from '../../../src/steps/lines/check-after-next-run.step.js';
import { CompareStaticLines } from '../../../src/steps/lines/compare-static-lines.step.js';
import { ConfirmConnector } from '../../../src/steps/lines/confirm-connector.step.js';
import { ConfirmFileLimits } from '../../../src/steps/lines/confirm-file-limits.step.js';
import { CreateConnector } from '../../../src/steps/lines/create-connector.step.js';
import { DecideNeed } from '../../../src/steps/lines/decide-need.step.js';
import { RunConnector } from '../../../src/steps/lines/run-connector.step.js';
import { SetLineAttributes } from '../../../src/steps/lines/set-line-attributes.step.js';
import { handIn, specOf } from '../build-context.js';
import { known } from '../user-creation/known.js';
import { stored } from '../user-creation/stored.js';

const AT = '2026-03-02T09:00:00Z';

describe('R-901 deciding whether lines are needed', () => {
  it('needs the part when dynamic lines are in scope', async () => {
    const { outcome } = await handIn(DecideNeed, {}, known({ 'R-106': { dynamicLines: true } }));
    expect(outcome).toMatchObject({ verdict: 'consistent', flags: { needed: true } });
  });

  it('skips the part when they are not', async () => {
    const { outcome, codes } = await handIn(
      DecideNeed,
      {},
      known({ 'R-106': { dynamicLines: false } }),
    );
    expect(outcome).toMatchObject({ facts: { needed: false }, flags: { needed: false } });
    expect(codes).toEqual(['lines.not-in-scope']);
  });

  it('assumes the part is needed when the scope is unknown', async () => {
    const { outcome } = await handIn(DecideNeed, {});
    expect(outcome).toMatchObject({ verdict: 'cannot-read', flags: { needed: true } });
  });
});

describe('R-902 setting the line attributes', () => {
  const file = stored('DynamicLines.csv', 'Line,ConsoleIdentification', '100,A', '101,B');
  const exported = { path: 'DynamicLines.csv', sha256: file.ref.digest, rows: 2, count: 2 };
  const facts = { ...known({ 'R-409': exported }), files: [file.file] };

  it('accepts every line ticked one by one', async () => {
    const lines = [
      { line: '100', set: true },
      { line: '101', set: true },
    ];
    const { outcome } = await handIn(SetLineAttributes, { lines }, facts);
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { lines: 2 },
      flags: { allSet: true },
    });
  });

  it('accepts a bulk tick with the right count', async () => {
    const { outcome } = await handIn(SetLineAttributes, { allSet: 'ja', count: '2' }, facts);
    expect(outcome?.verdict).toBe('consistent');
  });

  it('names the undone lines', async () => {
    const lines = [
      { line: '100', set: true },
      { line: '101', set: false },
    ];
    const { outcome, codes } = await handIn(SetLineAttributes, { lines }, facts);
    expect(outcome?.verdict).toBe('contradicts');
    expect(outcome?.flags).toBeUndefined();
    expect(codes).toEqual(['lines.undone', 'lines.count-differs', 'lines.missing']);
    expect(outcome?.reasons[0]?.text.de).toContain('101');
  });

  it('does not count a line that is ticked twice', async () => {
    const lines = [
      { line: '100', set: true },
      { line: '100', set: true },
    ];
    const { codes } = await handIn(SetLineAttributes, { lines }, facts);
    expect(codes).toEqual(['lines.count-differs', 'lines.missing']);
  });

  it('names lines that are not in the file', async () => {
    const lines = [
      { line: '100', set: true },
      { line: '999', set: true },
    ];
    const { codes } = await handIn(SetLineAttributes, { lines }, facts);
    expect(codes).toEqual(['lines.missing', 'lines.unknown']);
  });

  it('refuses a form with neither list nor count', async () => {
    expect((await handIn(SetLineAttributes, { allSet: true }, facts)).refused).toHaveLength(1);
  });

  it('cannot compare without the file', async () => {
    const { outcome } = await handIn(SetLineAttributes, { allSet: true, count: 2 });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-903 confirming the creating connector', () => {
  const facts = known({ 'R-703': { runAt: '2026-03-01T09:00:00Z' }, 'R-702': { methods: ['ad'] } });

  it('accepts an unchanged AD connector', async () => {
    const { outcome } = await handIn(ConfirmConnector, { unchanged: 'yes', checkedAt: AT }, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', reasons: [], facts: { checkedAt: AT } });
  });

  it('sends a changed connector back to R-703', async () => {
    const { codes } = await handIn(ConfirmConnector, { unchanged: 'no', checkedAt: AT }, facts);
    expect(codes).toEqual(['connector.changed']);
  });

  it('refuses a check from before the run', async () => {
    const { codes } = await handIn(
      ConfirmConnector,
      { unchanged: true, checkedAt: '2026-02-28T09:00:00Z' },
      facts,
    );
    expect(codes).toContain('connector.checked-too-early');
  });

  it('points out an old check', async () => {
    const { outcome, codes } = await handIn(
      ConfirmConnector,
      { unchanged: true, checkedAt: AT },
      { ...facts, now: new Date('2026-03-12T09:00:00Z') },
    );
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(['connector.check-old']);
  });
});

describe('R-905 creating the connector for the lines', () => {
  const path = 'C:\\ProgramData\\C4B\\Migration\\UserLinesDynamic.csv';
  const good = {
    optionsKnown: true,
    createUsers: 'no',
    deleteUsers: 'no',
    onlyMainLine: true,
    key: 'ID',
    filePath: path,
    blastRadiusSigned: true,
  };
  const facts = known({ 'R-904': { pathOnServer: path, rows: 3 } });

  it('accepts the safe options on the checked file, by Windows path rules', async () => {
    const { outcome } = await handIn(
      CreateConnector,
      { ...good, filePath: path.toLowerCase() },
      facts,
    );
    expect(outcome).toMatchObject({ verdict: 'consistent', reasons: [] });
  });

  it.each([
    [{ optionsKnown: false }, 'connector.options-unknown'],
    [{ createUsers: 'yes' }, 'connector.creates-users'],
    [{ deleteUsers: 'yes' }, 'connector.deletes-users'],
    [{ onlyMainLine: false }, 'connector.changes-more'],
    [{ key: 'other' }, 'connector.other-key'],
    [{ blastRadiusSigned: false }, 'connector.blast-radius-unsigned'],
    [{ filePath: 'C:\\Other\\UserLinesDynamic.csv' }, 'connector.other-file'],
  ])('refuses %j', async (change, code) => {
    const { outcome, codes } = await handIn(CreateConnector, { ...good, ...change }, facts);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
  });

  it.each([undefined, 'assigns-lines'])(
    'refuses a text connector that created the users and may assign lines (%s)',
    async (creatingConnector) => {
      const facts = known({ 'R-904': { pathOnServer: path }, 'R-702': { methods: ['text'] } });
      const claim = { ...good, ...(creatingConnector ? { creatingConnector } : {}) };
      const { codes } = await handIn(CreateConnector, claim, facts);
      expect(codes).toEqual(['connector.creator-assigns-lines']);
      const safe = { ...good, creatingConnector: 'disabled' };
      expect((await handIn(CreateConnector, safe, facts)).codes).toEqual([]);
    },
  );

  it('refuses an empty path in the form', async () => {
    expect((await handIn(CreateConnector, { ...good, filePath: '' })).refused).not.toEqual([]);
  });

  it('waits for approval when the server path is not known', async () => {
    expect(specOf(CreateConnector).hard).toBe(true);
    expect((await handIn(CreateConnector, good)).outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-906 and R-907 running the connector for the lines', () => {
  const good = {
    ranAt: AT,
    status: 'finished',
    usersBefore: 10,
    usersAfter: 10,
    changed: 3,
    otherFieldsChanged: 0,
  };
  const file = { pathOnServer: 'x', rows: 3 };
  const facts = known({ 'R-904': file });

  it('accepts the same users and as many changes as rows', async () => {
    const { outcome } = await handIn(RunConnector, good, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { changed: 3, usersAfter: 10 } });
  });

  it.each([
    [{ usersAfter: 11 }, 'connector.users-differ'],
    [{ usersAfter: 9 }, 'connector.users-differ'],
    [{ changed: 4 }, 'connector.changed-differs'],
    [{ otherFieldsChanged: 1 }, 'connector.other-fields'],
    [{ status: 'error' }, 'connector.not-finished'],
  ])('says to disable the connector at once after %j', async (change, code) => {
    const { outcome, codes } = await handIn(RunConnector, { ...good, ...change }, facts);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code, 'connector.disable-now']);
  });

  it('waits for approval when the rows are not known', async () => {
    expect(specOf(RunConnector).hard).toBe(true);
    expect((await handIn(RunConnector, good)).outcome?.verdict).toBe('cannot-read');
  });

  it('confirms afterwards that nobody was created', async () => {
    const run = { ranAt: AT, usersBefore: 10, usersAfter: 10, changed: 3 };
    const right = await handIn(ConfirmFileLimits, {}, known({ 'R-904': file, 'R-906': run }));
    expect(right.outcome).toMatchObject({ verdict: 'consistent', facts: { created: 0 } });
    const wrong = await handIn(
      ConfirmFileLimits,
      {},
      known({ 'R-904': file, 'R-906': { ...run, usersAfter: 12 } }),
    );
    expect(wrong.codes).toEqual(['connector.beyond-limits']);
    expect((await handIn(ConfirmFileLimits, {})).outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-908 looking again after the next run', () => {
  const facts = known({
    'R-906': { ranAt: '2026-03-01T09:00:00Z', changed: 3, usersBefore: 10, usersAfter: 10 },
  });
  const good = { checkedAt: AT, stillDynamic: 3, connectorDisabled: true };

  it('accepts all lines still dynamic', async () => {
    const { outcome } = await handIn(CheckAfterNextRun, good, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { stillDynamic: 3 } });
  });

  it('accepts a sample', async () => {
    const { outcome } = await handIn(
      CheckAfterNextRun,
      { ...good, checked: 2, stillDynamic: 2 },
      facts,
    );
    expect(outcome?.verdict).toBe('consistent');
  });

  it.each([
    [{ stillDynamic: 1 }, 'lines.reverted'],
    [{ stillDynamic: 4 }, 'lines.too-many'],
    [{ connectorDisabled: false }, 'connector.still-enabled'],
    [{ checkedAt: '2026-02-28T09:00:00Z' }, 'lines.checked-too-early'],
    [{ checkedAt: '2026-04-28T09:00:00Z' }, 'time.in-future'],
  ])('refuses %j', async (change, code) => {
    const { codes } = await handIn(CheckAfterNextRun, { ...good, ...change }, facts);
    expect(codes).toEqual([code]);
  });

  it('accepts a connector that stays for a reason', async () => {
    const claim = { ...good, connectorDisabled: false, keptBecause: 'weitere Leitungen folgen' };
    const { outcome } = await handIn(CheckAfterNextRun, claim, facts);
    expect(outcome?.verdict).toBe('consistent');
  });

  it('cannot compare without the run', async () => {
    expect((await handIn(CheckAfterNextRun, good)).outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-909 comparing static lines', () => {
  const facts = known({ 'R-407': { path: 'UserLines.csv', users: 5 } });

  it('accepts a sample that is the same', async () => {
    const { outcome } = await handIn(CompareStaticLines, { sampled: 3, same: 3 }, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { sampled: 3, differing: 0 } });
  });

  it.each([
    [{ sampled: 3, same: 2 }, ['lines.sample-does-not-add-up']],
    [{ sampled: 6, same: 6 }, ['lines.sample-too-large']],
    [{ sampled: 3, same: 2, differing: [{ user: 'Anna' }] }, ['lines.sample-differs']],
  ])('refuses %j', async (claim, codes) => {
    expect((await handIn(CompareStaticLines, claim, facts)).codes).toEqual(codes);
  });

  it('accepts a difference that has a follow-up task', async () => {
    const claim = { sampled: 1, same: 0, differing: [{ user: 'Anna', followUp: 'Ticket 7' }] };
    expect((await handIn(CompareStaticLines, claim, facts)).outcome?.verdict).toBe('consistent');
  });

  it('cannot compare without the overview', async () => {
    const { outcome } = await handIn(CompareStaticLines, { sampled: 1, same: 1 });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});

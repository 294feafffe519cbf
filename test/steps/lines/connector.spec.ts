import { describe, expect, it } from '@jest/globals';
import { CheckAfterNextRun } from '../../../src/steps/lines/check-after-next-run.step.js';
import { ConfirmFileLimits } from '../../../src/steps/lines/confirm-file-limits.step.js';
import { CreateConnector } from '../../../src/steps/lines/create-connector.step.js';
import { RunConnector } from '../../../src/steps/lines/run-connector.step.js';
import { handIn, specOf } from '../build-context.js';
import { known } from '../user-creation/known.js';

const AT = '2026-03-02T09:00:00Z';

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

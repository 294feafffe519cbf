import { describe, expect, it } from '@jest/globals';
import type { Ledger } from '../../../src/steps/voicemail-import/ledger.js';
import { ListUsersToTell } from '../../../src/steps/voicemail-import/list-users-to-tell.step.js';
import { SampleImport } from '../../../src/steps/voicemail-import/sample-import.step.js';
import { StartImport } from '../../../src/steps/voicemail-import/start-import.step.js';
import { buildContext, handIn, specOf } from '../build-context.js';
import { known } from '../user-creation/known.js';
import { stored } from '../user-creation/stored.js';
import { predicted } from './customer.js';

const EXACT = ['exact/without-users-without-data'];
const claim = {
  startedAt: '2026-03-02T09:00:00Z',
  finishedAt: '2026-03-02T09:10:00Z',
  message: 'Import finished.',
  result: 'ok' as const,
};

/** Everything read before the import: two greens, one of them turned yellow by an own recording. */
async function ready(more: Readonly<Record<`R-${string}`, unknown>> = {}, decision = 'keep') {
  const why = decision === 'overwrite' ? { reason: 'Wunsch' } : {};
  const decisions = [{ email: 'bert@a.example', decision, ...why }];
  const list = stored('yellow.json', JSON.stringify(decisions));
  const overrides = await predicted({
    'R-800': { folder: 'C:\\S', madeAt: '2026-03-02T08:00:00Z', files: 1 },
    'R-801': { clickedAt: '2026-03-02T08:30:00Z' },
    'R-803': { green: 1, yellow: 1, fitting: EXACT },
    'R-805': { decisions: list.ref.digest, kept: 1, overwritten: 0 },
    'R-806': { left: 2, right: 2, fitting: EXACT },
    'R-807': { withoutData: 1 },
    ...more,
  });
  return { ...overrides, files: [...(overrides.files ?? []), list.file] };
}

describe('R-808 importing the user data', () => {
  it('keeps a ledger of what became of each user, and its sums close', async () => {
    const context = buildContext(await ready());
    const outcome = await new StartImport().verify(claim, context);
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { source: 5, imported: 1, kept: 1, left: 2, withoutData: 1, uncertain: 0 },
      flags: { imported: 1 },
    });
    expect(outcome.facts?.yellowAfter).toEqual({ min: 2, max: 2 });
    const digest = outcome.facts?.ledger ?? '';
    const ledger = JSON.parse(String(await context.store.read(digest))) as Ledger;
    expect(ledger.imported).toEqual([
      { email: 'anna@a.example', target: 'anna@a.example', overwritten: false },
    ]);
    expect(ledger).toMatchObject({ kept: ['bert@a.example'], ever: ['anna@a.example'] });
  });

  it('counts an overwritten user as imported', async () => {
    const { outcome } = await handIn(StartImport, claim, await ready({}, 'overwrite'));
    expect(outcome?.facts).toMatchObject({ imported: 2, kept: 0 });
  });

  it('calls users uncertain whom only some fitting hypotheses import', async () => {
    const fitting = [...EXACT, 'case/without-users-without-data'];
    const overrides = await ready({ 'R-806': { left: 2, right: 2, fitting } });
    const { outcome, codes } = await handIn(StartImport, claim, overrides);
    expect(outcome?.facts).toMatchObject({ imported: 1, uncertain: 1, left: 1 });
    expect(codes).toEqual(['import.uncertain']);
  });

  it('does not accept an import with errors but keeps what it may have done', async () => {
    const { outcome, codes } = await handIn(
      StartImport,
      { ...claim, result: 'errors' },
      await ready(),
    );
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['import.errors']);
    expect(outcome?.evidence).toHaveLength(1);
    expect(outcome?.facts).toBeUndefined();
  });

  it.each([
    [{ finishedAt: '2026-03-02T08:59:00Z' }, 'import.ends-before-start'],
    [{ startedAt: '2026-03-02T08:15:00Z' }, 'import.before-overview'],
    [{ finishedAt: '2026-03-02T19:00:00Z' }, 'time.in-future'],
  ])('refuses %j', async (change, code) => {
    const { codes } = await handIn(StartImport, { ...claim, ...change }, await ready());
    expect(codes).toEqual([code]);
  });

  it('wants a new safety export before every import', async () => {
    const late = { folder: 'C:\\S', madeAt: '2026-03-02T09:05:00Z', files: 1 };
    const after = await handIn(StartImport, claim, await ready({ 'R-800': late }));
    expect(after.codes).toEqual(['import.before-safety-export']);
    const before = { ledger: null, finishedAt: '2026-03-02T08:20:00Z' };
    const again = await handIn(StartImport, claim, await ready({ 'R-808': before }));
    expect(again.codes).toEqual(['safety-export.too-old']);
  });
});

describe('R-808 as a step', () => {
  it('waits for a second person when nothing could be predicted', async () => {
    expect(specOf(StartImport).hard).toBe(true);
    expect((await handIn(StartImport, claim)).outcome?.verdict).toBe('cannot-read');
  });

  it('becomes outdated with everything that was read before it', () => {
    const before = ['R-502', 'R-707', 'R-802', 'R-803', 'R-804', 'R-805', 'R-806', 'R-807'];
    expect(specOf(StartImport).reads).toEqual(before);
  });
});

const ledger: Ledger = {
  source: 4,
  imported: [
    { email: 'anna@a.example', target: 'anna@a.example', overwritten: false },
    { email: 'bert@a.example', target: 'bert@a.example', overwritten: true },
  ],
  uncertain: [],
  kept: [],
  left: ['dora@a.example'],
  withoutData: 1,
  ever: ['anna@a.example', 'bert@a.example'],
};
const list = stored('ledger.json', JSON.stringify(ledger));

describe('R-809 verifying the import', () => {
  const run = { ledger: list.ref.digest, yellowAfter: { min: 2, max: 2 } };
  const imported = { ...known({ 'R-808': run }), files: [list.file] };
  const sample = [{ email: 'anna@a.example', greetingHeard: true, nameHeard: true }];

  it('accepts a sample that was heard and the right number of yellow users', async () => {
    const { outcome } = await handIn(SampleImport, { sample, yellowAfter: 2 }, imported);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { sampled: 1, yellowAfter: 2 } });
  });

  it('lists who should be yellow when there are too few', async () => {
    const { outcome, codes } = await handIn(SampleImport, { sample, yellowAfter: 1 }, imported);
    expect(codes).toEqual(['sample.too-few-yellow', 'sample.should-be-yellow']);
    expect(outcome?.reasons[1]).toMatchObject({ claimed: 'anna@a.example' });
  });

  it.each([
    ['too many yellow users', { sample, yellowAfter: 3 }, 'sample.too-many-yellow'],
    ['an empty sample', { sample: [], yellowAfter: 2 }, 'sample.empty'],
    [
      'a greeting that cannot be heard',
      { sample: [{ ...sample[0], greetingHeard: false }], yellowAfter: 2 },
      'sample.not-heard',
    ],
    [
      'somebody who was not imported',
      { sample: [{ email: 'dora@a.example', nameHeard: true }], yellowAfter: 2 },
      'sample.not-imported',
    ],
  ])('refuses %s', async (_what, given, code) => {
    expect((await handIn(SampleImport, given, imported)).codes).toEqual([code]);
  });

  it('refuses a sample row that says nothing', async () => {
    const given = { sample: [{ email: 'anna@a.example' }], yellowAfter: 2 };
    expect((await handIn(SampleImport, given, imported)).refused).toHaveLength(1);
  });

  it('cannot compare without a ledger', async () => {
    const { outcome } = await handIn(SampleImport, { sample, yellowAfter: 2 });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-810 listing users to be told', () => {
  it('lists who must record again and whose recording was overwritten', async () => {
    const facts = known({ 'R-808': { ledger: list.ref.digest } });
    const { outcome, codes } = await handIn(ListUsersToTell, {}, { ...facts, files: [list.file] });
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { recordAgain: 1, overwritten: 1 },
    });
    expect(codes).toContain('tell.pin-mails');
  });

  it('cannot list without a ledger', async () => {
    expect((await handIn(ListUsersToTell, {})).outcome?.verdict).toBe('cannot-read');
  });
});

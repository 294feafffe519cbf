import { describe, expect, it } from '@jest/globals';
import { DecideYellow } from '../../../src/steps/voicemail-import/decide-yellow.step.js';
import { ReviewGreen } from '../../../src/steps/voicemail-import/review-green.step.js';
import { ReviewUnmatched } from '../../../src/steps/voicemail-import/review-unmatched.step.js';
import { ReviewWithoutData } from '../../../src/steps/voicemail-import/review-without-data.step.js';
import { handIn, specOf } from '../build-context.js';
import { known } from '../user-creation/known.js';
import { predicted } from './customer.js';

describe('R-804 reviewing the green users', () => {
  const facts = known({ 'R-803': { green: 2, yellow: 1, fitting: [] } });

  it('accepts the number of the overview and shows early yellow users', async () => {
    const { outcome, codes } = await handIn(ReviewGreen, { green: 2 }, facts);
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(['overview.yellow-in-first-run']);
  });

  it('refuses another number', async () => {
    expect((await handIn(ReviewGreen, { green: 3 }, facts)).codes).toContain(
      'overview.green-differs',
    );
  });

  it('cannot compare without the overview', async () => {
    expect((await handIn(ReviewGreen, { green: 3 })).outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-805 deciding on the yellow users', () => {
  const seen = { green: 0, yellow: 2, fitting: ['exact/without-users-without-data'] };
  const keep = [{ email: 'anna@a.example' }, { email: 'bert@a.example' }];

  it('keeps by default', async () => {
    const { outcome } = await handIn(
      DecideYellow,
      { decisions: keep },
      await predicted({ 'R-803': seen }),
    );
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { kept: 2, overwritten: 0 } });
    expect(outcome?.approval).toBeUndefined();
  });

  it('wants a second person above the agreed number of overwrites', async () => {
    const decisions = keep.map((d) => ({ ...d, decision: 'overwrite', reason: 'Wunsch' }));
    const overrides = await predicted({ 'R-803': seen });
    const few = await handIn(DecideYellow, { decisions, approvalAbove: 2 }, overrides);
    expect(few.outcome?.approval).toBeUndefined();
    const many = await handIn(DecideYellow, { decisions, approvalAbove: '1' }, overrides);
    expect(many.outcome).toMatchObject({ verdict: 'consistent', facts: { overwritten: 2 } });
    expect(many.outcome?.approval?.de).toContain('W-16');
  });

  it.each([
    ['a missing decision', keep.slice(1), 'yellow.count-differs'],
    ['a user decided twice', [keep[0], keep[0]], 'yellow.twice'],
    ['a user nobody expects', [keep[0], { email: 'x@a.example' }], 'yellow.unknown'],
    [
      'overwriting without a reason',
      [keep[0], { email: 'bert@a.example', decision: 'overwrite' }],
      'yellow.no-reason',
    ],
  ])('refuses %s', async (_what, decisions, code) => {
    const overrides = await predicted({ 'R-803': seen });
    const { outcome, codes } = await handIn(DecideYellow, { decisions }, overrides);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toContain(code);
  });

  it('names users imported before for whom there is no decision', async () => {
    const again = await predicted({
      'R-803': { ...seen, yellow: 1 },
      importedBefore: ['anna@a.example'],
    });
    const { outcome, codes } = await handIn(DecideYellow, { decisions: keep.slice(1) }, again);
    expect(codes).toEqual(['yellow.missing']);
    expect(outcome?.reasons[0]?.text.de).toContain('anna@a.example');
  });

  it('is never waived', () => {
    expect(specOf(DecideYellow)).toMatchObject({ hard: true, neverWaive: true });
  });
});

describe('R-806 reviewing users without a match', () => {
  const exact = { green: 2, yellow: 0, fitting: ['exact/without-users-without-data'] };
  const accept = (email: string) => ({ email, decision: 'accept', reason: 'ausgeschieden' });
  const both = [accept('cleo@a.example'), accept('dora@a.example')];

  it('accepts the predicted numbers with every left row decided', async () => {
    const overrides = await predicted({ 'R-803': exact });
    const claim = { left: 2, right: 2, decisions: both };
    const { outcome } = await handIn(ReviewUnmatched, claim, overrides);
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { left: 2, right: 2, fitting: exact.fitting },
    });
  });

  it.each([
    ['another left number', { left: 1, right: 2, decisions: both.slice(1) }, 'prediction.left'],
    ['another right number', { left: 2, right: 9, decisions: both }, 'prediction.right'],
    ['an undecided row', { left: 2, right: 2, decisions: both.slice(1) }, 'unmatched.undecided'],
    [
      'a row nobody expects',
      { left: 2, right: 2, decisions: [both[0], accept('anna@a.example')] },
      'unmatched.unknown',
    ],
    [
      'a row decided twice',
      { left: 2, right: 2, decisions: [both[0], both[0]] },
      'unmatched.twice',
    ],
    [
      'a row that is still to be fixed',
      { left: 2, right: 2, decisions: [both[0], { ...both[1], decision: 'fix' }] },
      'unmatched.to-fix',
    ],
  ])('refuses %s', async (_what, claim, code) => {
    const overrides = await predicted({ 'R-803': exact });
    const { outcome, codes } = await handIn(ReviewUnmatched, claim, overrides);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toContain(code);
  });

  it('refuses numbers that fit only another hypothesis than the overview', async () => {
    const folded = { green: 3, yellow: 0, fitting: ['case/without-users-without-data'] };
    const overrides = await predicted({ 'R-803': folded });
    const claim = { left: 2, right: 2, decisions: both };
    expect((await handIn(ReviewUnmatched, claim, overrides)).codes).toContain('prediction.left');
    const right = { left: 1, right: 1, decisions: [accept('dora@a.example')] };
    expect((await handIn(ReviewUnmatched, right, overrides)).outcome?.verdict).toBe('consistent');
  });

  it('waits for a second person when there is no prediction', async () => {
    const { outcome } = await handIn(ReviewUnmatched, { left: 0, right: 0, decisions: [] });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-807 reviewing users without data', () => {
  it('accepts the predicted number', async () => {
    const { outcome } = await handIn(ReviewWithoutData, { withoutData: 1 }, await predicted());
    expect(outcome).toMatchObject({ verdict: 'consistent', reasons: [] });
  });

  it('only warns about another number', async () => {
    const { outcome, codes } = await handIn(
      ReviewWithoutData,
      { withoutData: 5 },
      await predicted(),
    );
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(['prediction.withoutData']);
  });

  it('waits for a second person when there is no prediction', async () => {
    const { outcome } = await handIn(ReviewWithoutData, { withoutData: 5 });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});

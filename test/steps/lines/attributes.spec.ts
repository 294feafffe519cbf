import { describe, expect, it } from '@jest/globals';
import { CompareStaticLines } from '../../../src/steps/lines/compare-static-lines.step.js';
import { ConfirmConnector } from '../../../src/steps/lines/confirm-connector.step.js';
import { DecideNeed } from '../../../src/steps/lines/decide-need.step.js';
import { SetLineAttributes } from '../../../src/steps/lines/set-line-attributes.step.js';
import { handIn } from '../build-context.js';
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

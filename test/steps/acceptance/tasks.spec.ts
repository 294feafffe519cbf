import { describe, expect, it } from '@jest/globals';
import { CheckClients } from '../../../src/steps/acceptance/check-clients.step.js';
import { CutOver } from '../../../src/steps/acceptance/cut-over.step.js';
import { DeleteCopies } from '../../../src/steps/acceptance/delete-copies.step.js';
import { FollowUp } from '../../../src/steps/acceptance/follow-up.step.js';
import { SignOff } from '../../../src/steps/acceptance/sign-off.step.js';
import { SwitchOffSource } from '../../../src/steps/acceptance/switch-off-source.step.js';
import type { StepSpec } from '../../../src/core/step.js';
import { STEP_KEY } from '../../../src/steps/step.decorator.js';
import { TestFeatures } from '../../../src/steps/acceptance/test-features.step.js';
import { handIn } from '../build-context.js';
import { known } from '../user-creation/known.js';

const scope = { pbx: true, fax: true, mwi: false, personalGreetings: true };

describe('R-1000 cutting over', () => {
  const window = { windowStart: '2026-03-02T08:00:00Z', windowEnd: '2026-03-02T10:00:00Z' };
  const facts = known({ 'R-106': scope, 'R-110': window });
  const good = {
    at: '2026-03-02T09:00:00Z',
    who: 'Anna',
    moved: 'pbx,fax,voicemail',
    v4Stopped: 'ja',
    wayBack: 'Anlage auf V4 zurückstellen',
    keepV4Days: 14,
  };

  it('accepts a cut-over inside the window', async () => {
    const { outcome } = await handIn(CutOver, good, facts);
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      reasons: [],
      facts: { at: good.at, keepV4Days: 14 },
    });
  });

  it('points out a cut-over outside the window', async () => {
    const { outcome, codes } = await handIn(
      CutOver,
      { ...good, at: '2026-03-02T07:59:59Z' },
      facts,
    );
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(['cut-over.outside-window']);
  });

  it.each([
    [{ v4Stopped: false }, 'cut-over.v4-running'],
    [{ moved: 'pbx,fax' }, 'cut-over.not-moved'],
  ])('refuses %j', async (change, code) => {
    const { outcome, codes } = await handIn(CutOver, { ...good, ...change }, facts);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
  });

  it('wants everything moved when the scope is not known', async () => {
    expect((await handIn(CutOver, good)).codes).toEqual(['cut-over.not-moved']);
  });

  it('refuses a form without a way back', async () => {
    expect((await handIn(CutOver, { ...good, wayBack: '' }, facts)).refused).toHaveLength(1);
  });
});

describe('R-1001 testing the features', () => {
  const facts = known({ 'R-106': scope });
  const ok = (feature: string) => ({ feature, result: 'ok' });
  const all = ['calls-in', 'calls-out', 'fax', 'voicemail'].map(ok);

  it('accepts a result for every feature in scope', async () => {
    const { outcome } = await handIn(TestFeatures, { results: all }, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { open: [] } });
  });

  it('names a feature without a result', async () => {
    const { outcome, codes } = await handIn(TestFeatures, { results: all.slice(1) }, facts);
    expect(codes).toEqual(['features.unanswered']);
    expect(outcome?.reasons[0]?.text.en).toContain('incoming calls');
  });

  it('refuses a failure without a follow-up task', async () => {
    const results = [...all.slice(1), { feature: 'calls-in', result: 'not-ok' }];
    expect((await handIn(TestFeatures, { results }, facts)).codes).toEqual(['features.failed']);
  });

  it('keeps a failure with a follow-up task as open', async () => {
    const results = [...all.slice(1), { feature: 'calls-in', result: 'not-ok', followUp: 'T-1' }];
    const { outcome } = await handIn(TestFeatures, { results }, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', flags: { open: 1 } });
  });

  it('refuses a feature answered twice', async () => {
    const { codes } = await handIn(TestFeatures, { results: [...all, ok('fax')] }, facts);
    expect(codes).toEqual(['features.twice']);
  });
});

describe('R-1002 checking clients and licenses', () => {
  const facts = known({ 'R-312': { delivered: 10 } });
  const sample = [{ user: 'Anna', managedByConnector: true }];
  const good = { signedIn: 8, licensesAssigned: 10, sample };

  it('accepts counts within the licenses', async () => {
    const { outcome } = await handIn(CheckClients, good, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', reasons: [], facts: { unmanaged: 0 } });
  });

  it.each([
    [{ licensesAssigned: 11 }, 'clients.too-many-licenses'],
    [{ signedIn: 11 }, 'clients.more-than-licenses'],
    [{ sample: [] }, 'clients.no-sample'],
  ])('refuses %j', async (change, code) => {
    expect((await handIn(CheckClients, { ...good, ...change }, facts)).codes).toEqual([code]);
  });

  it('points out users no connector manages', async () => {
    const one = [{ user: 'Bert', managedByConnector: false }];
    const { outcome, codes } = await handIn(CheckClients, { ...good, sample: one }, facts);
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(['clients.not-managed']);
  });

  it('cannot compare without the number of licenses', async () => {
    expect((await handIn(CheckClients, good)).outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-1004 signing off', () => {
  const facts = known({ 'R-1003': { html: 'digest', open: 2 } });
  const good = {
    customerName: 'Kim Kunde',
    partnerName: 'Pat Partner',
    signedOn: '2026-03-01',
    openFindingsNamed: true,
  };

  it('accepts two different people', async () => {
    const { outcome } = await handIn(SignOff, good, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { report: 'digest' } });
  });

  it.each([
    [{ partnerName: ' kim kunde ' }, 'sign-off.same-person'],
    [{ openFindingsNamed: false }, 'sign-off.open-not-named'],
    [{ signedOn: '2026-03-09' }, 'time.in-future'],
  ])('refuses %j', async (change, code) => {
    expect((await handIn(SignOff, { ...good, ...change }, facts)).codes).toEqual([code]);
  });
});

describe('R-1006 switching V4 off', () => {
  const facts = known({ 'R-1000': { at: '2026-02-15T21:00:00Z', keepV4Days: 14 } });

  it('accepts the first agreed day', async () => {
    const { outcome } = await handIn(SwitchOffSource, { offOn: '2026-03-01' }, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { offOn: '2026-03-01' } });
  });

  it('says beforehand which day that is', () => {
    const spec = Reflect.getMetadata(STEP_KEY, SwitchOffSource) as StepSpec;
    expect(spec.notBefore?.((step) => facts.facts[step])).toBe('2026-03-01');
    expect(spec.notBefore?.(() => undefined)).toBeUndefined();
  });

  it('refuses the day before', async () => {
    const { outcome } = await handIn(SwitchOffSource, { offOn: '2026-02-28' }, facts);
    expect(outcome?.reasons[0]).toMatchObject({
      code: 'source.off-too-early',
      known: '2026-03-01',
    });
  });

  it('cannot compare without a cut-over', async () => {
    const { outcome } = await handIn(SwitchOffSource, { offOn: '2026-03-01' });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-1007 following up', () => {
  const facts = known({ 'R-1000': { at: '2026-02-20T21:00:00Z', keepV4Days: 14 } });
  const good = {
    firstOn: '2026-02-21',
    firstFindings: '',
    secondOn: '2026-02-27',
    secondFindings: 'MWI leuchtet nicht',
  };

  it('counts the findings of both', async () => {
    const { outcome } = await handIn(FollowUp, good, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { findings: 1 } });
  });

  it.each([
    [{ firstOn: '2026-02-20' }, ['follow-up.too-early']],
    [{ secondOn: '2026-02-26' }, ['follow-up.too-early']],
    [{ firstOn: '2026-03-01' }, ['follow-up.order']],
    [{ secondOn: '2026-03-05' }, ['time.in-future']],
  ])('refuses %j', async (change, codes) => {
    expect((await handIn(FollowUp, { ...good, ...change }, facts)).codes).toEqual(codes);
  });
});

describe('R-1008 deleting copies', () => {
  const facts = known({
    'R-406': { folder: '/mnt/export' },
    'R-501': { targetPath: 'C:\\ProgramData\\C4B\\Migration\\Neu' },
  });
  const places = [
    { place: '/mnt/export/', deletedOn: '2026-03-01' },
    { place: 'c:\\programdata\\c4b\\migration\\neu\\', keptBecause: 'Beweissicherung bis Mai' },
  ];

  it('accepts an answer for every known copy', async () => {
    const { outcome } = await handIn(DeleteCopies, { places }, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { deleted: 1, kept: 1 } });
  });

  it('names an unanswered copy', async () => {
    const { outcome, codes } = await handIn(DeleteCopies, { places: places.slice(0, 1) }, facts);
    expect(codes).toEqual(['copies.unanswered']);
    expect(outcome?.reasons[0]?.text.de).toContain('Migration\\Neu');
  });

  it('refuses a place with neither date nor reason, or with both', async () => {
    const none = await handIn(DeleteCopies, { places: [{ place: 'x' }] }, facts);
    expect(none.refused).toHaveLength(1);
    const both = { place: 'x', deletedOn: '2026-03-01', keptBecause: 'y' };
    expect((await handIn(DeleteCopies, { places: [both] }, facts)).refused).toHaveLength(1);
  });
});

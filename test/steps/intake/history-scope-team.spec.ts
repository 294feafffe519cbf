import { AcknowledgeScope } from '../../../src/steps/intake/acknowledge-scope.step.js';
import { ChooseUserMethod } from '../../../src/steps/intake/choose-user-method.step.js';
import { PlanTeam } from '../../../src/steps/intake/plan-team.step.js';
import { RecordLicenseHistory } from '../../../src/steps/intake/record-license-history.step.js';
import { ReportManualProblem } from '../../../src/steps/intake/report-manual-problem.step.js';
import { SCOPE_ITEMS, scopeList } from '../../../src/steps/intake/scope-list.js';
import { handIn } from '../build-context.js';
import { ticks } from '../scope.js';

describe('R-105 history of the licenses', () => {
  const claim = {
    fullLicenses: 'yes',
    macSwap: 'none',
    licenseSwap: 'no',
    licenseTermsRead: 'ja',
    plan: 'keinen-mac-tausch-und-keinen-lizenztausch',
  };

  it('accepts a clean history', async () => {
    const { outcome } = await handIn(RecordLicenseHistory, claim);
    expect(outcome?.verdict).toBe('cannot-read');
    const flags = { macSwap: 'none', licenseSwap: false, fullLicenses: true, unclear: false };
    expect(outcome?.flags).toEqual(flags);
  });

  it('keeps the MAC address of a completed exchange in one form', async () => {
    const { outcome } = await handIn(RecordLicenseHistory, {
      ...claim,
      macSwap: 'completed',
      macSwapStartedOn: '2026-01-10',
      macSwapFinishedOn: '2026-01-12',
      macAfterSwap: '001a.2b3c.4d5f',
    });
    expect(outcome?.verdict).toBe('cannot-read');
    expect(outcome?.facts).toMatchObject({ macAfterSwap: '00-1A-2B-3C-4D-5F' });
  });

  it.each(['fullLicenses', 'macSwap', 'licenseSwap'])(
    'takes "unknown" for %s as a task',
    async (name) => {
      const { outcome, codes } = await handIn(RecordLicenseHistory, {
        ...claim,
        [name]: 'unknown',
      });
      expect(outcome?.verdict).toBe('cannot-read');
      expect(outcome?.flags).toMatchObject({ unclear: true });
      expect(codes).toEqual(['claim.attested', 'license.to-clarify']);
    },
  );

  it.each([
    [{ plan: 'einen-tausch' }, 'license.swap-planned'],
    [{ licenseTermsRead: 'nein' }, 'license.terms-unread'],
    [{ macSwapStartedOn: '2026-01-10' }, 'mac-swap.none-but-details'],
    [{ macAfterSwap: '00-1A-2B-3C-4D-5F' }, 'mac-swap.none-but-details'],
    [{ macSwap: 'started', macSwapFinishedOn: '2026-01-12' }, 'mac-swap.finished-date'],
    [{ macSwap: 'completed' }, 'mac-swap.details-missing'],
    [{ macSwap: 'started', macSwapStartedOn: '2026-03-09' }, 'mac-swap.future-date'],
    [
      {
        macSwap: 'completed',
        macSwapStartedOn: '2026-01-12',
        macSwapFinishedOn: '2026-01-10',
        macAfterSwap: '00-1A-2B-3C-4D-5F',
      },
      'mac-swap.dates-reversed',
    ],
  ])('refuses %p as %s', async (change, code) => {
    const { outcome, codes } = await handIn(RecordLicenseHistory, { ...claim, ...change });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
  });
});

describe('R-107 what moves and what does not', () => {
  const claim = { answer: 'einverstanden', by: 'Frau Ott', on: '2026-03-02' };
  const list = scopeList(ticks('pbx'));
  const facts = { 'R-106': { ...ticks('pbx'), users: 3, list } };

  it('keeps the list the customer agreed to', async () => {
    const { outcome } = await handIn(AcknowledgeScope, claim, { facts });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', flags: { acknowledged: true } });
    expect(outcome?.facts).toEqual({ by: 'Frau Ott', on: '2026-03-02', list });
  });

  it('keeps the project in intake after a refusal', async () => {
    const { outcome, codes } = await handIn(AcknowledgeScope, { ...claim, answer: 'abgelehnt' });
    expect(codes).toEqual(['scope.refused']);
    expect(outcome?.flags).toBeUndefined();
  });

  it('does not accept tomorrow', async () => {
    const { codes } = await handIn(AcknowledgeScope, { ...claim, on: '2026-03-04' }, { facts });
    expect(codes).toEqual(['date.future']);
  });

  it('cannot say what was agreed to without a scope', async () => {
    const { outcome } = await handIn(AcknowledgeScope, claim);
    expect(outcome?.verdict).toBe('cannot-read');
  });

  it('puts each item on one side and says openly what the manual does not name', () => {
    expect(list.moves).toHaveLength(1);
    expect(list.moves.length + list.unused.length).toBe(SCOPE_ITEMS.length);
    const named = list.notNamed.map((t) => t.de);
    expect(named.join()).toMatch(/Nachrichten.*Journale.*PINs/);
  });
});

describe('R-108 how users are created', () => {
  const scope = { 'R-106': { ...ticks('dynamicLines'), users: 3, list: scopeList(ticks('fax')) } };

  it('accepts one way', async () => {
    const { outcome } = await handIn(ChooseUserMethod, { methods: 'ad', adLater: 'nein' });
    const flags = { ad: true, text: false, manual: false, adLater: false, first: 'ad' };
    expect(outcome).toMatchObject({ verdict: 'cannot-read', flags, facts: { order: ['ad'] } });
  });

  it('wants the order of two ways', async () => {
    const claim = { methods: 'ad,text', adLater: 'nein' };
    expect((await handIn(ChooseUserMethod, claim)).refused.join()).toContain('Reihenfolge');
    const half = await handIn(ChooseUserMethod, { ...claim, order: 'text' });
    expect(half.refused.join()).toContain('order');
    const { outcome } = await handIn(ChooseUserMethod, { ...claim, order: 'text,ad' });
    expect(outcome?.flags).toMatchObject({ ad: true, text: true, first: 'text' });
  });

  it('warns that connectors do not change users made by hand', async () => {
    const claim = { methods: 'manual', adLater: 'nein' };
    const asked = await handIn(ChooseUserMethod, claim, { facts: scope });
    expect(asked.codes).toEqual(['method.manual-lines']);
    const wrong = { ...claim, manualLines: 'durch-konnektor' };
    const again = await handIn(ChooseUserMethod, wrong, { facts: scope });
    expect(again.codes).toEqual(['method.manual-lines']);
    const right = { ...claim, manualLines: 'von-hand' };
    const { outcome } = await handIn(ChooseUserMethod, right, { facts: scope });
    expect(outcome?.verdict).toBe('consistent');
  });

  it('lets an AD connector follow a text connector only with the SID as key', async () => {
    const claim = { methods: 'text', adLater: 'ja' };
    for (const textKey of [{}, { textKey: 'anderer' }]) {
      const { codes } = await handIn(ChooseUserMethod, { ...claim, ...textKey });
      expect(codes).toEqual(['method.sid-needed']);
    }
    const { outcome } = await handIn(ChooseUserMethod, { ...claim, textKey: 'windows-sid' });
    expect(outcome?.flags).toMatchObject({ text: true, adLater: true });
  });

  it.each(['', 'ad,ad'])('refuses the ways "%s"', async (methods) => {
    const { refused } = await handIn(ChooseUserMethod, { methods, adLater: 'nein' });
    expect(refused.join()).toContain('methods');
  });
});

describe('R-110 team and window', () => {
  const claim = {
    doer: 'Anna Kern',
    approver: 'Karl Ott',
    rollbackOwner: 'Anna Kern',
    windowStart: '2026-03-07T06:00:00Z',
    windowEnd: '2026-03-07T18:00:00Z',
    timeZone: 'Europe/Berlin',
  };

  it('accepts two people and a window ahead', async () => {
    expect((await handIn(PlanTeam, claim)).outcome).toMatchObject({
      verdict: 'cannot-read',
      facts: claim,
      approvers: ['Karl Ott'],
    });
  });

  it('wants a second person to approve', async () => {
    const { codes } = await handIn(PlanTeam, { ...claim, approver: ' anna  kern' });
    expect(codes).toEqual(['team.approver-is-doer']);
  });

  it('refuses a window in the past', async () => {
    const past = { ...claim, windowStart: '2026-03-01T06:00:00Z' };
    expect((await handIn(PlanTeam, past)).codes).toEqual(['window.past']);
  });

  it('refuses a window that ends before it starts, and an unknown time zone', async () => {
    const reversed = await handIn(PlanTeam, { ...claim, windowEnd: '2026-03-07T05:00:00Z' });
    expect(reversed.refused.join()).toContain('windowEnd');
    const zone = await handIn(PlanTeam, { ...claim, timeZone: 'Europa/Berlin' });
    expect(zone.refused.join()).toContain('Europe/Berlin');
  });
});

describe('R-111 remarks on the manual', () => {
  it('prepares a mail and says to whom', async () => {
    const claim = { found: 'unklar', stepId: 'R-305', remark: 'Welche Anschrift ist gemeint?' };
    const { outcome } = await handIn(ReportManualProblem, claim);
    const draft = (outcome?.facts as unknown as { draft: { to: string; body: string } }).draft;
    expect(draft.to).toBe('doku@c4b.de');
    expect(draft.body).toContain('Welche Anschrift ist gemeint?');
    expect(draft.body).toContain('R-305');
  });

  it('prepares nothing when there is nothing to say', async () => {
    const { outcome } = await handIn(ReportManualProblem, { found: 'nichts' });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', facts: { found: 'nichts' } });
    expect(outcome?.facts).not.toHaveProperty('draft');
  });

  it('wants step and remark', async () => {
    const { refused } = await handIn(ReportManualProblem, { found: 'falsch' });
    expect(refused.map((r) => r.split(':')[0])).toEqual(['stepId', 'remark']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { ChooseMethod } from '../../../src/steps/user-creation/choose-method.step.js';
import { RunAdConnector } from '../../../src/steps/user-creation/run-ad-connector.step.js';
import { StartService } from '../../../src/steps/user-creation/start-service.step.js';
import { handIn } from '../build-context.js';
import { known } from './known.js';

describe('R-701 starting the service', () => {
  const facts = known({ 'R-606': { importedAt: '2026-03-02T08:00:00Z' } });

  it('accepts a running service', async () => {
    const claim = { startedAt: '2026-03-02T09:00:00Z', state: 'running' };
    const { outcome } = await handIn(StartService, claim, facts);
    expect(outcome).toMatchObject({
      verdict: 'cannot-read',
      facts: { startedAt: claim.startedAt },
      flags: { started: true },
    });
  });

  it('records a service that ran before the import without refusing it', async () => {
    const claim = { startedAt: '2026-03-02T07:00:00Z', state: 'running' };
    const { outcome, codes } = await handIn(StartService, claim, facts);
    expect(outcome?.verdict).toBe('cannot-read');
    expect(codes).toEqual(['claim.attested', 'service.ran-earlier']);
  });

  it.each([
    [{ startedAt: '2026-03-02T09:00:00Z', state: 'stopped' }, 'service.not-running'],
    [{ startedAt: '2026-03-02T10:00:00Z', state: 'running' }, 'time.in-future'],
  ])('refuses %j', async (claim, code) => {
    const { outcome, codes } = await handIn(StartService, claim, facts);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
  });
});

describe('R-702 choosing the method', () => {
  const facts = known({ 'R-108': { order: ['ad'] }, 'R-106': { dynamicLines: true } });

  it('confirms the plan', async () => {
    const { outcome } = await handIn(ChooseMethod, { methods: 'ad' }, facts);
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { methods: ['ad'] },
      flags: { ad: true, text: false, manual: false },
    });
  });

  it('wants a reason for another method or another order', async () => {
    const other = await handIn(ChooseMethod, { methods: 'text' }, facts);
    expect(other.codes).toEqual(['method.differs-from-plan']);
    const order = await handIn(
      ChooseMethod,
      { methods: 'text,ad' },
      known({ 'R-108': { order: ['ad', 'text'] } }),
    );
    expect(order.codes).toEqual(['method.differs-from-plan']);
    const why = { methods: 'text', changedBecause: 'kein Zugriff auf das AD' };
    expect((await handIn(ChooseMethod, why, facts)).outcome?.verdict).toBe('consistent');
  });

  it('warns that no connector changes users made by hand', async () => {
    const claim = { methods: 'manual', changedBecause: 'wenige Benutzer' };
    expect((await handIn(ChooseMethod, claim, facts)).codes).toEqual(['method.manual-dynamic']);
  });

  it.each(['', 'ad,ad'])('refuses "%s" in the form', async (methods) => {
    expect((await handIn(ChooseMethod, { methods }, facts)).refused).toHaveLength(1);
  });
});

describe('R-703 running the AD connector', () => {
  const facts = known({ 'R-701': { startedAt: '2026-03-02T08:00:00Z' } });
  const good = {
    onlyOnCreation: 'only-on-creation',
    scopeOu: 'OU=Benutzer,DC=muster,DC=example',
    domainTrust: 'member',
    windowsLogin: 'ja',
    runAt: '2026-03-02T09:00:00Z',
    status: 'finished',
    usersCreated: '25',
    expected: '25',
  };

  it('accepts a run with all users', async () => {
    const { outcome } = await handIn(RunAdConnector, good, facts);
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { runAt: good.runAt, usersCreated: 25 },
      flags: { onlyOnCreation: true },
    });
  });

  it.each([
    [{ onlyOnCreation: 'every-run' }, 'connector.every-run'],
    [{ domainTrust: 'no-trust' }, 'connector.no-trust-login'],
    [{ usersCreated: '0' }, 'connector.no-users'],
    [{ usersCreated: '24' }, 'connector.count-differs'],
    [{ status: 'error' }, 'connector.not-finished'],
    [{ runAt: '2026-03-02T07:00:00Z' }, 'connector.before-service'],
    [{ runAt: '2026-03-02T11:00:00Z' }, 'time.in-future'],
  ])('refuses %j', async (change, code) => {
    const { outcome, codes } = await handIn(RunAdConnector, { ...good, ...change }, facts);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
  });

  it('accepts a foreign domain without trust when Windows login is off', async () => {
    const claim = { ...good, domainTrust: 'no-trust', windowsLogin: 'nein' };
    expect((await handIn(RunAdConnector, claim, facts)).outcome?.verdict).toBe('consistent');
  });

  it('gives a check list when no user was created', async () => {
    const { outcome } = await handIn(RunAdConnector, { ...good, usersCreated: 0 }, facts);
    expect(outcome?.reasons[0]?.text.de).toMatch(/Prüfen Sie: Bereich/);
  });
});

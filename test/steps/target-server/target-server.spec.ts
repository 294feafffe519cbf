import type { Facts } from '../../../src/core/facts.js';
import { ChooseLicenseRoute } from '../../../src/steps/target-server/choose-license-route.step.js';
import { ConfirmStaticMac } from '../../../src/steps/target-server/confirm-static-mac.step.js';
import { FinishMacSwap } from '../../../src/steps/target-server/finish-mac-swap.step.js';
import { InstallConnectServer } from '../../../src/steps/target-server/install-connect-server.step.js';
import { KeepOldMac } from '../../../src/steps/target-server/keep-old-mac.step.js';
import { LearnExistingCustomer } from '../../../src/steps/target-server/learn-existing-customer.step.js';
import { ReadHardwareId } from '../../../src/steps/target-server/read-hardware-id.step.js';
import { handIn, testHmac } from '../build-context.js';

const PRODUCT: Facts['R-101'] = {
  customer: 'Muster GmbH',
  partner: 'Beispiel Systemhaus',
  contacts: [],
  sourceProduct: 'uc-v4',
  targetVersion: 'V9 SR1',
};
const SERVERS: Facts['R-102'] = {
  newHardware: true,
  sourceHost: 'UC01',
  targetHost: 'CONNECT01',
  sourceAddresses: [],
  targetAddresses: [],
  targetMachine: 'virtual',
  sameHost: false,
};

function history(change: Partial<Facts['R-105']> = {}): { 'R-105': Facts['R-105'] } {
  const clean = { fullLicenses: 'yes', macSwap: 'none', licenseSwap: 'no' } as const;
  return { 'R-105': { ...clean, licenseTermsRead: true, ...change } };
}

describe('R-201 installation', () => {
  const claim = {
    host: 'connect01.muster.local',
    release: 'V9 SR2',
    installedOn: '2026-03-01',
    installer: 'Anna Kern',
    sourceServer: 'unveraendert',
  };
  const facts = { 'R-101': PRODUCT, 'R-102': SERVERS };

  it('accepts the planned server with the wanted release', async () => {
    const { outcome } = await handIn(InstallConnectServer, claim, { facts });
    expect(outcome).toMatchObject({ verdict: 'consistent', flags: { installed: true } });
  });

  it.each([
    [{ host: 'UC01' }, 'host.is-source'],
    [{ host: 'CONNECT02' }, 'host.other'],
    [{ release: 'V8 SR9' }, 'release.too-low'],
    [{ release: 'V9' }, 'release.service-release-missing'],
    [{ installedOn: '2026-03-05' }, 'date.future'],
    [{ sourceServer: 'veraendert' }, 'source.touched'],
  ])('refuses %p as %s', async (change, code) => {
    const { outcome, codes } = await handIn(
      InstallConnectServer,
      { ...claim, ...change },
      { facts },
    );
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
  });

  it('does not block a server that was confirmed to be the old one', async () => {
    const same = { ...SERVERS, targetHost: 'UC01', sameHost: true };
    const known = { ...facts, 'R-102': same };
    const { outcome } = await handIn(
      InstallConnectServer,
      { ...claim, host: 'UC01' },
      { facts: known },
    );
    expect(outcome?.verdict).toBe('consistent');
  });

  it('cannot compare without the intake', async () => {
    const { outcome } = await handIn(InstallConnectServer, claim);
    expect(outcome).toMatchObject({ verdict: 'cannot-read', flags: { installed: true } });
  });
});

describe('R-202 static MAC address', () => {
  const claim = { mac: 'fest', runningMoves: 'keine' };

  it('accepts a fixed address without moves', async () => {
    expect((await handIn(ConfirmStaticMac, claim)).outcome?.verdict).toBe('cannot-read');
  });

  it.each([
    [{ mac: 'dynamisch' }, 'vm.dynamic-mac'],
    [{ runningMoves: 'moeglich' }, 'vm.running-moves'],
  ])('warns of %p', async (change, code) => {
    expect((await handIn(ConfirmStaticMac, { ...claim, ...change })).codes).toEqual([code]);
  });
});

describe('R-203 hardware ID', () => {
  const claim = {
    hardwareId: ' AB12-CD34 ',
    hardwareIdRepeated: 'AB12-CD34',
    macs: '001A.2B3C.4D5F, 00:1a:2b:3c:4d:5f',
  };

  it('keeps the trimmed ID, each MAC once, and a fingerprint', async () => {
    const { outcome } = await handIn(ReadHardwareId, claim);
    expect(outcome?.facts).toEqual({ hardwareId: 'AB12-CD34', macs: ['00-1A-2B-3C-4D-5F'] });
    expect(outcome?.fingerprints).toEqual([{ kind: 'hardware-id', hmac: testHmac('AB12-CD34') }]);
  });

  it('tells a MAC address from a hardware ID', async () => {
    const mac = '00-1A-2B-3C-4D-5F';
    const { refused } = await handIn(ReadHardwareId, {
      ...claim,
      hardwareId: mac,
      hardwareIdRepeated: mac,
    });
    expect(refused.join()).toContain('gesucht ist die Hardware-ID des neuen Systems');
  });

  it.each([
    [{ hardwareIdRepeated: 'AB12-CD35' }, 'hardwareIdRepeated'],
    [{ hardwareId: 'AB12 CD34', hardwareIdRepeated: 'AB12 CD34' }, 'hardwareId'],
    [{ macs: '00-1A-2B-3C-4D' }, 'macs'],
    [{ macs: '' }, 'macs'],
  ])('refuses %p', async (change, field) => {
    const { refused } = await handIn(ReadHardwareId, { ...claim, ...change });
    expect(refused[0]).toMatch(new RegExp(`^${field}:`));
  });

  it('stops when another project has the same ID', async () => {
    const used = [{ kind: 'hardware-id', value: 'AB12-CD34', project: 'project-2' }] as const;
    const { codes } = await handIn(ReadHardwareId, claim, { usedElsewhere: used });
    expect(codes).toEqual(['hardware-id.used-elsewhere']);
  });
});

describe('R-204 license route', () => {
  it('accepts the online route with internet access', async () => {
    const { outcome } = await handIn(ChooseLicenseRoute, { route: 'online', internet: 'ja' });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', flags: { route: 'online' } });
  });

  it('suggests the import without internet access', async () => {
    const { outcome } = await handIn(ChooseLicenseRoute, { route: 'online', internet: 'nein' });
    expect(outcome?.verdict).toBe('contradicts');
    expect(outcome?.reasons[0]?.text.de).toContain('`Lizenzpaket importieren`');
  });
});

describe('R-205 existing customer', () => {
  const claim = { existingCustomer: 'bestehender-kunde', firstNumber: 'alte-mac' };

  it('accepts the right answers for full licenses', async () => {
    const { outcome } = await handIn(LearnExistingCustomer, claim, { facts: history() });
    expect(outcome?.verdict).toBe('cannot-read');
  });

  it.each([{ existingCustomer: 'neukunde' }, { firstNumber: 'daten-der-neuen-hardware' }])(
    'calls back from %p',
    async (change) => {
      const { outcome } = await handIn(
        LearnExistingCustomer,
        { ...claim, ...change },
        { facts: history() },
      );
      expect(outcome?.verdict).toBe('contradicts');
      expect(outcome?.reasons[0]?.text.de).toContain('Zurück, nicht weiterklicken');
    },
  );

  it('sends customers without full licenses to C4B first', async () => {
    const facts = history({ fullLicenses: 'no' });
    const asked = await handIn(LearnExistingCustomer, claim, { facts });
    expect(asked.codes).toEqual(['license.no-full-licenses']);
    const answered = { ...claim, clarifiedWithC4b: 'Ticket 4711: gleicher Weg' };
    const { outcome } = await handIn(LearnExistingCustomer, answered, { facts });
    expect(outcome?.verdict).toBe('cannot-read');
    expect(outcome?.approval).toBeDefined();
  });
});

describe('R-206 no MAC exchange', () => {
  const claim = { macSwap: 'kein-mac-tausch', baseSystem: 'bisheriges-uc-system' };

  it('accepts the two facts repeated', async () => {
    const { outcome, codes } = await handIn(KeepOldMac, claim, { facts: history() });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', flags: { acknowledged: true } });
    expect(codes).toEqual(['claim.attested']);
  });

  it.each([{ macSwap: 'mac-tausch' }, { baseSystem: 'anderes-system' }])(
    'refuses %p',
    async (change) => {
      const { codes } = await handIn(KeepOldMac, { ...claim, ...change }, { facts: history() });
      expect(codes).toEqual(['mac-swap.intended']);
    },
  );

  it('points at an exchange that has begun', async () => {
    const { codes } = await handIn(KeepOldMac, claim, { facts: history({ macSwap: 'started' }) });
    expect(codes).toEqual(['claim.attested', 'mac-swap.begun']);
  });
});

describe('R-207 finishing a MAC exchange', () => {
  const claim = {
    finishedOn: '2026-02-20',
    oldMac: '00-1A-2B-3C-4D-5E',
    newMac: '00:1a:2b:3c:4d:5f',
  };
  const facts = history({ macSwap: 'started', macSwapStartedOn: '2026-02-10' });

  it('keeps both addresses', async () => {
    const { outcome } = await handIn(FinishMacSwap, claim, { facts });
    expect(outcome).toMatchObject({ verdict: 'consistent', flags: { finished: true } });
    expect(outcome?.facts).toEqual({ ...claim, newMac: '00-1A-2B-3C-4D-5F' });
  });

  it.each([
    [{ newMac: '001a2b3c4d5e' }, 'mac-swap.same-mac'],
    [{ finishedOn: '2026-02-09' }, 'mac-swap.dates-reversed'],
    [{ finishedOn: '2026-03-20' }, 'date.future'],
  ])('refuses %p as %s', async (change, code) => {
    expect((await handIn(FinishMacSwap, { ...claim, ...change }, { facts })).codes).toEqual([code]);
  });

  it('accepts an exchange begun and finished on one day', async () => {
    const { outcome } = await handIn(
      FinishMacSwap,
      { ...claim, finishedOn: '2026-02-10' },
      { facts },
    );
    expect(outcome?.verdict).toBe('consistent');
  });

  it('does not finish what never began', async () => {
    const { codes } = await handIn(FinishMacSwap, claim, { facts: history() });
    expect(codes).toEqual(['mac-swap.not-begun']);
  });

  it('cannot compare with an unknown history', async () => {
    const { outcome } = await handIn(FinishMacSwap, claim, {
      facts: history({ macSwap: 'unknown' }),
    });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});

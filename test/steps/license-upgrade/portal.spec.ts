import { ChooseExistingCustomer } from '../../../src/steps/license-upgrade/choose-existing-customer.step.js';
import { ConfirmLicensee } from '../../../src/steps/license-upgrade/confirm-licensee.step.js';
import { EnterCodes } from '../../../src/steps/license-upgrade/enter-codes.step.js';
import { EnterHardwareId } from '../../../src/steps/license-upgrade/enter-hardware-id.step.js';
import { PromiseNoLicenseSwap } from '../../../src/steps/license-upgrade/promise-no-license-swap.step.js';
import { ReceiveUpgradeLicenses } from '../../../src/steps/license-upgrade/receive-upgrade-licenses.step.js';
import { SelectBaseSystem } from '../../../src/steps/license-upgrade/select-base-system.step.js';
import { handIn, specOf, testHmac } from '../build-context.js';
import { NEW_MAC, OLD_MAC, history, product } from './known.js';

describe('R-300 no license exchange', () => {
  const claim = { licenseSwap: 'kein-lizenztausch' };

  it('accepts the promise after a clean history', async () => {
    const { outcome } = await handIn(PromiseNoLicenseSwap, claim, { facts: history() });
    expect(outcome?.verdict).toBe('consistent');
  });

  it.each([
    ['yes', 'license.swapped'],
    ['unknown', 'license.history-unclear'],
  ] as const)('refuses the promise after the history "%s"', async (licenseSwap, code) => {
    const { outcome, codes } = await handIn(PromiseNoLicenseSwap, claim, {
      facts: history({ licenseSwap }),
    });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
  });

  it('refuses a planned exchange whatever the history says', async () => {
    const { codes } = await handIn(
      PromiseNoLicenseSwap,
      { licenseSwap: 'lizenztausch' },
      { facts: history() },
    );
    expect(codes).toEqual(['license.swap-planned']);
  });
});

describe('R-301 upgrade licenses', () => {
  const claim = { receivedOn: '2026-03-02', orderNumber: 'A-4711' };

  it('keeps the order for later comparison', async () => {
    const licenses = [{ type: 'Office', count: 40 }];
    const { outcome } = await handIn(ReceiveUpgradeLicenses, {
      ...claim,
      licenses: JSON.stringify(licenses),
    });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', facts: { ...claim, licenses } });
  });

  it('refuses a future date', async () => {
    const { codes } = await handIn(ReceiveUpgradeLicenses, { ...claim, receivedOn: '2026-03-04' });
    expect(codes).toEqual(['date.future']);
  });
});

describe('R-302 codes', () => {
  const claim = { licenseRequestCode: 'ABCD-EFGH-IJKL', securityCode: '998877' };

  it('keeps the last four characters and a fingerprint, never a code', async () => {
    const { outcome } = await handIn(EnterCodes, claim);
    expect(outcome?.verdict).toBe('cannot-read');
    expect(outcome?.facts).toEqual({ given: true, last4: 'IJKL' });
    expect(outcome?.fingerprints).toEqual([
      { kind: 'license-request-code', hmac: testHmac('ABCD-EFGH-IJKL') },
    ]);
    const everything = JSON.stringify(outcome);
    expect(everything).not.toContain('ABCD-EFGH-IJKL');
    expect(everything).not.toContain('998877');
  });

  it.each([
    { licenseRequestCode: 'ABCD EFGH' },
    { licenseRequestCode: 'ABCD-EFGH\u200b' },
    { securityCode: '99 88' },
    { securityCode: '' },
    { securityCode: 'ABCD-EFGH-IJKL' },
  ])('refuses %p without repeating a code', async (change) => {
    const { refused } = await handIn(EnterCodes, { ...claim, ...change });
    expect(refused).toHaveLength(1);
    expect(refused.join()).not.toMatch(/ABCD|99 88/);
    const result = specOf(EnterCodes).form?.safeParse({ ...claim, ...change });
    expect(JSON.stringify(result?.error)).not.toMatch(/ABCD|99 88/);
  });

  it('stops when another project has the same code', async () => {
    const used = [
      { kind: 'license-request-code', value: 'ABCD-EFGH-IJKL', project: 'project-2' },
    ] as const;
    const { outcome, codes } = await handIn(EnterCodes, claim, { usedElsewhere: used });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['code.used-elsewhere']);
    expect(JSON.stringify(outcome)).not.toContain('project-2');
  });
});

describe('R-303 existing customer', () => {
  const claim = { existingCustomer: 'bestehender-kunde', lookup: 'mittels-mac-adresse' };

  it('accepts the existing customer found by MAC address', async () => {
    expect((await handIn(ChooseExistingCustomer, claim)).outcome?.verdict).toBe('cannot-read');
  });

  it.each([{ existingCustomer: 'neukunde' }, { lookup: 'anders' }])(
    'calls back from %p',
    async (change) => {
      const { outcome } = await handIn(ChooseExistingCustomer, { ...claim, ...change });
      expect(outcome?.verdict).toBe('contradicts');
      expect(outcome?.reasons[0]?.text.de).toContain('Zurück, nicht weiterklicken');
    },
  );
});

describe('R-305 licensee', () => {
  const claim = {
    licenseeName: 'Muster Werkzeugbau GmbH & Co. KG',
    licenseeAddress: 'Am Beispiel 1, 12345 Musterstadt',
    match: 'stimmt',
  };
  const known = { customer: 'Muster', facts: product([]) };

  it('does not stumble over the legal form', async () => {
    const { outcome } = await handIn(ConfirmLicensee, claim, known);
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.approval).toBeUndefined();
  });

  it.each(['Fremde Druckerei GmbH', 'Beispiel Metallbau GmbH'])(
    'sends %s back',
    async (licenseeName) => {
      const { outcome, codes } = await handIn(ConfirmLicensee, { ...claim, licenseeName }, known);
      expect(codes).toEqual(['licensee.wrong']);
      expect(outcome?.reasons[0]).toMatchObject({ claimed: licenseeName });
      expect(outcome?.reasons[0]?.known).toContain('Muster Werkzeugbau GmbH');
    },
  );

  it('asks a second person about a similar name', async () => {
    const similar = { ...claim, licenseeName: 'Muster Werkzeughandel GmbH' };
    const { outcome } = await handIn(ConfirmLicensee, similar, known);
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.approval).toBeDefined();
  });

  it('believes the person who says that it is another customer', async () => {
    const { codes } = await handIn(ConfirmLicensee, { ...claim, match: 'stimmt-nicht' }, known);
    expect(codes).toEqual(['licensee.wrong']);
  });

  it.each(['', '   '])('cannot go on with the name "%s"', async (licenseeName) => {
    const { refused } = await handIn(ConfirmLicensee, { ...claim, licenseeName }, known);
    expect(refused[0]).toMatch(/^licenseeName:/);
  });
});

describe('R-306 hardware ID in the portal', () => {
  const facts = { 'R-203': { hardwareId: 'AB0O-11', macs: [NEW_MAC] } };

  it('accepts the ID that was read', async () => {
    const { outcome } = await handIn(EnterHardwareId, { hardwareId: ' AB0O-11' }, { facts });
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { hardwareId: 'AB0O-11' } });
  });

  it('shows each differing character', async () => {
    const { outcome, codes } = await handIn(EnterHardwareId, { hardwareId: 'ABO0-11' }, { facts });
    expect(codes).toEqual(['hardware-id.differs']);
    const text = outcome?.reasons[0]?.text.de;
    expect(text).toContain('Stelle 3: O statt 0; Stelle 4: 0 statt O');
  });

  it('names a missing character', async () => {
    const { outcome } = await handIn(EnterHardwareId, { hardwareId: 'AB0O-1' }, { facts });
    expect(outcome?.reasons[0]?.text.de).toContain('Stelle 7: nichts statt 1');
  });

  it('refuses a MAC address', async () => {
    const { refused } = await handIn(EnterHardwareId, { hardwareId: OLD_MAC }, { facts });
    expect(refused.join()).toContain('Das ist eine MAC-Adresse');
  });

  it('cannot compare before the ID was read', async () => {
    const { outcome } = await handIn(EnterHardwareId, { hardwareId: 'AB0O-11' });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-307 base system', () => {
  const claim = { codesCount: 2, selectedMac: '00:1a:2b:3c:4d:5e', highlight: 'orange' };
  const facts = { 'R-304': { oldMac: OLD_MAC } };

  it('accepts the existing system highlighted in orange', async () => {
    const { outcome } = await handIn(SelectBaseSystem, claim, { facts });
    expect(outcome?.facts).toEqual({ codesCount: 2, selectedMac: OLD_MAC });
  });

  it.each([
    [{ highlight: 'nicht-orange' }, 'base-system.not-orange'],
    [{ selectedMac: NEW_MAC }, 'base-system.other-mac'],
  ])('refuses %p as %s', async (change, code) => {
    const { outcome, codes } = await handIn(SelectBaseSystem, { ...claim, ...change }, { facts });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
  });

  it('refuses no codes at all and cannot compare without the old MAC address', async () => {
    expect((await handIn(SelectBaseSystem, { ...claim, codesCount: 0 })).refused.join()).toContain(
      'codesCount',
    );
    expect((await handIn(SelectBaseSystem, claim)).outcome?.verdict).toBe('cannot-read');
  });
});

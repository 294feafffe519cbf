import { CheckSummary } from '../../../src/steps/license-upgrade/check-summary.step.js';
import { CompareLicenses } from '../../../src/steps/license-upgrade/compare-licenses.step.js';
import { GenerateLicenses } from '../../../src/steps/license-upgrade/generate-licenses.step.js';
import { ImportPackage } from '../../../src/steps/license-upgrade/import-package.step.js';
import { handIn } from '../build-context.js';
import { NEW_MAC, history, product, scope } from './known.js';

const LICENSES = [
  { type: 'Office', count: 40 },
  { type: 'Voicemail', count: 40 },
];
const ORDER = { 'R-301': { receivedOn: '2026-02-01', orderNumber: 'A-1', licenses: LICENSES } };
const SUMMARY = { 'R-308': { licenses: LICENSES, userLicenses: 40 } };

describe('R-308 summary', () => {
  const claim = { licenses: LICENSES, userLicenses: 40 };
  const facts = { ...ORDER, ...scope(40) };

  it('accepts what was ordered, in any order and spelling of blanks', async () => {
    const licenses = [
      { type: 'voicemail ', count: '40' },
      { type: 'Office', count: 30 },
      { type: 'OFFICE', count: 10 },
    ];
    const { outcome } = await handIn(CheckSummary, { ...claim, licenses }, { facts });
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.approval).toBeUndefined();
  });

  it('lists each difference', async () => {
    const licenses = [
      { type: 'Office', count: 39 },
      { type: 'Fax', count: 5 },
    ];
    const { outcome } = await handIn(CheckSummary, { ...claim, licenses }, { facts });
    expect(outcome?.verdict).toBe('contradicts');
    expect(outcome?.reasons.map((r) => [r.claimed, r.known])).toEqual([
      ['Office 39', 'Office 40'],
      ['Voicemail 0', 'Voicemail 40'],
      ['Fax 5', 'Fax 0'],
    ]);
  });

  it('wants a decision when there are fewer licenses than users', async () => {
    const more = { ...ORDER, ...scope(41) };
    expect((await handIn(CheckSummary, claim, { facts: more })).codes).toEqual(['license.too-few']);
    const stop = await handIn(CheckSummary, { ...claim, shortage: 'anhalten' }, { facts: more });
    expect(stop.codes).toEqual(['license.too-few']);
    const { outcome } = await handIn(
      CheckSummary,
      { ...claim, shortage: 'trotzdem-weiter' },
      { facts: more },
    );
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.approval).toBeDefined();
  });

  it('cannot compare without an order', async () => {
    const { outcome, codes } = await handIn(CheckSummary, claim, { facts: scope(40) });
    expect(outcome?.verdict).toBe('cannot-read');
    expect(codes).toEqual(['license.no-order']);
  });
});

describe('R-309 generation', () => {
  const claim = { deliveryAddresses: 'lizenz@muster.example', noWayBack: 'kein-zurueck' };
  const facts = {
    ...history(),
    ...product(['Anna Kern', 'anna@muster.example', 'ott@partner.example']),
  };

  it('accepts addresses of customer and partner', async () => {
    const both = { ...claim, deliveryAddresses: 'lizenz@muster.example,ott@partner.example' };
    const { outcome } = await handIn(GenerateLicenses, both, { facts });
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.facts).toEqual({
      deliveryAddresses: ['lizenz@muster.example', 'ott@partner.example'],
    });
  });

  it.each([
    ['lizenz@mutser.example', 'email.likely-typo'],
    ['lizenz@ganz-woanders.example', 'email.other-domain'],
  ])('wants the domain of %s confirmed', async (address, code) => {
    const odd = { ...claim, deliveryAddresses: address };
    expect((await handIn(GenerateLicenses, odd, { facts })).codes).toEqual([code]);
    const domainConfirmed = address.split('@')[1];
    const { outcome } = await handIn(GenerateLicenses, { ...odd, domainConfirmed }, { facts });
    expect(outcome?.verdict).toBe('consistent');
  });

  it('does not let one confirmation cover another domain', async () => {
    const two = { ...claim, deliveryAddresses: 'a@eins.example,b@zwei-drei.example' };
    const { codes } = await handIn(
      GenerateLicenses,
      { ...two, domainConfirmed: 'eins.example' },
      { facts },
    );
    expect(codes).toEqual(['email.other-domain']);
  });

  it('cannot judge addresses when no contact is known', async () => {
    const { outcome } = await handIn(GenerateLicenses, claim, { facts: history() });
    expect(outcome?.verdict).toBe('cannot-read');
  });

  it.each([
    [history({ macSwap: 'started' }), 'mac-swap.running'],
    [history({ licenseSwap: 'yes' }), 'license.swapped'],
  ])('checks the history once more: %#', async (past, code) => {
    expect((await handIn(GenerateLicenses, claim, { facts: { ...facts, ...past } })).codes).toEqual(
      [code],
    );
  });

  it('goes on after the exchange was finished', async () => {
    const finished = { 'R-207': { finishedOn: '2026-02-20', newMac: NEW_MAC } };
    const past = { ...facts, ...history({ macSwap: 'started' }), ...finished };
    expect((await handIn(GenerateLicenses, claim, { facts: past })).outcome?.verdict).toBe(
      'consistent',
    );
  });

  it('refuses whoever believes in a way back, and bad addresses', async () => {
    const back = await handIn(GenerateLicenses, { ...claim, noWayBack: 'ein-zurueck' }, { facts });
    expect(back.codes).toEqual(['generate.no-way-back']);
    const { refused } = await handIn(
      GenerateLicenses,
      { ...claim, deliveryAddresses: 'lizenz@' },
      { facts },
    );
    expect(refused.join()).toContain('deliveryAddresses');
  });
});

describe('R-311 import of the package', () => {
  it('accepts what the summary said', async () => {
    const { outcome } = await handIn(ImportPackage, { licenses: LICENSES }, { facts: SUMMARY });
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { licenses: LICENSES } });
  });

  it('refuses fewer licenses than the summary', async () => {
    const { codes } = await handIn(
      ImportPackage,
      { licenses: LICENSES.slice(0, 1) },
      { facts: SUMMARY },
    );
    expect(codes).toEqual(['license.count-differs']);
  });

  it('keeps the text of an error', async () => {
    const { outcome } = await handIn(
      ImportPackage,
      { errorText: 'Paket beschädigt' },
      { facts: SUMMARY },
    );
    expect(outcome?.verdict).toBe('contradicts');
    expect(outcome?.reasons[0]).toMatchObject({
      code: 'import.error',
      claimed: 'Paket beschädigt',
    });
  });

  it('wants licenses or an error, and cannot compare without a summary', async () => {
    expect((await handIn(ImportPackage, {}, { facts: SUMMARY })).refused.join()).toContain(
      'licenses',
    );
    expect((await handIn(ImportPackage, { licenses: LICENSES })).outcome?.verdict).toBe(
      'cannot-read',
    );
  });
});

describe('R-312 licenses against users', () => {
  it.each([39, 40])('is content with 40 licenses for %i users', async (users) => {
    const { outcome } = await handIn(
      CompareLicenses,
      {},
      { facts: { ...scope(users), ...SUMMARY } },
    );
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { needed: users, delivered: 40 },
    });
  });

  it('says how many are missing', async () => {
    const { outcome, codes } = await handIn(
      CompareLicenses,
      {},
      { facts: { ...scope(43), ...SUMMARY } },
    );
    expect(codes).toEqual(['license.short']);
    expect(outcome?.reasons[0]?.text.de).toContain('Es fehlen 3 Lizenzen');
  });

  it('cannot compare without numbers', async () => {
    expect((await handIn(CompareLicenses, {}, { facts: scope(3) })).outcome?.verdict).toBe(
      'cannot-read',
    );
  });
});

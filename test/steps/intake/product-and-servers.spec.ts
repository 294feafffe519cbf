import { CheckDynamicLinesFeature } from '../../../src/steps/intake/check-dynamic-lines-feature.step.js';
import { CheckSourceVersion } from '../../../src/steps/intake/check-source-version.step.js';
import { DescribeHardware } from '../../../src/steps/intake/describe-hardware.step.js';
import { sameHost } from '../../../src/steps/intake/host-names.js';
import { IdentifyProduct } from '../../../src/steps/intake/identify-product.step.js';
import { buildContext, handIn } from '../build-context.js';

describe('R-101 existing product', () => {
  const claim = {
    customer: 'Muster GmbH',
    partner: 'Beispiel Systemhaus',
    contacts: 'anna@muster.example, ott@partner.example',
    sourceProduct: 'uc-v4',
    targetVersion: 'V9 SR1',
  };

  it('accepts XPhone UC V4', async () => {
    const { outcome } = await handIn(IdentifyProduct, claim);
    expect(outcome?.verdict).toBe('cannot-read');
    expect(outcome?.flags).toEqual({ product: 'uc-v4', applicable: true });
    expect(outcome?.facts).toMatchObject({
      contacts: ['anna@muster.example', 'ott@partner.example'],
    });
    expect(outcome?.approval).toBeUndefined();
  });

  it.each(['uc-other', 'other'])('says that the sequence does not apply to %s', async (product) => {
    const { outcome, codes } = await handIn(IdentifyProduct, { ...claim, sourceProduct: product });
    expect(outcome?.flags).toEqual({ product, applicable: false });
    expect(codes).toEqual(['claim.attested', 'product.not-covered']);
  });

  it('asks a second person about Corporate V3', async () => {
    const { outcome } = await handIn(IdentifyProduct, { ...claim, sourceProduct: 'corporate-v3' });
    expect(outcome?.flags).toEqual({ product: 'corporate-v3', applicable: true });
    expect(outcome?.approval).toBeDefined();
  });

  it('refuses a contact that is meant as an address and is none', async () => {
    const { refused } = await handIn(IdentifyProduct, { ...claim, contacts: ['x@'] });
    expect(refused.join()).toMatch(/^contacts\.0: .*anna\.beispiel@firma\.example/);
    const phone = await handIn(IdentifyProduct, { ...claim, contacts: ['Frau Muster, 089 123'] });
    expect(phone.refused).toEqual([]);
  });

  it('names a customer who is not the one of the project', async () => {
    const same = await handIn(IdentifyProduct, { ...claim, customer: ' muster  GmbH' });
    expect(same.codes).toEqual(['claim.attested']);
    const { outcome, codes } = await handIn(IdentifyProduct, {
      ...claim,
      customer: 'Musterbau AG',
    });
    expect(codes).toEqual(['claim.attested', 'customer.other-than-project']);
    expect(outcome?.reasons[1]).toMatchObject({ claimed: 'Musterbau AG', known: 'Muster GmbH' });
  });

  it('refuses the version "vier" with an example', async () => {
    const source = await handIn(IdentifyProduct, { ...claim, sourceVersion: 'vier' });
    expect(source.refused.join()).toMatch(/^sourceVersion: .*4\.5\.5/);
    const target = await handIn(IdentifyProduct, { ...claim, targetVersion: 'vier' });
    expect(target.refused.join()).toMatch(/^targetVersion: .*V5 SR3/);
  });
});

describe('R-102 old and new server', () => {
  const claim = {
    newHardware: 'ja',
    sourceHost: 'UC01',
    targetHost: 'CONNECT01',
    sourceAddresses: '192.0.2.10',
    targetAddresses: '192.0.2.20',
    targetMachine: 'virtual',
  };

  it('accepts two different servers', async () => {
    const { outcome } = await handIn(DescribeHardware, claim);
    expect(outcome?.verdict).toBe('cannot-read');
    expect(outcome?.flags).toEqual({ newHardware: true, virtual: true });
    expect(outcome?.facts).toMatchObject({ sameHost: false });
    expect(outcome?.approval).toBeUndefined();
  });

  it('wants an expert release without new hardware', async () => {
    const { outcome } = await handIn(DescribeHardware, { ...claim, newHardware: 'nein' });
    expect(outcome?.verdict).toBe('cannot-read');
    expect(outcome?.approval).toBeDefined();
  });

  it.each([{ targetHost: 'uc01.muster.local' }, { targetAddresses: '192.0.2.10' }])(
    'wants the same server confirmed twice: %p',
    async (change) => {
      const same = { ...claim, ...change };
      expect((await handIn(DescribeHardware, same)).codes).toEqual(['host.same-as-source']);
      const wrong = await handIn(DescribeHardware, { ...same, sameHostRepeated: 'anders' });
      expect(wrong.codes).toEqual(['host.same-as-source']);
      const twice = { ...same, sameHostRepeated: same.targetHost };
      const { outcome } = await handIn(DescribeHardware, twice);
      expect(outcome?.verdict).toBe('cannot-read');
      expect(outcome?.approval).toBeDefined();
    },
  );

  it('refuses what is not an IP address', async () => {
    const { refused } = await handIn(DescribeHardware, {
      ...claim,
      targetAddresses: '192.0.2.300',
    });
    expect(refused.join()).toContain('targetAddresses');
  });

  it('compares names like Windows does', () => {
    expect(sameHost('UC01', 'uc01.muster.local')).toBe(true);
    expect(sameHost('\\\\UC01', 'uc01')).toBe(true);
    expect(sameHost('uc01.a.local', 'uc01.b.local')).toBe(false);
    expect(sameHost('uc01', 'uc010')).toBe(false);
  });
});

describe('R-103 version of the UC server', () => {
  it.each(['4.5.5', '4.10.1', '4.5.12', '5.0.0'])('lets %s export', async (ucVersion) => {
    const { outcome } = await handIn(CheckSourceVersion, { ucVersion });
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.flags).toEqual({ exportAllowed: true });
    expect(outcome?.facts).toEqual({ ucVersion });
  });

  it.each(['4.5.4', '4.4.9', '3.9.9'])('sends %s to an update first', async (ucVersion) => {
    const { outcome, codes } = await handIn(CheckSourceVersion, { ucVersion });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['version.too-old']);
    expect(outcome?.reasons[0]?.text.de).toContain('zuerst den UC-Server');
    expect(outcome?.flags).toBeUndefined();
  });

  it('misses the third part of 4.5', async () => {
    const { refused } = await handIn(CheckSourceVersion, { ucVersion: '4.5' });
    expect(refused.join()).toContain('dritte Teil');
    expect(refused.join()).toContain('third part');
  });

  it('wants 4.5.5a confirmed as 4.5.5', async () => {
    const asked = await handIn(CheckSourceVersion, { ucVersion: '4.5.5a' });
    expect(asked.codes).toEqual(['version.normalized']);
    expect(asked.outcome?.reasons[0]).toMatchObject({ claimed: '4.5.5a', known: '4.5.5' });
    const other = { ucVersion: '4.5.5a', understoodVersion: '4.5.6' };
    expect((await handIn(CheckSourceVersion, other)).codes).toEqual(['version.normalized']);
    const confirmed = { ucVersion: '4.5.5a', understoodVersion: '4.5.5' };
    const { outcome } = await handIn(CheckSourceVersion, confirmed);
    expect(outcome?.facts).toEqual({ ucVersion: '4.5.5' });
    expect(outcome?.flags).toEqual({ exportAllowed: true });
  });
});

describe('R-104 export of dynamic lines', () => {
  it.each([
    ['V5 SR3', true],
    ['V5 SR10', true],
    ['V9', true],
    ['V5 SR2', false],
    ['V4 SR9', false],
  ])('answers for %s: %p', async (release, dynamicLinesCsv) => {
    const { outcome } = await handIn(CheckDynamicLinesFeature, { release });
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.flags).toEqual({ dynamicLinesCsv });
    expect(outcome?.reasons).toHaveLength(dynamicLinesCsv ? 0 : 1);
  });

  it('names another release than the wanted one, which no rule of the vendor forbids', async () => {
    const facts = { 'R-101': { targetVersion: 'V9 SR1' } } as never;
    const old = await handIn(CheckDynamicLinesFeature, { release: 'V4 SR1' }, { facts });
    expect(old.outcome?.verdict).toBe('consistent');
    expect(old.codes).toEqual(['release.other-than-target', 'release.no-line-files']);
    const known = old.outcome?.reasons.map(({ isMinimum = false }) => isMinimum);
    expect(known).toEqual([false, true]);
    const same = await handIn(CheckDynamicLinesFeature, { release: 'V9 SR2' }, { facts });
    expect(same.codes).toEqual([]);
  });

  it('asks for a missing service release instead of guessing', async () => {
    const { outcome, codes } = await handIn(CheckDynamicLinesFeature, { release: 'V5' });
    expect(codes).toEqual(['release.service-release-missing']);
    expect(outcome?.flags).toBeUndefined();
  });

  it('refuses what is no release', async () => {
    const { refused } = await handIn(CheckDynamicLinesFeature, { release: 'neueste' });
    expect(refused.join()).toContain('V5 SR3');
  });

  it('finds its outcome after a restart', async () => {
    const context = buildContext();
    const step = new CheckDynamicLinesFeature();
    const input = { release: 'V9 SR1' };
    expect(await step.check(input, context)).toBeUndefined();
    const outcome = await step.execute(input, context);
    expect(await step.check(input, context)).toEqual(outcome);
  });
});

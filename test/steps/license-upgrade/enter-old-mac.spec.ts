import { EnterOldMac } from '../../../src/steps/license-upgrade/enter-old-mac.step.js';
import { handIn, testHmac } from '../build-context.js';
import { NEW_MAC, OLD_MAC, history, ipconfig } from './known.js';

const target = { 'R-203': { hardwareId: 'AB12', macs: [NEW_MAC] } };
const facts = { ...history(), ...target };
const swapped = {
  ...facts,
  'R-207': { finishedOn: '2026-02-20', oldMac: OLD_MAC, newMac: NEW_MAC },
};

function evidence(bytes: string | Uint8Array, name = 'ipconfig.txt') {
  return [{ name, bytes }];
}

describe('R-304 MAC address of the existing system', () => {
  it.each(['00:1a:2b:3c:4d:5e', '001A.2B3C.4D5E', '001a2b3c4d5e', OLD_MAC])(
    'finds %s in the output of ipconfig',
    async (oldMac) => {
      const { outcome } = await handIn(
        EnterOldMac,
        { oldMac },
        { facts, files: evidence(ipconfig(OLD_MAC)) },
      );
      expect(outcome?.verdict).toBe('consistent');
      expect(outcome?.facts).toEqual({ oldMac: OLD_MAC });
      expect(outcome?.fingerprints).toEqual([{ kind: 'old-mac', hmac: testHmac(OLD_MAC) }]);
    },
  );

  it('reads what PowerShell redirects as UTF-16', async () => {
    const utf16 = Buffer.from(`\ufeff${ipconfig(OLD_MAC)}`, 'utf16le');
    for (const bytes of [utf16, Buffer.from(utf16).swap16()]) {
      const { outcome } = await handIn(
        EnterOldMac,
        { oldMac: OLD_MAC },
        { facts, files: evidence(bytes) },
      );
      expect(outcome?.verdict).toBe('consistent');
    }
  });

  it('contradicts when ipconfig shows another address', async () => {
    const files = evidence(ipconfig('00-1A-2B-3C-4D-77'));
    const { outcome, codes } = await handIn(EnterOldMac, { oldMac: OLD_MAC }, { facts, files });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['mac.not-in-evidence']);
    expect(outcome?.reasons[0]).toMatchObject({ claimed: OLD_MAC, known: '00-1A-2B-3C-4D-77' });
  });

  it.each([
    ['a photo', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0, 1, 2])],
    ['a photo whose bytes spell the address', Buffer.from(`\xff\xd8 ${OLD_MAC}`, 'latin1')],
    ['a PDF', `%PDF-1.7 ${OLD_MAC}`],
    ['another binary file', `PK\u0003\u0000 ${OLD_MAC}`],
    ['a text without addresses', 'siehe Foto'],
  ])('cannot read %s', async (_what, bytes) => {
    const { outcome, codes } = await handIn(
      EnterOldMac,
      { oldMac: OLD_MAC },
      { facts, files: evidence(bytes) },
    );
    expect(outcome?.verdict).toBe('cannot-read');
    expect(codes).toEqual(['mac.evidence-unreadable']);
    expect(outcome?.facts).toEqual({ oldMac: OLD_MAC });
  });
});

describe('R-304 against what is known of both servers', () => {
  it('refuses the MAC address of the new server', async () => {
    const files = evidence(ipconfig(NEW_MAC));
    const { codes } = await handIn(EnterOldMac, { oldMac: NEW_MAC }, { facts, files });
    expect(codes).toEqual(['mac.is-target']);
  });

  it('takes the address after a completed exchange, even that of the new server', async () => {
    const { outcome } = await handIn(EnterOldMac, { oldMac: NEW_MAC }, { facts: swapped });
    expect(outcome?.verdict).toBe('consistent');
    const files = evidence(ipconfig(OLD_MAC));
    const before = await handIn(EnterOldMac, { oldMac: OLD_MAC }, { facts: swapped, files });
    expect(before.codes).toEqual(['mac.before-swap']);
  });

  it('knows an exchange that was completed before the project', async () => {
    const past = { ...target, ...history({ macSwap: 'completed', macAfterSwap: NEW_MAC }) };
    const { outcome } = await handIn(EnterOldMac, { oldMac: NEW_MAC }, { facts: past });
    expect(outcome?.verdict).toBe('consistent');
  });

  it.each([
    '00-1A-2B-3C-4D',
    '00-00-00-00-00-00',
    'FF-FF-FF-FF-FF-FF',
    '01-00-5E-00-00-01',
    'keine',
  ])('refuses %s in the form', async (oldMac) => {
    const { refused } = await handIn(EnterOldMac, { oldMac }, { facts });
    expect(refused[0]).toMatch(/^oldMac:/);
  });

  it.each(['00-50-56-12-34-56', '02-1A-2B-3C-4D-5E'])('wants %s confirmed', async (oldMac) => {
    const files = evidence(ipconfig(oldMac));
    const asked = await handIn(EnterOldMac, { oldMac }, { facts, files });
    expect(asked.outcome?.verdict).toBe('contradicts');
    const wrong = { oldMac, virtualMac: 'zu-einem-anderen-adapter' };
    expect((await handIn(EnterOldMac, wrong, { facts, files })).outcome?.verdict).toBe(
      'contradicts',
    );
    const confirmed = { oldMac, virtualMac: 'zur-vm-des-alten-servers' };
    const { outcome } = await handIn(EnterOldMac, confirmed, { facts, files });
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.reasons).toHaveLength(1);
  });

  it('asks a second person when another project has this address', async () => {
    const used = [{ kind: 'old-mac', value: OLD_MAC, project: 'project-2' }] as const;
    const files = evidence(ipconfig(OLD_MAC));
    const { outcome } = await handIn(
      EnterOldMac,
      { oldMac: OLD_MAC },
      { facts, files, usedElsewhere: used },
    );
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.approval).toBeDefined();
  });
});

import { EnterOldMac } from '../../../src/steps/license-upgrade/enter-old-mac.step.js';
import { handIn, testHmac } from '../build-context.js';
import { NEW_MAC, OLD_MAC, history, ipconfig, servers } from './known.js';

const target = { 'R-203': { hardwareId: 'AB12', macs: [NEW_MAC] } };
const facts = { ...history(), ...servers(), ...target };
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
    const past = {
      ...target,
      ...servers(),
      ...history({ macSwap: 'completed', macAfterSwap: NEW_MAC }),
    };
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

describe('R-304 the machine that ipconfig ran on', () => {
  const claim = { oldMac: OLD_MAC };

  it('contradicts when the output comes from another host, and shows both names', async () => {
    const files = evidence(ipconfig(OLD_MAC, 'FILESERVER07'));
    const { outcome, codes } = await handIn(EnterOldMac, claim, { facts, files });
    expect(codes).toEqual(['evidence.other-host']);
    expect(outcome?.reasons[0]).toMatchObject({ claimed: 'FILESERVER07', known: 'UC01' });
  });

  it('contradicts when none of its addresses is one of the old server, and shows both', async () => {
    const files = evidence(ipconfig(OLD_MAC, 'UC01', '198.51.100.9'));
    const { outcome, codes } = await handIn(EnterOldMac, claim, { facts, files });
    expect(codes).toEqual(['evidence.other-address']);
    expect(outcome?.reasons[0]).toMatchObject({ claimed: '198.51.100.9', known: '192.0.2.10' });
  });

  it.each([
    ['a full host name', ipconfig(OLD_MAC, 'uc01.muster.local')],
    [
      'an English Windows',
      ipconfig(OLD_MAC)
        .replace('Hostname ', 'Host Name')
        .replace('IPv4-Adresse ', 'IPv4 Address')
        .replace('(Bevorzugt)', '(Preferred)'),
    ],
    ['an old Windows', ipconfig(OLD_MAC).replace('IPv4-Adresse', 'IP-Adresse')],
    ['the host name alone', ipconfig(OLD_MAC).replace(/^.*IPv4.*$/m, '')],
    ['the address alone', ipconfig(OLD_MAC).replace(/^.*Hostname.*$/m, '')],
  ])('is consistent with %s', async (_what, text) => {
    const { outcome } = await handIn(EnterOldMac, claim, { facts, files: evidence(text) });
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: claim });
  });

  it('takes no gateway for an address of the server', async () => {
    const text = ipconfig(OLD_MAC).replace('192.0.2.1\r', '192.0.2.10\r');
    const files = evidence(text.replace('192.0.2.10(', '198.51.100.9('));
    const { codes } = await handIn(EnterOldMac, claim, { facts, files });
    expect(codes).toEqual(['evidence.other-address']);
  });

  it.each([
    ['the text names no machine', facts, `   Physische Adresse . . . : ${OLD_MAC}`],
    ['the servers were never recorded', { ...history(), ...target }, ipconfig(OLD_MAC)],
  ])('cannot read it when %s', async (_what, known, text) => {
    const files = evidence(text);
    const { outcome, codes } = await handIn(EnterOldMac, claim, { facts: known, files });
    expect(outcome?.verdict).toBe('cannot-read');
    expect(codes).toEqual(['evidence.machine-unknown']);
  });

  it('takes the output of the new server after a completed exchange', async () => {
    const files = evidence(ipconfig(NEW_MAC, 'CONNECT01', '192.0.2.20'));
    const { outcome } = await handIn(EnterOldMac, { oldMac: NEW_MAC }, { facts: swapped, files });
    expect(outcome?.verdict).toBe('consistent');
    const foreign = evidence(ipconfig(NEW_MAC, 'FILESERVER07'));
    const { codes } = await handIn(
      EnterOldMac,
      { oldMac: NEW_MAC },
      { facts: swapped, files: foreign },
    );
    expect(codes).toEqual(['evidence.other-host']);
  });
});

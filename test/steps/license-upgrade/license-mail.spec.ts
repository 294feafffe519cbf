import { AwaitLicenseMail } from '../../../src/steps/license-upgrade/await-license-mail.step.js';
import { handIn } from '../build-context.js';

const MAIL = [
  'From: lizenz@c4b.example',
  'Content-Type: multipart/mixed; boundary="x"',
  '',
  '--x',
  'Content-Type: application/octet-stream;',
  ' name="Lizenz.xml"',
  'Content-Disposition: attachment;',
  ' filename="Lizenz.xml"',
  '--x--',
].join('\r\n');

const claim = { receivedAt: '2026-03-02T09:00:00Z', recipients: 'Lizenz@muster.example' };
const facts = { 'R-309': { deliveryAddresses: ['lizenz@muster.example'] } };

describe('R-310 license mail', () => {
  const files = [{ name: 'Lizenzen.EML', bytes: MAIL }];

  it('lists the attachments of the mail', async () => {
    const { outcome } = await handIn(AwaitLicenseMail, claim, { facts, files });
    expect(outcome).toMatchObject({ verdict: 'consistent', flags: { mailArrived: true } });
    expect(outcome?.facts).toMatchObject({ attachments: ['Lizenz.xml'] });
  });

  it('cannot read a screenshot', async () => {
    const png = [{ name: 'mail.png', bytes: Buffer.from([0x89, 0x50, 0, 1]) }];
    const { outcome } = await handIn(AwaitLicenseMail, claim, { facts, files: png });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', flags: { mailArrived: true } });
  });

  it.each([
    [{ receivedAt: '2026-03-02T09:31:00Z' }, 'date.future'],
    [{ recipients: 'andere@muster.example' }, 'mail.other-recipient'],
  ])('refuses %p as %s', async (change, code) => {
    const { outcome, codes } = await handIn(
      AwaitLicenseMail,
      { ...claim, ...change },
      { facts, files },
    );
    expect(codes).toEqual([code]);
    expect(outcome?.flags).toBeUndefined();
  });

  it('refuses a mail that was sent after the time it is said to have arrived', async () => {
    const late = `Date: Mon, 2 Mar 2026 12:00:00 +0000\r\n${MAIL}`;
    const { codes } = await handIn(AwaitLicenseMail, claim, {
      facts,
      files: [{ name: 'mail.eml', bytes: late }],
    });
    expect(codes).toEqual(['mail.sent-later']);
  });
});

describe('R-310 what the mail says itself', () => {
  it.each([
    ['To: Andere <andere@muster.example>', ['evidence.other-recipient']],
    ['Cc: LIZENZ@muster.example', []],
    ['To: undisclosed-recipients:;', []],
  ])('compares the addressees of the mail with where it arrived: %s', async (header, expected) => {
    const bytes = `${header}\r\n${MAIL}`;
    const { codes } = await handIn(AwaitLicenseMail, claim, {
      facts,
      files: [{ name: 'mail.eml', bytes }],
    });
    expect(codes).toEqual(expected);
  });

  it('says which evidence it could not compare, and why', async () => {
    const { outcome } = await handIn(AwaitLicenseMail, claim, {
      facts,
      files: [{ name: 'mail.pdf', bytes: '%PDF-1.7 cut off' }],
    });
    expect(outcome?.verdict).toBe('cannot-read');
    expect(outcome?.reasons.at(-1)).toMatchObject({
      code: 'evidence.not-read',
      claimed: 'pdf-damaged',
      place: { file: 'mail.pdf' },
    });
  });

  it.each([
    ['Lizenznehmer: Muster GmbH & Co. KG', []],
    ['Lizenznehmer: Werft Ostsee AG', ['evidence.other-licensee']],
  ])('compares the licensee that a mail names: %s', async (line, expected) => {
    const { codes } = await handIn(AwaitLicenseMail, claim, {
      facts: { ...facts, 'R-305': { licenseeName: 'Muster GmbH', licenseeAddress: '' } },
      files: [{ name: 'mail.eml', bytes: `From: a@b.example\r\nSubject: x\r\n\r\n${line}` }],
    });
    expect(codes.filter((code) => code !== 'evidence.found')).toEqual(expected);
  });
});

describe('R-310 license mail with what the portal was told', () => {
  const told = {
    ...facts,
    'R-304': { oldMac: '00-1A-2B-3C-4D-5E' },
    'R-305': { licenseeName: 'Muster GmbH', licenseeAddress: 'Musterweg 1' },
    'R-306': { hardwareId: 'HW-77-A' },
    'R-308': { licenses: [{ type: 'Connect Client', count: 25 }], userLicenses: 25 },
  };
  const mailOf = (...lines: string[]) => ({
    name: 'mail.eml',
    bytes: ['Subject: Lizenzen', 'Content-Type: text/plain; charset=utf-8', '', ...lines].join(
      '\r\n',
    ),
  });

  it('names where each value was found', async () => {
    const file = mailOf(
      'Lizenznehmer: MUSTER  GmbH',
      'MAC 001A.2B3C.4D5E',
      'Hardware-ID: HW-77-A',
      '25 x Connect Client',
    );
    const { outcome } = await handIn(AwaitLicenseMail, claim, { facts: told, files: [file] });
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.reasons.map(({ code, known, place }) => [code, known, place])).toEqual([
      ['evidence.found', 'HW-77-A', { file: 'mail.eml', row: 4 }],
      ['evidence.found', '00-1A-2B-3C-4D-5E', { file: 'mail.eml', row: 3 }],
      ['evidence.found', 'Muster GmbH', { file: 'mail.eml', row: 2 }],
      ['evidence.found', '25', { file: 'mail.eml', row: 5 }],
    ]);
  });

  it.each([
    ['Hardware-ID: HW-77-B', 'evidence.other-hardware-id', 'HW-77-B'],
    ['MAC 00-1A-2B-3C-4D-5F', 'evidence.other-mac', '00-1A-2B-3C-4D-5F'],
    ['Connect Client: 24', 'evidence.other-count', '24'],
  ])('refuses a mail with %s', async (line, code, known) => {
    const { outcome } = await handIn(AwaitLicenseMail, claim, {
      facts: told,
      files: [mailOf(line)],
    });
    expect(outcome?.verdict).toBe('contradicts');
    expect(outcome?.reasons).toEqual([expect.objectContaining({ code, known })]);
  });

  it('does not miss what a mail does not speak of', async () => {
    const file = mailOf('Im Anhang steht das Lizenzpaket.');
    const { outcome } = await handIn(AwaitLicenseMail, claim, { facts: told, files: [file] });
    expect(outcome).toMatchObject({ verdict: 'consistent', reasons: [] });
  });
});

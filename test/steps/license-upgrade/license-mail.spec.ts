import { AwaitLicenseMail } from '../../../src/steps/license-upgrade/await-license-mail.step.js';
import { attachmentsOf } from '../../../src/steps/license-upgrade/mail-file.js';
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

describe('R-310 license mail', () => {
  const claim = { receivedAt: '2026-03-02T09:00:00Z', recipients: 'Lizenz@muster.example' };
  const facts = { 'R-309': { deliveryAddresses: ['lizenz@muster.example'] } };
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

  it('reads encoded and divided attachment names', () => {
    const header = (value: string): string => `Content-Disposition: attachment; ${value}\n`;
    expect(attachmentsOf(header("filename*=utf-8''Lizenz%20M%C3%BCller.zip"))).toEqual([
      'Lizenz Müller.zip',
    ]);
    expect(attachmentsOf(header('filename*0="Lizenz"; filename*1=".xml"'))).toEqual(['Lizenz.xml']);
    expect(attachmentsOf(header('filename=plain.txt; size=3'))).toEqual(['plain.txt']);
    expect(attachmentsOf('Subject: filename=none.txt\n')).toEqual([]);
  });
});

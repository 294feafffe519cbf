import { readEvidence } from '../../../src/steps/evidence/read-evidence.js';
import { screenshotFile } from '../../../src/drill/picture.js';
import { buildContext } from '../build-context.js';
import { jpegTakenAt, msgOf, pdfOf } from './made-files.js';

const read = (name: string, bytes: string | Uint8Array) =>
  readEvidence(buildContext({ files: [{ name, bytes }] }));
const NOTHING = { documents: [], mails: [], pictures: [] };

function mailWith(name: string, content: Buffer): string {
  return [
    'Subject: =?utf-8?Q?Lizenzen_f=C3=BCr_M=C3=BCller?=',
    'Date: Mon, 2 Mar 2026 09:00:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="x"',
    '',
    '--x',
    'Content-Type: text/html; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('<style>p{}</style><p>Gr&#252;&szlig;e</p><div>25&nbsp;Clients</div>').toString(
      'base64',
    ),
    '--x',
    `Content-Type: application/octet-stream; name="${name}"`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`,
    '',
    content.toString('base64'),
    '--x--',
  ].join('\r\n');
}

describe('reading evidence', () => {
  it('reads a mail with its encodings and the PDF attached to it', async () => {
    const pdf = pdfOf(['Hardware-ID: HW-1'], ['MAC 00-1A-2B-3C-4D-5E', '25 Clients']);
    const { documents, mails } = await read('mail.eml', mailWith('Lizenz Müller.pdf', pdf));
    expect(mails).toEqual([
      {
        name: 'mail.eml',
        attachments: ['Lizenz Müller.pdf'],
        sentAt: '2026-03-02T08:00:00.000Z',
      },
    ]);
    expect(documents.map(({ name, kind }) => [name, kind])).toEqual([
      ['mail.eml', 'mail'],
      ['mail.eml › Lizenz Müller.pdf', 'pdf'],
    ]);
    expect(documents[0]?.pages[0]?.[0]).toBe('Lizenzen für Müller');
    expect(documents[0]?.pages[0]?.join(' ')).toMatch(/25.Clients/);
    expect(documents[1]?.pages).toEqual([
      ['Hardware-ID: HW-1'],
      ['MAC 00-1A-2B-3C-4D-5E', '25 Clients'],
    ]);
  });

  it('reads an attached text, but not what is attached to an attached mail', async () => {
    const inner = mailWith('deep.txt', Buffer.from('deep'));
    const { documents } = await read('mail.eml', mailWith('inner.eml', Buffer.from(inner)));
    expect(documents.map(({ name }) => name)).toEqual(['mail.eml', 'mail.eml › inner.eml']);
  });

  it('reads an Outlook mail, whatever its name', async () => {
    const { documents, mails } = await read('mail.dat', msgOf('Lizenzen', 'Zeile 1\r\nZeile 2'));
    expect(mails).toEqual([{ name: 'mail.dat', attachments: [] }]);
    expect(documents).toEqual([
      { name: 'mail.dat', kind: 'mail', pages: [['Lizenzen', 'Zeile 1', 'Zeile 2']] },
    ]);
  });

  it.each([
    ['UTF-8', Buffer.from('Größe\r\n2', 'utf8')],
    ['UTF-16 LE', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Größe\r\n2', 'utf16le')])],
    [
      'UTF-16 BE',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('Größe\r\n2', 'utf16le').swap16()]),
    ],
    ['Windows-1252', Buffer.from('Größe\r\n2', 'latin1')],
  ])('reads text in %s', async (_name, bytes) => {
    const { documents } = await read('log.txt', bytes);
    expect(documents).toEqual([{ name: 'log.txt', kind: 'text', pages: [['Größe', '2']] }]);
  });
});

describe('evidence that is not text', () => {
  it.each([
    ['a damaged PDF', 'x.pdf', Buffer.from('%PDF-1.7 nothing follows')],
    ['a damaged Outlook mail', 'x.msg', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3])],
    ['a picture without a time', 'x.png', screenshotFile('x')],
    ['a program', 'x.exe', Buffer.from([0x4d, 0x5a, 0, 0, 1])],
    ['a file without a byte', 'x.txt', Buffer.from('')],
  ])('gives nothing to compare for %s', async (_what, name, bytes) => {
    const { documents, ...rest } = await read(name, bytes);
    expect(
      documents
        .flatMap((d) => d.pages.flat())
        .join('')
        .trim(),
    ).toBe('');
    expect(rest).toEqual({ mails: NOTHING.mails, pictures: NOTHING.pictures });
  });

  it('reads when a photo was taken', async () => {
    const { pictures } = await read('photo.jpg', jpegTakenAt('2026:03:02 09:15:00'));
    expect(pictures).toEqual([{ name: 'photo.jpg', takenAt: '2026-03-02T09:15:00' }]);
  });
});

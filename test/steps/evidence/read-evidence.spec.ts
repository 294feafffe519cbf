import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ReadingThread } from '../../../src/steps/evidence/reading-thread.js';
import { FOUND } from '../../fuzz/found.js';
import { readEvidence } from '../../../src/steps/evidence/read-evidence.js';
import { screenshotFile } from '../../../src/drill/picture.js';
import { buildContext } from '../build-context.js';
import {
  jpegTakenAt,
  lockedPdf,
  msgOf,
  msgOfRtf,
  pdfOf,
  pngChangedAt,
  storedRtf,
} from './made-files.js';

const read = (name: string, bytes: string | Uint8Array) =>
  readEvidence(buildContext({ files: [{ name, bytes }] }));
const linesOf = async (name: string, bytes: string | Uint8Array) =>
  (await read(name, bytes)).documents.flatMap((d) => d.pages.flat());

function hugeRtf(): Buffer {
  const bytes = storedRtf('{\\rtf1 x}');
  bytes.writeUInt32LE(0x7fffffff, 0);
  return bytes;
}

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
        recipients: [],
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
    expect(mails).toEqual([{ name: 'mail.dat', attachments: [], recipients: [] }]);
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

describe('mails in odd forms', () => {
  const MAIL = [
    'From: portal@lizenzen.example',
    'To: Anna Berg <Anna.Berg@partner.example>, team: a@x.example, b@x.example;',
    'Subject: Lizenzen',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Lizenznehmer: M=FCller GmbH, Hardware-ID: HW=\r\n-1',
  ].join('\r\n');

  it('are decoded from quoted-printable, soft line breaks included', async () => {
    expect(await linesOf('mail.eml', MAIL)).toContain(
      'Lizenznehmer: Müller GmbH, Hardware-ID: HW-1',
    );
  });

  it('are known by their headers, whatever the name of the file', async () => {
    const { mails } = await read('mail.txt', MAIL);
    expect(mails[0]?.recipients).toEqual([
      'anna.berg@partner.example',
      'a@x.example',
      'b@x.example',
    ]);
  });

  it('are read where an editor saved them as UTF-16', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(MAIL, 'utf16le')]);
    expect((await read('mail.eml', bytes)).mails).toHaveLength(1);
  });

  it('are read where the body is in UTF-16 inside base64', async () => {
    const body = Buffer.from('Hardware-ID: HÜ-1', 'utf16le').toString('base64');
    const type = 'Content-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: base64';
    const mail = `From: a@b.example\r\nSubject: x\r\n${type}\r\n\r\n${body}`;
    expect(await linesOf('mail.eml', mail)).toContain('Hardware-ID: HÜ-1');
  });

  it('give the visible text of compressed RTF (the example of MS-OXRTFCP 3.1.1)', async () => {
    const compressed =
      '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0';
    expect(await linesOf('x.msg', msgOfRtf('S', Buffer.from(compressed, 'hex')))).toEqual([
      'S',
      'hello world',
    ]);
  });

  it('give the text of RTF with umlauts, tables of fonts and HTML inside', async () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg1252\fromhtml1{\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}M\'fcller \u8364?\par{\*\htmltag <b>}25 Clients}`;
    expect(await linesOf('x.msg', msgOfRtf('S', storedRtf(rtf)))).toEqual([
      'S',
      'Müller €',
      '25 Clients',
    ]);
  });

  it('give HTML with named and wrong entities, and are quick with tags that never close', async () => {
    const html = `<style><p>M&uuml;ller&#x20AC;&#9999999;</p>${'<'.repeat(200_000)}${'<style>'.repeat(50_000)}`;
    const mail = `From: a@b.example\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n${html}`;
    expect((await linesOf('mail.eml', mail)).join('\n')).toContain('Müller€&#9999999;');
  });
});

describe('evidence that is not text', () => {
  it.each([
    ['a damaged PDF', 'pdf-damaged', Buffer.from('%PDF-1.7 nothing follows')],
    ['a PDF with a password', 'pdf-password', lockedPdf()],
    ['a scanned PDF', 'pdf-scan', pdfOf([])],
    ['a damaged Outlook mail', 'mail', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3])],
    ['an Outlook mail that claims 2 GiB of RTF', '', msgOfRtf('', hugeRtf())],
    ['a picture without a time', '', screenshotFile('x')],
    ['a program', 'kind', Buffer.from([0x4d, 0x5a, 0, 0, 1])],
    ['a file without a byte', 'empty', Buffer.from('')],
    ['a file of 20 MiB and a byte', 'too-large', Buffer.alloc(20 * 1_048_576 + 1, 'x')],
  ])('gives nothing to compare for %s, and says why: %s', async (_what, why, bytes) => {
    const name = 'evidence.bin';
    const { documents, ...rest } = await read(name, bytes);
    expect(
      documents
        .flatMap((d) => d.pages.flat())
        .join('')
        .trim(),
    ).toBe('');
    expect(rest.pictures).toEqual([]);
    expect(rest.unread).toEqual(why === '' ? [] : [{ name, why }]);
  });

  it('reads when a screenshot was written (PNG tIME)', async () => {
    const png = pngChangedAt(screenshotFile('x'), [2026, 3, 2, 9, 15, 0]);
    const { pictures } = await read('shot.png', png);
    expect(pictures).toEqual([{ name: 'shot.png', takenAt: '2026-03-02T09:15:00' }]);
  });

  it('reads when a photo was taken', async () => {
    const { pictures } = await read('photo.jpg', jpegTakenAt('2026:03:02 09:15:00'));
    expect(pictures).toEqual([{ name: 'photo.jpg', takenAt: '2026-03-02T09:15:00' }]);
  });
});

describe('a library that never comes back', () => {
  it('is ended, and the next file is read', async () => {
    const circle = gunzipSync(readFileSync(join(FOUND, 'mail-msg.ee86b7399396.gz')));
    const thread = new ReadingThread(300);
    expect(await thread.read('msg', circle)).toBeUndefined();
    expect(await thread.read('msg', msgOf('Lizenzen', 'Zeile'))).toMatchObject({ text: 'Zeile' });
  });
});

import { screenshotFile } from '../../src/drill/picture.js';
import {
  findCounts,
  findLabeled,
  findMacs,
  findText,
} from '../../src/steps/evidence/find-in-evidence.js';
import { pictureTime } from '../../src/steps/evidence/picture-time.js';
import { readEvidence } from '../../src/steps/evidence/read-evidence.js';
import { ReadingThread } from '../../src/steps/evidence/reading-thread.js';
import { machineIn } from '../../src/connect/ipconfig.js';
import { buildContext } from '../steps/build-context.js';
import { jpegTakenAt, msgOf, pdfOf } from '../steps/evidence/made-files.js';
import { bytesOf, type Target } from './target.js';

const BOUNDARY = 'Content-Type: multipart/mixed; boundary="b"\r\n\r\n';
const MAIL = [
  'From: a@firma.example\r\nSubject: =?utf-8?B?TGl6ZW56?=\r\nDate: Mon, 2 Mar 2026 09:30:00 +0100\r\n',
  `MIME-Version: 1.0\r\n${BOUNDARY}--b\r\nContent-Type: text/html; charset=iso-8859-1\r\n`,
  'Content-Transfer-Encoding: quoted-printable\r\n\r\n<style>x</style><p>Hardware-ID: =C4B</p>\r\n--b\r\n',
  'Content-Type: text/plain; name="=?utf-8?Q?a?="\r\nContent-Disposition: attachment\r\n',
  'Content-Transfer-Encoding: base64\r\n\r\nMDAtMUEtMkItM0MtNEQtNUU=\r\n--b--\r\n',
].join('');
const IPCONFIG = [
  'Windows-IP-Konfiguration\r\n\r\n   Hostname  . . . . . . . . . . . . : SRV01\r\n',
  '   Physische Adresse . . . . . . . . : 00-1A-2B-3C-4D-5E\r\n',
  '   IPv4-Adresse  . . . . . . . . . . : 192.168.1.10(Bevorzugt)\r\n   25 Clients\r\n',
].join('');
const WORDS = [
  ...[
    'Content-Type: ',
    'boundary=',
    '=?utf-8?Q?',
    '?=',
    '--b',
    'charset=utf-7',
    'base64',
    'Date: ',
  ],
  ...[
    '<style',
    '</style>',
    '<script>',
    '<',
    '>',
    '&#999999;',
    '&nbsp;',
    'multipart/digest',
    '=\r\n',
  ],
  ...['message/rfc822', 'filename*0*=', 'Hardware-ID: ', '00-1A-2B-3C-4D-5E', 'IPv4-Adresse . : '],
];

/** A library that runs for ever is ended after this time, milliseconds; far below what counts as a hang. */
const THREAD = new ReadingThread(400);

/** Reads one file as evidence of a step and looks for everything that is ever looked for. */
async function evidence(name: string, bytes: Buffer): Promise<void> {
  const { documents } = await readEvidence(buildContext({ files: [{ name, bytes }] }), THREAD);
  findText(documents, 'Hardware-ID');
  findLabeled(documents, /Hardware-?ID/i);
  findMacs(documents);
  findCounts(documents, 'Clients');
  for (const { pages } of documents) machineIn(pages.flat().join('\n'));
}

export const EVIDENCE_TARGETS: readonly Target[] = [
  {
    name: 'mail-eml',
    share: 12,
    covers: ['read-mail', 'read-evidence', 'markup-text'].map((name) => `steps/evidence/${name}`),
    corpus: () =>
      bytesOf(MAIL, 'Subject: x\n\n<p>a<br>b</p>\n', 'Content-Type: text/html\n\n<div>x</div>'),
    tokens: WORDS,
    read: (bytes) => evidence('mail.eml', bytes),
  },
  {
    name: 'mail-msg',
    share: 1,
    covers: ['steps/evidence/read-mail'],
    corpus: () => [msgOf('Lizenzen', 'Zeile 1\r\nHardware-ID: HW-1'), msgOf('', 'x'.repeat(5_000))],
    tokens: ['__substg1.0_', '__recip_version1.0_#00000000', '__attach_version1.0_#00000000'],
    read: (bytes) => evidence('mail.msg', bytes),
  },
  {
    name: 'pdf',
    share: 3,
    covers: [
      'steps/evidence/read-pdf',
      'steps/evidence/reading-thread',
      'steps/evidence/foreign-formats',
    ],
    corpus: () => [
      pdfOf(['Hardware-ID: HW-1'], ['MAC 00-1A-2B-3C-4D-5E', '25 Clients']),
      pdfOf(['']),
    ],
    tokens: [
      ...['endobj', 'obj', '<<', '>>', 'stream\n', 'endstream', '/Kids[2 0 R]', '/Count 99999999'],
      ...['/Filter/FlateDecode', '/Length 99999999', '/ObjStm', '/XRef', '1 0 R', 'startxref\n0'],
      ...['/Prev 9', '/Encrypt 1 0 R', 'Tj', 'BT', '/Type/Pages', '/W[9 9 9]', '/Parent 2 0 R'],
    ],
    read: (bytes) => evidence('a.pdf', bytes),
  },
  {
    name: 'text',
    share: 15,
    covers: ['steps/evidence/text-file', 'steps/evidence/find-in-evidence', 'connect/ipconfig'],
    corpus: () => [...bytesOf(IPCONFIG, `\ufeff${IPCONFIG}`), Buffer.from(IPCONFIG, 'latin1')],
    tokens: WORDS,
    read: (bytes) => evidence('ipconfig.txt', bytes),
  },
  {
    name: 'picture',
    share: 40,
    covers: ['steps/evidence/picture-time'],
    corpus: () => [jpegTakenAt('2026:03:02 09:30:00'), screenshotFile('Lizenz')],
    tokens: [
      'Exif\0\0',
      'II*\0',
      'MM\0*',
      'IHDR',
      'iTXt',
      'eXIf',
      'RIFF',
      'WEBP',
      'ftypheic',
      'GIF89a',
    ],
    async read(bytes) {
      pictureTime(bytes);
      await evidence('bild.jpg', bytes);
    },
  },
];

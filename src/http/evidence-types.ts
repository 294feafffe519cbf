import { extname } from 'node:path';
import { RequestError } from '../core/errors.js';

const PICTURES = ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.tif', '.tiff', '.heic'];
const WRITTEN = ['.txt', '.log', '.csv', '.json', '.xml', '.yaml', '.yml', '.md', '.eml', '.pem'];
const OTHERS = ['.pdf', '.msg', '.zip', '.docx', '.xlsx', '.wav', '.cer', '.crt', '.p7b'];
/** Endings of files that are taken as evidence. */
export const TAKEN: ReadonlySet<string> = new Set([...PICTURES, ...WRITTEN, ...OTHERS]);

const ZIP = /^504b/;
const JPEG = /^ffd8ff/;
const TIFF = /^(49492a00|4d4d002a)/;
/** First bytes that a file of this name must have, in hexadecimal digits. */
const SIGNATURES: Readonly<Record<string, RegExp>> = {
  '.png': /^89504e470d0a1a0a/,
  ...{ '.jpg': JPEG, '.jpeg': JPEG },
  '.webp': /^52494646.{8}57454250/, // RIFF, length, WEBP
  '.gif': /^47494638/,
  '.bmp': /^424d/,
  ...{ '.tif': TIFF, '.tiff': TIFF },
  '.heic': /^.{8}66747970/, // length, ftyp
  '.pdf': /^25504446/,
  ...{ '.zip': ZIP, '.docx': ZIP, '.xlsx': ZIP },
  '.msg': /^d0cf11e0/,
  '.wav': /^52494646.{8}57415645/, // RIFF, length, WAVE
};
/** As far as a file is looked into, in bytes. */
const LOOKED_AT = 1_024;
/** What a program begins with: ELF, `#!`, or MZ with bytes no text has. */
const PROGRAM = /^(7f454c46|2321|4d5a(?:..)*?00)/;
/** What a browser runs, behind a byte order mark, an XML declaration and comments. */
const MARKUP =
  /^[^\w<]*(?:<\?[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:!doctype\s+(?:html|svg)|html|svg|script|head|body|iframe)\b/i;

/**
 * Passes a file on when it is what its name says, and nothing a browser or a system would run: neither HTML nor SVG nor a program.
 * @throws RequestError evidence.unusable before anything is stored
 */
export async function* ofKnownType(
  name: string,
  source: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const ending = extname(name).toLowerCase();
  if (!TAKEN.has(ending)) throw refused(name, [...TAKEN]);
  let first = Buffer.alloc(0);
  let looked = false;
  for await (const chunk of source) {
    if (looked) {
      yield chunk;
      continue;
    }
    first = Buffer.concat([first, chunk]);
    if (first.length < LOOKED_AT) continue;
    looked = true;
    requireFit(first, ending, name);
    yield first;
  }
  if (looked) return;
  requireFit(first, ending, name);
  yield first;
}

function requireFit(first: Buffer, ending: string, name: string): void {
  const head = first.subarray(0, LOOKED_AT);
  const wanted = SIGNATURES[ending];
  const fits = wanted ? wanted.test(head.toString('hex')) : !isActive(head);
  if (!fits) throw refused(name, [ending]);
}

/** Written files have no signature of their own. UTF-16 is read as well: its zero bytes are left out. */
function isActive(head: Buffer): boolean {
  const letters = head.toString('latin1').replaceAll('\0', '');
  return PROGRAM.test(head.toString('hex')) || MARKUP.test(letters);
}

function refused(file: string, expected: readonly string[]): RequestError {
  return new RequestError(
    'evidence.unusable',
    {
      de: `Nachweis „${file}“: Der Inhalt passt nicht zur Endung, oder die Endung wird nicht angenommen. Möglich sind: ${expected.join(' ')}.`,
      en: `Evidence "${file}": the content does not fit the ending, or the ending is not accepted. Possible are: ${expected.join(' ')}.`,
    },
    { expected, place: { file } },
  );
}

import { extname } from 'node:path';
import { RequestError } from '../core/errors.js';

const PICTURES = ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.tif', '.tiff', '.heic'];
const WRITTEN = ['.txt', '.log', '.csv', '.json', '.xml', '.yaml', '.yml', '.md', '.eml', '.pem'];
const OTHERS = ['.pdf', '.msg', '.zip', '.docx', '.xlsx', '.wav', '.cer', '.crt', '.p7b'];
/** Endings of files that are taken as evidence. */
export const TAKEN: ReadonlySet<string> = new Set([...PICTURES, ...WRITTEN, ...OTHERS]);

/** First bytes that a file of this name must have. */
const SIGNATURES: Readonly<Record<string, string>> = {
  '.png': '89504e470d0a1a0a',
  '.jpg': 'ffd8ff',
  '.jpeg': 'ffd8ff',
  '.gif': '47494638',
  '.pdf': '25504446',
  '.zip': '504b',
  '.docx': '504b',
  '.xlsx': '504b',
  '.msg': 'd0cf11e0',
};

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
  const wanted = SIGNATURES[ending];
  let first = Buffer.alloc(0);
  let checked = wanted === undefined;
  for await (const chunk of source) {
    if (checked) {
      yield chunk;
      continue;
    }
    first = Buffer.concat([first, chunk]);
    if (first.length < 8) continue;
    checked = begins(first, wanted, name);
    yield first;
  }
  if (!checked && begins(first, wanted, name)) yield first;
}

function begins(first: Buffer, wanted: string | undefined, name: string): boolean {
  if (wanted !== undefined && first.toString('hex').startsWith(wanted)) return true;
  throw refused(name, [extname(name)]);
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

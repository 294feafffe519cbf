import { isUtf8 } from 'node:buffer';

/** Bytes of a file. A function can be called again, so the encoding is decided from the whole file in flat memory. */
export type ByteSource = AsyncIterable<Uint8Array> | (() => AsyncIterable<Uint8Array>);

export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface Decoded {
  readonly encoding: Encoding;
  readonly bom: boolean;
  /** The text without BOM, in pieces. */
  readonly text: AsyncIterable<string>;
}

const PIECE = 65_536;
/** A source that can be read once only is held back up to this many bytes until its encoding is certain. */
const LOOKAHEAD = 8 * 1024 * 1024;
const BOMS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];
/** Windows-1252 between 0x80 and 0x9F; the five undefined bytes keep their C1 control character. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const UNDEFINED_1252 = /[\u0081\u008d\u008f\u0090\u009d]/;

/**
 * A BOM decides; without one, valid UTF-8 is UTF-8, else Windows-1252 (contracts.md). A source that can be opened again
 * is scanned whole first. One that cannot is read ahead up to 8 MiB; beyond that, valid UTF-8 so far counts as UTF-8.
 */
export async function decodeBytes(source: ByteSource, wanted?: Encoding): Promise<Decoded> {
  const again = typeof source === 'function' ? source : undefined;
  const opened = pieces(typeof source === 'function' ? source() : source);
  const held = await take(opened, 3);
  const mark = BOMS.find(([, bytes]) => bytes.every((byte, i) => held.bytes[i] === byte));
  if (mark) {
    const rest = join(held.bytes.subarray(mark[1].length), opened);
    const encoding = wanted ?? mark[0];
    return { encoding, bom: true, text: decode(encoding, rest) };
  }
  if (wanted)
    return { encoding: wanted, bom: false, text: decode(wanted, join(held.bytes, opened)) };
  if (again) {
    await opened.return(undefined);
    const encoding = (await validUtf8(pieces(again()))) ? 'utf-8' : 'windows-1252';
    return { encoding, bom: false, text: decode(encoding, pieces(again())) };
  }
  const ahead = await take(opened, LOOKAHEAD);
  const bytes = Buffer.concat([held.bytes, ahead.bytes]);
  const encoding = isUtf8(ahead.ended ? bytes : bytes.subarray(0, completeEnd(bytes)))
    ? 'utf-8'
    : 'windows-1252';
  return { encoding, bom: false, text: decode(encoding, join(bytes, opened)) };
}

/** Where a character stands that no byte of the file could have meant; -1 when there is none. */
export function undecodableAt(text: string, encoding: Encoding): number {
  return encoding === 'windows-1252' ? text.search(UNDEFINED_1252) : text.indexOf('\ufffd');
}

/** Bytes of a text. Throws RangeError when the encoding has no byte for a character, naming it. */
export function encodeText(text: string, encoding: Encoding): Buffer {
  if (/\p{Surrogate}/u.test(text)) throw new RangeError('lone surrogate');
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding !== 'windows-1252') {
    const bytes = Buffer.from(text, 'utf16le');
    return encoding === 'utf-16le' ? bytes : bytes.swap16();
  }
  return Buffer.from(Array.from(text, byteOf));
}

/** The byte order mark of an encoding, empty for Windows-1252. */
export function bomOf(encoding: Encoding): Buffer {
  return Buffer.from(BOMS.find(([name]) => name === encoding)?.[1] ?? []);
}

function byteOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
  const at = UNDEFINED_1252.test(character) ? -1 : WINDOWS_1252.indexOf(character);
  if (at < 0) throw new RangeError(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
  return 0x80 + at;
}

async function* decode(encoding: Encoding, bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  if (encoding === 'windows-1252') {
    for await (const piece of bytes) {
      yield piece
        .toString('latin1')
        .replace(/[\u0080-\u009f]/g, (c) => WINDOWS_1252.charAt(c.charCodeAt(0) - 0x80));
    }
    return;
  }
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  for await (const piece of bytes) yield decoder.decode(piece, { stream: true });
  const last = decoder.decode();
  if (last !== '') yield last;
}

async function validUtf8(bytes: AsyncIterable<Buffer>): Promise<boolean> {
  let carry = Buffer.alloc(0);
  for await (const piece of bytes) {
    const joined = carry.length > 0 ? Buffer.concat([carry, piece]) : piece;
    const end = completeEnd(joined);
    if (!isUtf8(joined.subarray(0, end))) return false;
    carry = Buffer.from(joined.subarray(end));
  }
  return carry.length === 0;
}

/** Where the last, perhaps incomplete, multi-byte character begins. */
function completeEnd(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.length - back;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

async function* pieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.byteLength; at += PIECE) {
      const length = Math.min(PIECE, chunk.byteLength - at);
      yield Buffer.from(chunk.buffer, chunk.byteOffset + at, length);
    }
  }
}

async function take(
  source: AsyncIterator<Buffer>,
  length: number,
): Promise<{ bytes: Buffer; ended: boolean }> {
  const taken: Buffer[] = [];
  let size = 0;
  while (size < length) {
    const next = await source.next();
    if (next.done) return { bytes: Buffer.concat(taken), ended: true };
    taken.push(next.value);
    size += next.value.length;
  }
  return { bytes: Buffer.concat(taken), ended: false };
}

async function* join(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for (let at = 0; at < first.length; at += PIECE) yield first.subarray(at, at + PIECE);
  yield* rest;
}

import fc from 'fast-check';

/** One change: what, and three numbers it takes its places and sizes from. */
type Change = readonly [kind: number, a: number, b: number, c: number];
/** How an input is made: which sound input it starts from, whether it may become large, and the changes in order. */
export interface Script {
  readonly start: number;
  readonly large: boolean;
  readonly changes: readonly Change[];
}

const BATCH = 250;
const SMALL = 8 * 1024;
const LARGE = 512 * 1024;
const NUMBER = fc.nat(0xffff_ffff);

const scripts: fc.Arbitrary<Script> = fc.record({
  start: NUMBER,
  large: fc.nat(199).map((n) => n === 0),
  changes: fc.array(fc.tuple(NUMBER, NUMBER, NUMBER, NUMBER), { minLength: 1, maxLength: 7 }),
});

/** What has broken parsers before: keys of prototypes, numbers at limits, marks of encodings, openings without an end. */
const TOKENS = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'toJSON'],
  ...['NaN', 'Infinity', '-0', '1e309', '-1', '4294967296', '9007199254740993', '2147483648'],
  ...['"', '""', "'", '`', '\\', '\0', '\r', '\n', '\r\n', '\t', ';', ',', ' ', '#', ':', '='],
  ...['{', '}', '[', ']', '(', ')', '<', '>', '&', '*', '%', '@', '..', '../', '\\\\', '|'],
  ...['\ufeff', '\u00a0', '\u200b', '\u202e', 'İ', 'ß', '\ud83d\ude00', '\u0301', 'xn--', 'ﬃ'],
  ...['null', 'true', '[]', '{}', '""', '0', '1970-01-01T00:00:00Z', '+275760-09-13', 'P9999999W'],
];
const RAW = [
  ...[[0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0x80]],
  ...[
    [0xff, 0xff, 0xff, 0xff],
    [0xff, 0xff, 0xff, 0x7f],
    [0, 0, 0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
  ],
].map((bytes) => Buffer.from(bytes));
const PAIRS = ['[]', '{}', '()', '<>', '""', "''"] as const;
const NESTS = ['[', '{"a":', '(', '- ', '<b>', '&a [*a,', '{a: ', '"', "'", '<!--', 'P', '\u0301'];

/**
 * Input number `index` of a seed: always the same bytes, however many came before.
 * fast-check draws the scripts; the changes know the structure of text and binary formats.
 */
export class Bender {
  private batch = -1;
  private drawn: readonly Script[] = [];

  constructor(
    private readonly seed: number,
    private readonly corpus: readonly Uint8Array[],
    private readonly tokens: readonly string[] = [],
  ) {}

  input(index: number): Buffer {
    const batch = Math.floor(index / BATCH);
    if (batch !== this.batch) {
      this.drawn = fc.sample(scripts, { seed: (this.seed + batch * 7919) | 0, numRuns: BATCH });
      this.batch = batch;
    }
    return this.bent(this.drawn[index % BATCH]!);
  }

  private bent({ start, large, changes }: Script): Buffer {
    const limit = large ? LARGE : SMALL;
    let bytes: Buffer = Buffer.from(this.corpus[start % this.corpus.length]!).subarray(0, LARGE);
    for (const [kind, ...numbers] of changes) {
      const change = CHANGES[kind % CHANGES.length]!;
      bytes = change(bytes, numbers, this, limit);
      if (bytes.length > Math.max(limit, SMALL * 8)) bytes = bytes.subarray(0, limit);
    }
    return bytes;
  }

  token(number: number): Buffer {
    const own = this.tokens.length;
    const at = number % (own * 2 + TOKENS.length + RAW.length);
    if (at < own * 2) return Buffer.from(this.tokens[at % own]!, 'utf8');
    const text = TOKENS[at - own * 2];
    return text === undefined ? RAW[at - own * 2 - TOKENS.length]! : Buffer.from(text, 'utf8');
  }

  other(number: number): Buffer {
    return Buffer.from(this.corpus[number % this.corpus.length]!);
  }
}

type Numbers = readonly [number, number, number];
type Bend = (bytes: Buffer, numbers: Numbers, bender: Bender, limit: number) => Buffer;

const at = (bytes: Buffer, number: number): number => number % (bytes.length + 1);

function replaced(bytes: Buffer, from: number, to: number, piece: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), piece, bytes.subarray(Math.max(from, to))]);
}

/** From a place, so many bytes on. */
function range(bytes: Buffer, a: number, b: number): [number, number] {
  const from = at(bytes, a);
  return [from, Math.min(bytes.length, from + 1 + (b % Math.max(1, bytes.length >> (b & 7))))];
}

function flip(bytes: Buffer, [a, b]: Numbers): Buffer {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const place = a % bytes.length;
  copy[place] = copy[place]! ^ (1 << (b % 8));
  return copy;
}

function setByte(bytes: Buffer, [a, b]: Numbers): Buffer {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  copy[a % bytes.length] = b % 256;
  return copy;
}

const insertToken: Bend = (bytes, [a, b], bender) =>
  replaced(bytes, at(bytes, a), at(bytes, a), bender.token(b));

const overwriteToken: Bend = (bytes, [a, b], bender) => {
  const token = bender.token(b);
  return replaced(bytes, at(bytes, a), at(bytes, a) + token.length, token);
};

const cutOut: Bend = (bytes, [a, b]) => replaced(bytes, ...range(bytes, a, b), Buffer.alloc(0));
const cutOff: Bend = (bytes, [a]) => bytes.subarray(0, at(bytes, a));

/** A piece again and again, up to the limit. */
const repeat: Bend = (bytes, [a, b, c], _bender, limit) => {
  const [from, to] = range(bytes, a, b);
  const piece = bytes.subarray(from, to);
  if (piece.length === 0) return bytes;
  const times = 1 + (c % Math.max(1, Math.floor(limit / piece.length)));
  return replaced(bytes, to, to, Buffer.concat(Array.from({ length: times }, () => piece)));
};

/** A very long run of one token. */
const long: Bend = (bytes, [a, b, c], bender, limit) => {
  const token = bender.token(b);
  const length = c % limit;
  return replaced(bytes, at(bytes, a), at(bytes, a), Buffer.alloc(length, token));
};

/** Openings without end, or with as many ends. */
const nest: Bend = (bytes, [a, b, c], _bender, limit) => {
  const opening = NESTS[b % NESTS.length]!;
  const depth = c % Math.max(2, Math.floor(limit / opening.length / 2));
  const pair = PAIRS.find(([open]) => opening.startsWith(open ?? ''));
  const closed = (c & 1) === 1 && pair ? (pair[1] ?? '').repeat(depth) : '';
  const place = (c & 2) === 0 ? at(bytes, a) : 0;
  return replaced(bytes, place, place, Buffer.from(opening.repeat(depth) + closed));
};

const splice: Bend = (bytes, [a, b, c], bender) => {
  const other = bender.other(b);
  const [from, to] = range(other, c, a);
  return replaced(bytes, at(bytes, a), at(bytes, a), other.subarray(from, to));
};

/** The n-th number in the text becomes another one. */
const number: Bend = (bytes, [a, b, c]) => {
  const text = bytes.toString('latin1');
  const found = [...text.slice(0, SMALL).matchAll(/-?\d+/g)];
  const one = found[a % Math.max(1, found.length)];
  if (!one) return bytes;
  const values = ['0', '-1', '1e999', '00', '4294967295', '-9223372036854775808', String(c)];
  const value = Buffer.from(values[b % values.length]!);
  return replaced(bytes, one.index, one.index + one[0].length, value);
};

/** The whole in another encoding, with or without its mark. */
const encoding: Bend = (bytes, [a]) => {
  const text = bytes.toString('utf8');
  const marked = (a & 4) === 0 ? `\ufeff${text}` : text;
  if (a % 4 === 0) return Buffer.from(marked, 'utf16le');
  if (a % 4 === 1) return Buffer.from(marked, 'utf8');
  if (a % 4 === 2) return Buffer.from(text, 'latin1');
  return Buffer.from(text.replace(/\r?\n/g, (a & 8) === 0 ? '\r\n' : '\r'), 'utf8');
};

/** Two lines change places: keys twice, headers in the middle, trailers before their body. */
const swapLines: Bend = (bytes, [a, b]) => {
  const lines = bytes.toString('latin1').split('\n');
  const [i, j] = [a % lines.length, b % lines.length];
  [lines[i], lines[j]] = [lines[j]!, lines[i]!];
  return Buffer.from(lines.join('\n'), 'latin1');
};

const CHANGES: readonly Bend[] = [
  ...[flip, setByte, insertToken, overwriteToken, cutOut, cutOff, repeat, long, nest, splice],
  ...[number, encoding, swapLines, insertToken, overwriteToken, flip],
];

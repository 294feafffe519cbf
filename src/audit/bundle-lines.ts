const LF = 0x0a;

/** A line file that breaks off or has a line beyond all measure. */
export class LineProblem extends Error {
  constructor(
    readonly row: number,
    message: string,
  ) {
    super(message);
  }
}

export interface Line {
  /** From 1. */
  readonly row: number;
  /** Without the line break. */
  readonly bytes: Buffer;
}

/**
 * Lines of a stream, each ended by LF, the last one too. Holds one line at a time.
 *
 * @throws LineProblem when a line exceeds `limit` bytes or the last one has no end
 */
export async function* readLines(
  source: AsyncIterable<Buffer>,
  limit: number,
): AsyncGenerator<Line> {
  let row = 1;
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      if (length + end - start > limit) throw tooLong(row, limit);
      yield { row, bytes: Buffer.concat([...parts, chunk.subarray(start, end)]) };
      row += 1;
      parts = [];
      length = 0;
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > limit) throw tooLong(row, limit);
  }
  if (length > 0) throw new LineProblem(row, 'no line break at the end');
}

function tooLong(row: number, limit: number): LineProblem {
  return new LineProblem(row, `longer than ${limit} bytes`);
}

const BODY_MARK = Buffer.from('{"body":', 'utf8');
const HASH_MARK = Buffer.from(',"hash":"', 'utf8');
const HASH_LENGTH = 64;
const TAIL_LENGTH = HASH_MARK.length + HASH_LENGTH + 2;

/** One line of entries.jsonl, without line break: `{"body":` body `,"hash":"` 64 hex `"}`. */
export function entryLine(body: Uint8Array, hash: string): Buffer {
  return Buffer.concat([BODY_MARK, body, HASH_MARK, Buffer.from(`${hash}"}`, 'utf8')]);
}

/** Body bytes and hash of a line of entries.jsonl, cut out byte for byte; undefined when it has another form. */
export function splitEntryLine(line: Buffer): { body: Buffer; hash: string } | undefined {
  const end = line.length - TAIL_LENGTH;
  if (end < BODY_MARK.length || !line.subarray(0, BODY_MARK.length).equals(BODY_MARK)) {
    return undefined;
  }
  const tail = line.subarray(end);
  const hash = tail.subarray(HASH_MARK.length, HASH_MARK.length + HASH_LENGTH).toString('latin1');
  const framed = tail.subarray(0, HASH_MARK.length).equals(HASH_MARK) && tail.at(-2) === 0x22;
  if (!framed || tail.at(-1) !== 0x7d || !/^[0-9a-f]{64}$/.test(hash)) return undefined;
  return { body: line.subarray(BODY_MARK.length, end), hash };
}

import { ExpressAdapter } from '@nestjs/platform-express';
import type { Response } from 'express';

/** An answer that is JSON already, of this shape. */
export class WrittenJson<A> {
  declare protected readonly shape: A;

  constructor(readonly bytes: Buffer) {}
}

/** The JSON of a value as one more member of a list: a comma and the value. */
const written = new WeakMap<object, Buffer>();
/** The JSON of a value without its list. */
const around = new WeakMap<object, Buffer>();

/** `{"items":[…], …rest}`, of items that never change. */
export function jsonList<I extends object, R extends object>(
  items: readonly I[],
  rest: R,
): WrittenJson<{ items: readonly I[] } & R> {
  const end = JSON.stringify(rest).replace('{', '],');
  return listBetween(BEGIN, items, Buffer.from(end, 'utf8'));
}

/**
 * The JSON of a value that never changes and has a list of such values: what is in the list is kept for each of them and may be
 * shared with others, the rest for as long as the value is.
 */
export function jsonAround<L extends string, A extends Readonly<Record<L, readonly object[]>>>(
  value: A,
  list: L,
): WrittenJson<A> {
  const rest =
    around.get(value) ?? Buffer.from(JSON.stringify({ ...value, [list]: undefined }), 'utf8');
  around.set(value, rest);
  const end = rest.length > 2 ? Buffer.concat([MORE, rest.subarray(1)]) : END;
  return listBetween(Buffer.from(`{"${list}":[`), value[list], end);
}

const BEGIN = Buffer.from('{"items":[');
const END = Buffer.from(']}');
const MORE = Buffer.from('],');

function listBetween<A>(begin: Buffer, items: readonly object[], end: Buffer): WrittenJson<A> {
  const pieces = [begin];
  let length = begin.length + end.length;
  for (const item of items) {
    const member = memberOf(item);
    const piece = pieces.length === 1 ? member.subarray(1) : member;
    pieces.push(piece);
    length += piece.length;
  }
  return new WrittenJson(Buffer.concat([...pieces, end], length));
}

function memberOf(value: object): Buffer {
  const known = written.get(value);
  if (known) return known;
  const bytes = Buffer.from(`,${JSON.stringify(value)}`, 'utf8');
  written.set(value, bytes);
  return bytes;
}

/** Sends what is JSON already as it is; everything else is Nest's. */
export class WrittenJsonAdapter extends ExpressAdapter {
  override reply(response: Response, body: unknown, status?: number): unknown {
    if (!(body instanceof WrittenJson)) return super.reply(response, body, status) as unknown;
    if (status !== undefined) response.status(status);
    return response.type('json').send(body.bytes);
  }
}

import { ExpressAdapter } from '@nestjs/platform-express';
import type { Response } from 'express';

/** An answer that is JSON already, of this shape. */
export class WrittenJson<A> {
  declare protected readonly shape: A;

  constructor(readonly bytes: Buffer) {}
}

const written = new WeakMap<object, Buffer>();

/** The JSON of a value that never changes: written once, kept for as long as the value is. */
export function jsonOf<A extends object>(value: A): WrittenJson<A> {
  return new WrittenJson(bytesOf(value));
}

/** `{"items":[…], …rest}`, of items that never change. */
export function jsonList<I extends object, R extends object>(
  items: readonly I[],
  rest: R,
): WrittenJson<{ items: readonly I[] } & R> {
  const pieces = items.flatMap((item, i) => (i === 0 ? [bytesOf(item)] : [COMMA, bytesOf(item)]));
  const end = JSON.stringify(rest).replace('{', '],');
  return new WrittenJson(Buffer.concat([BEGIN, ...pieces, Buffer.from(end, 'utf8')]));
}

const BEGIN = Buffer.from('{"items":[');
const COMMA = Buffer.from(',');

function bytesOf(value: object): Buffer {
  const known = written.get(value);
  if (known) return known;
  const bytes = Buffer.from(JSON.stringify(value), 'utf8');
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

import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import {
  BadRequestException,
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { json, type Request, type Response } from 'express';
import { ROUTE, type RouteSpec } from './route.js';

const MIB = 1_048_576;
/** In bytes, unpacked: of a request in general, and of one that may hold a long table. */
const LIMIT = MIB;
const LONG_LIMIT = 16 * MIB;

const TYPE = 'application/json';
const readerOf = (limit: number) =>
  promisify<Request, Response>(json({ limit, strict: true, type: TYPE, verify: requireUtf8 }));
const readShort = readerOf(LIMIT);
const readLong = readerOf(LONG_LIMIT);

/** Reads the JSON of a request once the guard let it in: whoever may not send it costs no memory. */
@Injectable()
export class BodyReader implements NestInterceptor {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  /** @throws BadRequestException for a body that is no JSON, and what the body parser throws; the filter knows both */
  async intercept(context: ExecutionContext, next: CallHandler) {
    const spec = this.reflector.get<RouteSpec<unknown>>(ROUTE, context.getHandler());
    const http = context.switchToHttp();
    const read = spec.longBody ? readLong : readShort;
    // an upload is the file itself, whatever it calls itself: a JSON file is evidence too
    if (spec.upload) return next.handle();
    const request = http.getRequest<Request>();
    const isEmpty = request.get('content-length') === '0';
    if (!isEmpty && request.is(TYPE) === false) throw new BadRequestException();
    await read(request, http.getResponse<Response>());
    return next.handle();
  }
}

/** Decoding would put other signs for bytes that are none. */
function requireUtf8(_request: unknown, _response: unknown, body: Buffer): void {
  if (!isUtf8(body)) throw new BadRequestException();
}

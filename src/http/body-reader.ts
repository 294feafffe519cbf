import { promisify } from 'node:util';
import {
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

const readerOf = (limit: number) =>
  promisify<Request, Response>(json({ limit, strict: true, type: 'application/json' }));
const readShort = readerOf(LIMIT);
const readLong = readerOf(LONG_LIMIT);

/** Reads the JSON of a request once the guard let it in: whoever may not send it costs no memory. */
@Injectable()
export class BodyReader implements NestInterceptor {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  /** @throws what the body parser throws; the filter knows it */
  async intercept(context: ExecutionContext, next: CallHandler) {
    const spec = this.reflector.get<RouteSpec<unknown>>(ROUTE, context.getHandler());
    const http = context.switchToHttp();
    const read = spec.longBody ? readLong : readShort;
    // an upload is the file itself, whatever it calls itself: a JSON file is evidence too
    if (!spec.upload) await read(http.getRequest<Request>(), http.getResponse<Response>());
    return next.handle();
  }
}

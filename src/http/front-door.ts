import { NotFoundException } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { NextFunction, Response } from 'express';
import helmet from 'helmet';
import { RequestError } from '../core/errors.js';
import type { Log } from './log.js';
import type { Metrics } from './metrics.js';
import type { Outside } from './outside.js';
import type { AskedRequest } from './route.js';

type Middleware = (request: AskedRequest, response: Response, next: NextFunction) => void;

/** Headers of every answer: nothing may be framed, sniffed, cached or loaded from elsewhere; there is no CORS. */
export function safeHeaders({ secure }: Outside): Middleware {
  const self = ["'self'"];
  const headers = helmet({
    strictTransportSecurity: secure && { maxAge: 31_536_000, includeSubDomains: false },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        ...{ scriptSrc: self, styleSrc: self, connectSrc: self, fontSrc: self, formAction: self },
        imgSrc: ["'self'", 'data:', 'blob:'], // pictures of evidence before they are sent
        frameSrc: self, // the report
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
  });
  return (request, response, next) => {
    response.set('cache-control', 'no-store');
    headers(request, response, next);
  };
}

/** Only by its own names, and where a proxy is declared only from it: DNS rebinding and detours are refused. */
export function ownHosts(outside: Outside): Middleware {
  return (request, _response, next) => {
    const host = request.headers.host?.toLowerCase() ?? '';
    next(
      outside.isWelcome(request) && outside.isOwnHost(host) ? undefined : strange(outside.address),
    );
  };
}

/** Gives each request a number that the answer names, and writes one line when it is over. */
export function watched(log: Log, metrics: Metrics): Middleware {
  return (request, response, next) => {
    const began = process.hrtime.bigint();
    request.correlation = randomUUID();
    response.set('x-request-id', request.correlation);
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - began) / 1e9;
      const { method } = request;
      const route = (request.route as { path?: string } | undefined)?.path ?? 'unknown';
      const status = response.statusCode;
      metrics.requests.observe({ method, route, status }, seconds);
      const ms = Math.round(seconds * 1000);
      log.line('info', 'request', { request: request.correlation, method, route, status, ms });
    });
    next();
  };
}

/** An address whose percent signs give no text is none. */
export function readableAddresses(): Middleware {
  return ({ path }, _response, next) => {
    next(isReadable(path) ? undefined : new NotFoundException());
  };
}

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

function strange(address: string): RequestError {
  return new RequestError(
    'host.refused',
    {
      de: `Unter diesem Namen antwortet der Server nicht. Er heißt ${address}.`,
      en: `The server does not answer to this name. It is ${address}.`,
    },
    { expected: [address] },
  );
}

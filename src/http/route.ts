import {
  applyDecorators,
  createParamDecorator,
  Delete,
  Get,
  HttpCode,
  Post,
  Put,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import type { Request } from 'express';
import type { z } from 'zod';
import type { Action } from '../access/rights.js';
import { RequestError } from '../core/errors.js';
import type { Who } from '../engine/who.js';
import type { Asker } from './who-asks.js';
import type { WrittenJson } from './written-json.js';

const METHODS = { get: Get, post: Post, put: Put, delete: Delete } as const;

export type Right = Action | 'anyone' | 'signed-in';

/** What a route promises: the document of the API is made from it, and the guard reads its right. */
export interface RouteSpec<A> {
  readonly method: keyof typeof METHODS;
  readonly path: string;
  /** Name of the operation in the document; stable. */
  readonly id: string;
  readonly says: string;
  /** `anyone`: says nothing of any customer. `signed-in`: about oneself. Else asked for where the address leads. */
  readonly right: Right;
  /** Where its address names no run and no project: the right is needed for the installation, else anywhere. */
  readonly of?: 'installation';
  readonly status?: number;
  /** Shape of the answer; a media type where it is no JSON. */
  readonly answer: z.ZodType<unknown, A> | `${string}/${string}`;
  /** A command: needs an `Idempotency-Key`; with `revision` an `If-Match` too. */
  readonly command?: 'plain' | 'revision';
  /** The body is the file itself. */
  readonly upload?: true;
  /** The body may hold a long table, so it may be larger than others. */
  readonly longBody?: true;
}

export const ROUTE = 'umstieg:route';

interface Handler<A> {
  readonly value?: (...args: never[]) => Promise<A | WrittenJson<A>>;
}

/** Marks a handler as a route; what it answers must fit the shape that is promised. */
export function Route<A = unknown>(spec: RouteSpec<A>) {
  const all = applyDecorators(
    METHODS[spec.method](spec.path),
    HttpCode(spec.status ?? 200),
    SetMetadata(ROUTE, spec),
  );
  return (target: object, name: string, descriptor: Handler<A>): void => {
    all(target, name, descriptor as PropertyDescriptor);
  };
}

/** A request that the guard let in. */
export interface AskedRequest extends Request {
  asker?: Asker;
  /** Finds this request in the log. */
  correlation?: string;
}

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<AskedRequest>();

export const Asking = createParamDecorator((_: unknown, context: ExecutionContext): Asker => {
  const { asker } = requestOf(context);
  if (!asker) throw new Error('the guard let nobody in');
  return asker;
});

/** Who acts, under which key, on which revision: what every command on a run is sent with. */
export interface Sent {
  readonly who: Who;
  readonly key: string;
  readonly revision?: number | undefined;
}

/** `revision`: the revision of the run that was seen must be named as well. */
export const Command = createParamDecorator(
  (kind: 'plain' | 'revision', context: ExecutionContext): Sent => {
    const request = requestOf(context);
    const { asker } = request;
    if (!asker) throw new Error('the guard let nobody in');
    const key = request.get('idempotency-key');
    if (key === undefined || key.trim() === '') throw noKey();
    const revision = kind === 'revision' ? revisionIn(request.get('if-match')) : undefined;
    return { who: asker.who, key, revision };
  },
);

/** `"12"` → 12; `*` means whatever it is. */
function revisionIn(header: string | undefined): number | undefined {
  if (header?.trim() === '*') return undefined;
  const [, digits] = /^\s*"(\d{1,15})"\s*$/.exec(header ?? '') ?? [];
  if (digits !== undefined) return Number(digits);
  throw new RequestError(
    'revision.required',
    {
      de: 'Welchen Stand des Laufs haben Sie gesehen? Schicken Sie If-Match mit dem ETag des Laufs, zum Beispiel "12"; * gilt für jeden Stand.',
      en: 'Which revision of the run did you see? Send If-Match with the ETag of the run, for example "12"; * means any.',
    },
    { expected: ['If-Match: "12"', 'If-Match: *'] },
  );
}

function noKey(): RequestError {
  return new RequestError(
    'key.required',
    {
      de: 'Jeder Befehl braucht einen eigenen Schlüssel: Schicken Sie Idempotency-Key, zum Beispiel eine UUID. Derselbe Schlüssel wirkt nur einmal.',
      en: 'Each command needs a key of its own: send Idempotency-Key, for example a UUID. The same key acts once.',
    },
    { expected: ['Idempotency-Key'] },
  );
}

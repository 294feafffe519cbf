import type { Type } from '@nestjs/common';
import { z } from 'zod';
import { Checked } from './checked.js';
import { ROUTE, type RouteSpec } from './route.js';
import { problem } from './schemas/words.js';

/** Under this token the document is served. */
export const API_DOCUMENT = Symbol('api document');

const JSON_TYPE = 'application/json';
const BODY = 3;
const QUERY = 4;

type Schema = Readonly<Record<string, unknown>>;

/** One route with where it stands and what its handler reads. */
export interface KnownRoute {
  readonly spec: RouteSpec<unknown>;
  /** `/api/runs/{run}` */
  readonly address: string;
  readonly body?: z.ZodType;
  readonly query?: z.ZodType;
}

/** Every route of these controllers, as their decorators say. */
export function routesOf(controllers: readonly Type[]): KnownRoute[] {
  return controllers.flatMap((controller) => {
    const prefix = Reflect.getMetadata('path', controller) as string;
    const prototype = controller.prototype as Record<string, unknown>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      if (typeof handler !== 'function') return [];
      const spec = Reflect.getMetadata(ROUTE, handler) as RouteSpec<unknown> | undefined;
      if (!spec) return [];
      const body = readBy(controller, name, BODY);
      const query = readBy(controller, name, QUERY);
      const address = `/${[prefix, spec.path]
        .flatMap((part) => part.split('/'))
        .filter(Boolean)
        .join('/')}`;
      const shapes = { ...(body ? { body } : {}), ...(query ? { query } : {}) };
      return [{ spec, address: address.replace(/:(\w+)/g, '{$1}'), ...shapes }];
    });
  });
}

/** Nest keeps what each argument is read by, as `KIND:INDEX`. */
function readBy(controller: Type, handler: string, kind: number): z.ZodType | undefined {
  const found = (Reflect.getMetadata('__routeArguments__', controller, handler) ?? {}) as Readonly<
    Record<string, { readonly pipes?: readonly unknown[] }>
  >;
  const [, argument] = Object.entries(found).find(([key]) => key.startsWith(`${kind}:`)) ?? [];
  const pipe = argument?.pipes?.find((one) => one instanceof Checked) as
    Checked<z.ZodType> | undefined;
  return pipe?.schema;
}

/** The document: OpenAPI 3.1, shapes in JSON Schema 2020-12 from the same schemas that check requests. */
export function describeApi(controllers: readonly Type[], version: string): object {
  const schemas: Record<string, Schema> = {};
  const paths: Record<string, Record<string, object>> = {};
  const problems = { [`application/problem+json`]: { schema: shape(problem, 'output', schemas) } };
  for (const route of routesOf(controllers)) {
    const at = (paths[route.address] ??= {});
    at[route.spec.method] = operationOf(route, schemas, problems);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Umstieg', version, description: 'docs/http-api.md' },
    security: [{ token: [] }, { cookie: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'umstieg' },
      },
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
  };
}

function operationOf(
  { spec, address, body, query }: KnownRoute,
  schemas: Record<string, Schema>,
  problems: object,
): object {
  const parameters = [
    ...[...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => parameter('path', name ?? '', true)),
    ...(query ? queryParameters(query, schemas) : []),
    ...(spec.command ? [parameter('header', 'Idempotency-Key', true)] : []),
    ...(spec.command === 'revision' ? [parameter('header', 'If-Match', true)] : []),
    ...(spec.right === 'anyone' || spec.method === 'get'
      ? []
      : [parameter('header', 'Umstieg-Csrf', false)]),
  ];
  const { answer } = spec;
  const content =
    typeof answer === 'string'
      ? { [answer]: {} }
      : { [JSON_TYPE]: { schema: shape(answer, 'output', schemas) } };
  const sent = body
    ? { [JSON_TYPE]: { schema: shape(body, 'input', schemas) } }
    : spec.upload && { 'application/octet-stream': {} };
  return {
    operationId: spec.id,
    summary: spec.says,
    ...(spec.right === 'anyone' ? { security: [] } : {}),
    'x-right': spec.right,
    parameters,
    ...(sent ? { requestBody: { required: true, content: sent } } : {}),
    responses: {
      [spec.status ?? 200]: { description: spec.says, content },
      default: { description: 'Problem (RFC 9457)', content: problems },
    },
  };
}

function parameter(
  where: string,
  name: string,
  required: boolean,
  schema: Schema = { type: 'string' },
) {
  return { name, in: where, required, schema };
}

function queryParameters(query: z.ZodType, schemas: Record<string, Schema>) {
  const { properties = {}, required = [] } = shape(query, 'input', schemas) as {
    properties?: Readonly<Record<string, Schema>>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) =>
    parameter('query', name, required.includes(name), schema),
  );
}

/** A shape as JSON Schema; what has a name goes to the components and is referred to. */
function shape(schema: z.ZodType, io: 'input' | 'output', into: Record<string, Schema>): Schema {
  const made = z.toJSONSchema(schema, {
    ...{ io, target: 'draft-2020-12', unrepresentable: 'any' },
    override: ({ jsonSchema }) => delete jsonSchema.readOnly,
  });
  const {
    $schema: _draft,
    $defs = {},
    id: _id,
    ...rest
  } = elsewhere(made) as Record<string, Schema>;
  for (const [name, inner] of Object.entries($defs as Record<string, Schema>)) {
    const { id: _inner, ...plain } = inner;
    into[name] = plain;
  }
  return rest;
}

/** zod writes `#/$defs/NAME`. */
function elsewhere(schema: object): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

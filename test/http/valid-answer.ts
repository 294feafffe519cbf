import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { apiDocument } from '../../src/http/http.module.js';

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}
export interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

export const DOCUMENT = apiDocument('9.9.9') as ApiDocument;
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
ajv.addSchema(
  JSON.parse(
    withIds({ $id: 'api', $defs: DOCUMENT.components.schemas }).replaceAll('"api#', '"#'),
  ) as object,
);
const compiled = new Map<object, ValidateFunction>();
/** Operations whose answers were looked at. */
export const answered = new Set<string>();

/** What an answer has that the document does not promise, or the other way around. */
export function problemsOf(
  request: { readonly method: string; readonly path: string; readonly status: number },
  body: unknown,
): string[] {
  const operation = operationFor(request.method.toLowerCase(), request.path);
  const responses: Operation['responses'] = operation?.responses ?? { default: PROBLEM };
  const response = responses[request.status] ?? responses['default'];
  if (operation && request.status < 400) answered.add(operation.operationId);
  const schema = Object.values(response?.content ?? {})[0]?.schema;
  if (!schema) return [`no shape for ${request.method} ${request.path} ${request.status}`];
  const validate = compiled.get(schema) ?? ajv.compile(JSON.parse(withIds(schema)) as object);
  compiled.set(schema, validate);
  validate(body);
  return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message ?? ''}`);
}

const PROBLEM = {
  content: { problem: { schema: { $ref: '#/components/schemas/Problem' } } },
};

function withIds(schema: object): string {
  return JSON.stringify(schema).replaceAll('"#/components/schemas/', '"api#/$defs/');
}

function operationFor(method: string, path: string): Operation | undefined {
  const { pathname } = new URL(path, 'http://x');
  const fits = (template: string) =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname);
  const templates = Object.keys(DOCUMENT.paths).filter(fits);
  const exact = templates.find((template) => !template.endsWith('}')) ?? templates[0];
  return exact === undefined ? undefined : DOCUMENT.paths[exact]?.[method];
}

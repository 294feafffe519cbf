import { z } from 'zod';
import { optionsOf, stable, type Option, type Values, type Words } from './options.js';
import type { Text } from './text.js';

/**
 * The vocabulary of step forms. Each field takes JSON values and the strings of `--set key=value` alike
 * and carries what faces and the audit trail need to know of it.
 *
 * privacy: `plain` values stand in the audit trail as they are; `personal` ones (the default for free text) only as
 * salted commitments; `secret` ones are replaced by a mark before anything is stored.
 */
export type Privacy = 'plain' | 'personal' | 'secret';
export type FieldInput =
  | 'text'
  | 'path'
  | 'number'
  | 'flag'
  | 'choice'
  | 'choices'
  | 'date'
  | 'instant'
  | 'list'
  | 'secret'
  | 'rows';

export interface FieldMeta {
  readonly label: Text;
  readonly privacy: Privacy;
  readonly input: FieldInput;
  readonly options?: readonly Option[];
  readonly example?: string;
  /** What of the project is offered as the answer. */
  readonly suggest?: 'customer';
  /** Of a table: what stands in one row. */
  readonly row?: z.ZodObject;
  /** Of a table with one row for each address: what becomes of the addresses it is about, `import-overwrites`. */
  readonly about?: readonly string[];
  /** For secrets: what is kept (reliability.md section 3). */
  readonly keep?: 'fingerprint' | 'nothing';
}

/** What remains of a secret: that it was given; of a request code also its HMAC and, from 12 characters on, its last four. */
export interface SecretMark {
  readonly given: true;
  readonly hmac?: string;
  readonly last4?: string;
}

const metas = new WeakMap<z.ZodType, FieldMeta>();

export function fieldMeta(schema: z.ZodType): FieldMeta | undefined {
  const own = metas.get(schema);
  if (own) return own;
  const def = schema.def as { innerType?: z.ZodType; in?: z.ZodType };
  const inner = def.innerType ?? def.in;
  return inner ? fieldMeta(inner) : undefined;
}

function field<S extends z.ZodType>(schema: S, meta: FieldMeta): S {
  metas.set(schema, meta);
  return schema;
}

const labels = new WeakMap<z.ZodType, Text>();

/** Names a column of a table: what people read instead of its key. Wrap it before `.optional()`. */
export function cell<S extends z.ZodType>(label: Text, schema: S): S {
  labels.set(schema, label);
  return schema;
}

/** The words of a column; undefined when it has none. */
export function cellLabel(schema: z.ZodType): Text | undefined {
  const own = labels.get(schema) ?? metas.get(schema)?.label;
  const { innerType } = schema.def as { innerType?: z.ZodType };
  return own ?? (innerType && cellLabel(innerType));
}

interface TextOptions {
  readonly privacy?: 'plain' | 'personal';
  readonly example?: string;
  readonly suggest?: 'customer';
  readonly min?: number;
  readonly max?: number;
  /** Refuses with this sentence (German and English in one line) when false. */
  readonly check?: Check;
}

type Check = (value: string) => string | undefined;

/** Refuses with the sentence of `check`. */
function checked(schema: z.ZodString, check?: Check, shown?: '***'): z.ZodString {
  return schema.check((ctx) => {
    const message = check?.(ctx.value);
    if (message) ctx.issues.push({ code: 'custom', message, input: shown ?? ctx.value });
  });
}

/** Free text. Personal unless said otherwise. */
export function text(label: Text, o: TextOptions = {}): z.ZodType<string, string> {
  return written(label, o, 'text');
}

/** A file or folder of this computer. The command line takes relative ones from the current folder. */
export function localPath(label: Text, o: TextOptions = {}): z.ZodType<string, string> {
  return written(label, o, 'path');
}

function written(label: Text, o: TextOptions, input: 'text' | 'path'): z.ZodType<string, string> {
  const { min = 1, max = 4_000, check } = o;
  const schema = checked(z.string().min(min).max(max), check);
  return field(schema, {
    label,
    privacy: o.privacy ?? 'personal',
    input,
    ...(o.example ? { example: o.example } : {}),
    ...(o.suggest ? { suggest: o.suggest } : {}),
  });
}

export function number(label: Text, o: { min?: number; max?: number } = {}) {
  const schema = z.coerce
    .number()
    .int()
    .min(o.min ?? 0)
    .max(o.max ?? 1_000_000_000);
  const lax = z.preprocess((v) => (v === '' ? undefined : v), schema);
  return field(lax, { label, privacy: 'plain', input: 'number' });
}

const TRUE = new Set(['true', '1', 'yes', 'ja', 'y', 'j']);
const FALSE = new Set(['false', '0', 'no', 'nein', 'n']);

/** Yes or no: `ja`, `nein`, `yes`, `no`, `true`, `false`, `1`, `0`. */
export function flag(label: Text) {
  const schema = z.preprocess((v) => {
    if (typeof v !== 'string') return v;
    const s = v.trim().toLowerCase();
    return TRUE.has(s) ? true : FALSE.has(s) ? false : v;
  }, z.boolean());
  return field(schema, { label, privacy: 'plain', input: 'flag' });
}

/** One of the given values, or its words in either language; a value without words stands for itself. */
export function choice<const V extends Values>(label: Text, values: V, words: Words = {}) {
  const options = optionsOf(values, words);
  return field(
    z.preprocess((v) => stable(v, options), z.enum(values)),
    {
      label,
      privacy: 'plain',
      input: 'choice',
      options,
    },
  );
}

/** Several of the given values; on the command line separated by commas. */
export function choices<const V extends Values>(label: Text, values: V, words: Words = {}) {
  const options = optionsOf(values, words);
  const each = (v: unknown): unknown =>
    Array.isArray(v) ? v.map((one) => stable(one, options)) : v;
  return field(
    z.preprocess((v) => each(splitList(v)), z.array(z.enum(values))),
    {
      label,
      privacy: 'plain',
      input: 'choices',
      options,
    },
  );
}

/** Calendar day `YYYY-MM-DD`. */
export function date(label: Text) {
  return field(z.iso.date(), { label, privacy: 'plain', input: 'date', example: '2026-03-02' });
}

/** Point in time, ISO 8601 with zone: `2026-03-02T09:30:00Z`. */
export function instant(label: Text) {
  return field(z.iso.datetime({ offset: true }), {
    label,
    privacy: 'plain',
    input: 'instant',
    example: '2026-03-02T09:30:00Z',
  });
}

/** List of free texts; on the command line JSON or separated by commas. */
export function list(label: Text, o: Pick<TextOptions, 'privacy' | 'min' | 'check'> = {}) {
  const entry = checked(z.string().min(1), o.check);
  return field(z.preprocess(splitList, z.array(entry).min(o.min ?? 0)), {
    label,
    privacy: o.privacy ?? 'personal',
    input: 'list',
  });
}

const MOST_ROWS = 100_000;

/** Table of rows, JSON only. */
export function rows<S extends z.ZodObject>(
  label: Text,
  row: S,
  o: { privacy?: 'plain' | 'personal'; about?: readonly string[] } = {},
) {
  return field(z.preprocess(parseJson, z.array(row).max(MOST_ROWS)), {
    label,
    privacy: o.privacy ?? 'personal',
    input: 'rows',
    row,
    ...(o.about ? { about: o.about } : {}),
  });
}

/**
 * A secret. The form sees the plain string only while it is validated; the engine then replaces it by a
 * {@link SecretMark} before anything is stored, so `verify` reads the mark.
 */
export function secret(label: Text, keep: 'fingerprint' | 'nothing', check?: Check) {
  return field(checked(z.string().min(1).max(500), check, '***'), {
    label,
    privacy: 'secret',
    input: 'secret',
    keep,
  });
}

function splitList(v: unknown): unknown {
  if (typeof v !== 'string') return v;
  if (v.trim().startsWith('[')) return parseJson(v);
  return v
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '');
}

function parseJson(v: unknown): unknown {
  if (typeof v !== 'string') return v;
  try {
    return JSON.parse(v) as unknown;
  } catch {
    return v;
  }
}

/** A step form: unknown fields are refused. */
export const form = z.strictObject;

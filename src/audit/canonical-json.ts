import { RequestError } from '../core/errors.js';
import { AuditError, finding } from './finding.js';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Deeper values are refused, so that no verifier needs an unbounded stack. */
const MAX_DEPTH = 64;
/** Half of a pair: with the flag `u` whole pairs are one character. */
const LONE = /\p{Surrogate}/u;
/** No quotation mark, backslash, control character or anything beyond ASCII. */
const PLAIN = /^[ !#-[\]-~]*$/;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * RFC 8785 text of a JSON value.
 *
 * @throws RequestError `input.invalid` for what JSON cannot say: undefined (also in a property or an array), functions,
 * symbols, bigints, NaN, infinities, lone surrogates, dates and other class instances, cycles, more than 64 levels, and
 * the key `__proto__`, which readers in this language lose.
 */
export function canonicalText(value: unknown): string {
  const text = written(value, 0);
  if (text === undefined) throw notJson(jsonProblem(value, '$', 0) ?? 'unknown');
  return text;
}

/** In one walk; undefined where {@link jsonProblem} finds something. The fields are sorted as RFC 8785 (3.2.3) says. */
function written(value: unknown, depth: number): string | undefined {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : undefined;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return undefined;
  let text = '';
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) {
      const member = written(value[i], depth + 1);
      if (member === undefined) return undefined;
      text += i === 0 ? member : `,${member}`;
    }
    return `[${text}]`;
  }
  if (!isPlain(value)) return undefined;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key of sorted(Object.keys(fields))) {
    const member = written(fields[key], depth + 1);
    const name = textOf(key);
    if (member === undefined || key === '__proto__' || name === undefined) return undefined;
    text += text === '' ? `${name}:${member}` : `,${name}:${member}`;
  }
  return `{${text}}`;
}

/** Most texts are keys, digests and dates: what JSON leaves as it is needs no trip to `JSON.stringify`. */
function textOf(value: string): string | undefined {
  if (PLAIN.test(value)) return `"${value}"`;
  return LONE.test(value) ? undefined : JSON.stringify(value);
}

/** By UTF-16 code units; sorting copies, so what is in order already is left alone. */
function sorted(keys: string[]): string[] {
  for (let i = 1; i < keys.length; i += 1)
    if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort();
  return keys;
}

/** RFC 8785 bytes (UTF-8, no byte order mark). Throws as {@link canonicalText} does. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalText(value), 'utf8');
}

/**
 * Reads canonical bytes and refuses every other spelling of the same value: duplicate keys, other key order, blanks,
 * `1.0`, `1e0`, `-0`, needless escapes, a byte order mark, bytes that are not UTF-8.
 *
 * @throws AuditError with the reason `audit.not-canonical`
 */
export function parseCanonical(bytes: Uint8Array): Json {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    throw notCanonical('not UTF-8');
  }
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw notCanonical('not JSON');
  }
  let again: string;
  try {
    again = canonicalText(value);
  } catch (error) {
    throw notCanonical(messageOf(error));
  }
  if (again !== text) throw notCanonical(`differs at character ${firstDifference(again, text)}`);
  return value;
}

/** Whether a parsed value is an object with named members, not null and not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonProblem(value: unknown, path: string, depth: number): string | undefined {
  if (value === null || typeof value === 'boolean') return undefined;
  if (typeof value === 'string') return LONE.test(value) ? `${path}: a lone surrogate` : undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${path}: ${value}`;
  if (typeof value !== 'object') return `${path}: ${typeof value}`;
  if (depth >= MAX_DEPTH) return `${path.slice(0, 40)}…: more than ${MAX_DEPTH} levels`;
  if (Array.isArray(value)) {
    // by index: forEach and map would skip holes
    for (let i = 0; i < value.length; i += 1) {
      const problem = jsonProblem(value[i], `${path}[${i}]`, depth + 1);
      if (problem) return problem;
    }
    return undefined;
  }
  if (!isPlain(value)) return `${path}: not a plain object`;
  for (const [key, member] of Object.entries(value)) {
    if (key === '__proto__') return `${path}: the key __proto__`;
    if (LONE.test(key)) return `${path}: a key with a lone surrogate`;
    const problem = jsonProblem(member, `${path}.${key}`, depth + 1);
    if (problem) return problem;
  }
  return undefined;
}

/** Plain in any realm: its prototype is null or the root of a prototype chain; symbol keys would be lost. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  const rooted = prototype === null || Object.getPrototypeOf(prototype) === null;
  const hasToJson = 'toJSON' in value && typeof value.toJSON === 'function';
  return rooted && !hasToJson && Object.getOwnPropertySymbols(value).length === 0;
}

function firstDifference(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  return i + 1;
}

function notJson(what: string): RequestError {
  return new RequestError('input.invalid', {
    de: `Der Wert lässt sich nicht als JSON festhalten (${what}).`,
    en: `The value cannot be recorded as JSON (${what}).`,
  });
}

function notCanonical(what: string): AuditError {
  return new AuditError(finding('audit.not-canonical', { what }));
}

/** What an error says, also one of another realm. */
export function messageOf(error: unknown): string {
  return isRecord(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
}

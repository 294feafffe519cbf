import { isAbsolute, resolve } from 'node:path';
import { isWindowsPath } from '../connect/windows-path.js';
import { RequestError } from '../core/errors.js';
import type { Text } from '../core/text.js';
import type { FieldView } from '../engine/views.js';
import { unbounded } from '../core/bounded.js';
import { readTextFile } from './input-files.js';

/**
 * Fields of `--set k=v`: the value may contain `=`, the same key twice makes a list, in the order given.
 * @throws RequestError input.invalid
 */
export function setValues(pairs: readonly string[]): Record<string, unknown> {
  const values = new Map<string, string | string[]>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const key = at < 0 ? '' : pair.slice(0, at).trim();
    if (key === '') throw badPair(pair);
    const value = pair.slice(at + 1);
    const before = values.get(key);
    values.set(key, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(values);
}

/**
 * Relative files and folders of this computer start at the current folder. A Windows path is text here: it names what
 * another computer sees.
 */
export function withFullPaths(
  values: Readonly<Record<string, unknown>>,
  fields: readonly Pick<FieldView, 'name' | 'input'>[],
): Record<string, unknown> {
  const paths = new Set(fields.filter((f) => f.input === 'path').map((f) => f.name));
  const full = ([name, value]: [string, unknown]): [string, unknown] =>
    paths.has(name) && typeof value === 'string' && value !== ''
      ? [name, fullPath(value)]
      : [name, value];
  return Object.fromEntries(Object.entries(values).map(full));
}

function fullPath(path: string): string {
  return isAbsolute(path) || isWindowsPath(path) ? path : resolve(path);
}

function badPair(pair: string): RequestError {
  const came = pair.includes('=') ? '=…' : pair;
  return new RequestError(
    'input.invalid',
    {
      de: `--set erwartet FELD=WERT, gekommen ist „${came.slice(0, 60)}“.`,
      en: `--set expects FIELD=VALUE, got "${came.slice(0, 60)}".`,
    },
    { expected: ['--set FIELD=VALUE'] },
  );
}

/** Fields of `--input FILE.json`. @throws RequestError file.unreadable, input.invalid */
export async function inputValues(path: string | undefined): Promise<Record<string, unknown>> {
  if (path === undefined) return {};
  const text = await readTextFile(path);
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const what = error instanceof Error ? error.message : '';
    throw notAnObject(path, what);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw notAnObject(path, Array.isArray(json) ? '[…]' : typeof json);
  }
  const tooMuch = unbounded(json);
  if (tooMuch) throw notAnObject(path, tooMuch);
  return json as Record<string, unknown>;
}

function notAnObject(path: string, what: string | Text): RequestError {
  const { de, en } = typeof what === 'string' ? { de: what, en: what } : what;
  return new RequestError(
    'input.invalid',
    {
      de: `„${path}“: Erwartet wird ein JSON-Objekt mit Feldern, gekommen ist: ${de.slice(0, 200)}.`,
      en: `"${path}": a JSON object with fields is expected, got: ${en.slice(0, 200)}.`,
    },
    { place: { file: path } },
  );
}

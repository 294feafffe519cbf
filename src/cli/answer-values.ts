import { resolve } from 'node:path';
import { RequestError } from '../core/errors.js';
import { readTextFile } from './input-files.js';

export interface ValueSources {
  /** Relative paths start here. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Values of `set` in an answers file. `{env: NAME}` is an environment variable, `{file: PATH}` the text of a file without
 * its last line break, `{path: PATH}` the absolute path; all relative to the answers file. Also inside lists and rows.
 * @throws RequestError input.invalid, file.unreadable
 */
export async function answerValues(
  set: Readonly<Record<string, unknown>>,
  sources: ValueSources,
): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(set)) {
    if (value === null || value === undefined) continue;
    values[name] = await resolved(value, sources);
  }
  return values;
}

/** Fields whose value stands in the answers file itself. */
export function literals(set: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(set).flatMap(([name, value]) => (reference(value) ? [] : [name]));
}

async function resolved(value: unknown, sources: ValueSources): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolved(item, sources)));
  if (typeof value !== 'object' || value === null) return value;
  const found = reference(value);
  if (!found) return answerValues({ ...value }, sources);
  const { folder, environment } = sources;
  const [kind, text] = found;
  if (kind === 'path') return resolve(folder, text);
  if (kind === 'file') return (await readTextFile(resolve(folder, text))).replace(/\r?\n$/, '');
  const given = environment[text];
  if (given !== undefined) return given;
  throw new RequestError('input.invalid', {
    de: `Die Umgebungsvariable ${text} ist nicht gesetzt.`,
    en: `The environment variable ${text} is not set.`,
  });
}

/** `{env: NAME}`, `{file: PATH}` or `{path: PATH}`. */
function reference(value: unknown): ['env' | 'file' | 'path', string] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [pair, ...others] = Object.entries(value as Record<string, unknown>);
  if (!pair || others.length > 0 || typeof pair[1] !== 'string') return undefined;
  const [key, text] = pair;
  return key === 'env' || key === 'file' || key === 'path' ? [key, text] : undefined;
}

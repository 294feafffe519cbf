import { parseDocument } from 'yaml';
import { RequestError } from '../core/errors.js';
import { mappingSchema, type Mapping } from '../machines/mapping.js';

/** A mapping that names every step and state of the documented sequence has a tenth of it. */
const LIMIT_KIB = 64;

/**
 * A mapping that a person brings, as JSON text of at most 64 KiB. Each name may stand once.
 * @param file for the message
 * @throws RequestError mapping.invalid
 */
export function parseMapping(text: string, file: string): Mapping {
  if (Buffer.byteLength(text) > LIMIT_KIB * 1024) throw tooLarge(file);
  const parsed = mappingSchema.safeParse(jsonOf(text));
  if (!parsed.success) throw noMapping(file, parsed.error.issues[0]?.path.join('.') ?? '');
  const [twice] = parseDocument(text, { uniqueKeys: true }).errors;
  if (twice) throw ambiguous(file, twice.linePos?.[0].line ?? 1);
  return parsed.data;
}

/** Undefined when it is no JSON. `__proto__` is no name of anything here, and zod would leave it out silently. */
function jsonOf(text: string): unknown {
  const keys = new Set<string>();
  try {
    const json: unknown = JSON.parse(text, (key, value: unknown) => {
      keys.add(key);
      return value;
    });
    return keys.has('__proto__') ? undefined : json;
  } catch {
    return undefined;
  }
}

function noMapping(file: string, where: string): RequestError {
  return new RequestError(
    'mapping.invalid',
    {
      de: `„${file}“ ist keine Zuordnung (bei „${where}“). Erwartet: {"name", "from", "to", "steps"?, "parts"?, "states"?, "signals"?}.`,
      en: `"${file}" is no mapping (at "${where}"). Expected: {"name", "from", "to", "steps"?, "parts"?, "states"?, "signals"?}.`,
    },
    { place: { file } },
  );
}

function tooLarge(file: string): RequestError {
  return new RequestError(
    'mapping.invalid',
    {
      de: `„${file}“ ist größer als ${String(LIMIT_KIB)} KiB und keine Zuordnung. Nennen Sie nur Namen, die sich ändern.`,
      en: `"${file}" is larger than ${String(LIMIT_KIB)} KiB and no mapping. Name only what changes its name.`,
    },
    { place: { file } },
  );
}

function ambiguous(file: string, row: number): RequestError {
  return new RequestError(
    'mapping.invalid',
    {
      de: `„${file}“, Zeile ${String(row)}: Ein Name steht zweimal. Lassen Sie einen der Einträge weg.`,
      en: `"${file}", line ${String(row)}: a name stands there twice. Leave one of the entries out.`,
    },
    { place: { file, row } },
  );
}

/** Shape of a mapping, for faces that take it as data. */
export { mappingSchema as mapping } from '../machines/mapping.js';

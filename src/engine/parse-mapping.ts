import { RequestError } from '../core/errors.js';
import { mappingSchema, type Mapping } from '../machines/mapping.js';

/**
 * A mapping that a person brings, as JSON text.
 * @param file for the message
 * @throws RequestError mapping.invalid
 */
export function parseMapping(text: string, file: string): Mapping {
  const parsed = mappingSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new RequestError(
    'mapping.invalid',
    {
      de: `„${file}“ ist keine Zuordnung (bei „${where}“). Erwartet: {"name", "from", "to", "steps"?, "parts"?, "states"?, "signals"?}.`,
      en: `"${file}" is no mapping (at "${where}"). Expected: {"name", "from", "to", "steps"?, "parts"?, "states"?, "signals"?}.`,
    },
    { place: { file } },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import type { RunMapping } from '../engine/migrator.js';
import { parseMapping } from '../engine/parse-mapping.js';
import { option, type Call } from './call.js';
import { readTextFile } from './input-files.js';

/**
 * The mapping a person brings instead of the one that comes with the program; undefined without `--mapping`.
 * @throws RequestError file.unreadable | mapping.invalid
 */
export async function mappingOption(call: Call): Promise<RunMapping | undefined> {
  const file = option(call, 'mapping');
  if (file === undefined) return undefined;
  return parseMapping(await readTextFile(file), file);
}

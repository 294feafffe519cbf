import { InvariantError } from '../core/errors.js';
import { structuralHash, type DefinitionJson } from '../machines/definition.js';
import { compileDefinition, type CompiledDefinition } from './compile-definition.js';

/** What is wrong with a stored definition; every run that follows it stands still, the others go on. */
export interface Flaw {
  readonly hash: string;
  /** What this program does not know, where the JSON itself is what was stored. */
  readonly unknown?: string;
}

/** A definition as stored under its hash. A flaw is told, never thrown: one definition must not stop the others. */
export function readDefinition(hash: string, body: string): CompiledDefinition | Flaw {
  let json: DefinitionJson;
  try {
    json = JSON.parse(body) as DefinitionJson;
    if (structuralHash(json) !== hash) return { hash };
  } catch {
    return { hash }; // no JSON, or no definition: not what was stored under this hash
  }
  try {
    return compileDefinition(json);
  } catch (error) {
    const cause = error instanceof InvariantError ? error.details.cause : error;
    return { hash, unknown: cause instanceof Error ? cause.message : String(cause) };
  }
}

export function flawed({ hash, unknown }: Flaw, runId?: string): InvariantError {
  const [de, en] = runId === undefined ? ['', ''] : [`Lauf ${runId}: `, `Run ${runId}: `];
  const short = hash.slice(0, 12);
  if (unknown === undefined)
    return new InvariantError('definition.invalid', {
      de: `${de}Die gespeicherte Definition ${short} passt nicht zu ihrem Hash. Stellen Sie eine Sicherung wieder her.`,
      en: `${en}The stored definition ${short} does not fit its hash. Restore a backup.`,
    });
  return new InvariantError('definition.invalid', {
    de: `${de}Die gespeicherte Definition ${short} verlangt etwas, das dieses Programm nicht kennt (${unknown}). Verwenden Sie die Version, die sie geschrieben hat, oder eine neuere.`,
    en: `${en}The stored definition ${short} asks for something this program does not know (${unknown}). Use the version that wrote it, or a newer one.`,
  });
}

export function missing(hash: string, runId: string): InvariantError {
  return new InvariantError('definition.missing', {
    de: `Lauf ${runId}: Seine Definition ${hash.slice(0, 12)} fehlt in dieser Datenbank. Stellen Sie eine Sicherung wieder her.`,
    en: `Run ${runId}: its definition ${hash.slice(0, 12)} is missing in this database. Restore a backup.`,
  });
}

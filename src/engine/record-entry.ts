import type { DefinitionJson } from '../machines/definition.js';
import type { Turn } from '../persistence/unit-of-work.js';
import type { CompiledDefinition } from './compile-definition.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { sha256 } from './sha256.js';
import { TurnBuilder, type EntryParts, type LoadedRun } from './turn-builder.js';
import type { Who } from './who.js';

/** The instance has no machines: its chain only records. */
export const INSTANCE_DEFINITION = {
  json: { name: INSTANCE, version: '1', parts: {} } as unknown as DefinitionJson,
  hash: sha256('umstieg instance'),
  parts: [],
  steps: [],
} as unknown as CompiledDefinition;

/** Writes an entry that leaves the state of the run, or of the installation, as it is; sealed unless it is a refusal. */
export function recordEntry(
  core: EngineCore,
  runId: string,
  who: Who,
  { reason, ...parts }: EntryParts & { reason?: string },
): Promise<void> {
  const decide = (run: LoadedRun): Turn<void> => {
    const builder = new TurnBuilder(core.env, run, who);
    const note =
      reason === undefined ? {} : { note: { commitment: builder.commit('note', reason) } };
    const next = builder.finish(
      { ...parts, ...note },
      { changes: false, seal: parts.kind !== 'refused' },
    );
    return {
      next: core.loaded(next, builder),
      addition: builder.addition,
      settle: () => undefined,
    };
  };
  if (runId === INSTANCE) return core.commitInstance(INSTANCE_DEFINITION, decide);
  return core.commit(runId, null, decide);
}

import { InvariantError } from '../core/errors.js';
import { ROOT, type CompiledDefinition } from './compile-definition.js';
import type { RunState } from './run-state.js';

/** XState would restore a state that no longer exists as an error or, worse, start over: refuse instead. */
export function checkValues(runId: string, definition: CompiledDefinition, state: RunState): void {
  try {
    definition.validate(ROOT, state.root);
    for (const part of definition.parts) definition.validate(part, state.parts[part]);
    const stranger =
      Object.keys(state.parts).find((part) => !definition.parts.includes(part)) ??
      [...Object.keys(state.status), ...Object.keys(state.tasks)].find(
        (step) => !definition.partOf.has(step),
      );
    if (stranger !== undefined) throw new Error(`the definition does not name "${stranger}"`);
  } catch (error) {
    throw new InvariantError(
      'snapshot.incompatible',
      {
        de: `Lauf ${runId}: Der Zustand passt nicht zu seiner Definition. Der Lauf bleibt stehen, wie er ist.`,
        en: `Run ${runId}: the state does not fit its definition. The run stays as it is.`,
      },
      { cause: error },
    );
  }
}

import type { Reason } from '../core/outcome.js';
import type { EngineCore } from './engine-core.js';
import { migrationReason } from './migration-reasons.js';

/** An open run that cannot go on with this program. */
export interface Orphan {
  readonly run: string;
  readonly customer: string;
  readonly reason: Reason;
}

/**
 * Every open run whose definition is missing or asks for a guard, an action or a step this program does not have. Looks at the
 * list of runs and the definitions only, never at a history, so it can be asked at each start.
 */
export async function findOrphans(core: EngineCore): Promise<readonly Orphan[]> {
  const orphans: Orphan[] = [];
  for (const { id, customer, definition } of await core.store.openRuns()) {
    const reason = standsStill(core, id, definition);
    if (reason) orphans.push({ run: id, customer, reason });
  }
  return orphans;
}

function standsStill(core: EngineCore, run: string, hash: string): Reason | undefined {
  const definition = core.definition(hash);
  if (!definition) {
    const { code, text } = core.unusable(run, hash);
    return { code, text };
  }
  const steps = definition.steps.filter((step) => !core.registry.find(step)).join(', ');
  return steps === '' ? undefined : migrationReason('provider-missing', { steps });
}

import type { CompiledDefinition } from './compile-definition.js';
import { Drain, type Drained } from './drain.js';
import type { RunState } from './run-state.js';
import { approvalStands, standingOn } from './staleness.js';
import type { TraitsOf } from './step-traits.js';

/** A run whose (+) rows are switched. */
export interface Switched {
  readonly definition: CompiledDefinition;
  readonly state: RunState;
  readonly traits: TraitsOf;
  readonly now: Date;
}

/**
 * The project does without a (+) row (O12). An approval that was given or asked for while the row counted is void:
 * whoever approves an overwriting import has to know whether there is a safety export.
 */
export function switchOff(run: Switched, step: string): Drained {
  const state = { ...run.state, off: [...without(run.state.off, step), step] };
  const drain = new Drain(run.definition, state, run.traits, run.now);
  drain.task(step, { type: 'skip' });
  for (const other of standingOn(step, run))
    if (approvalStands(state, other)) drain.task(other, { type: 'withdraw' });
  return drain.look().run();
}

/** The row counts again, unless its whole part does not apply; what stands on it has to wait for it. */
export function switchOn(run: Switched, step: string): Drained {
  const { definition } = run;
  const state = { ...run.state, off: without(run.state.off, step) };
  const drain = new Drain(definition, state, run.traits, run.now);
  const part = definition.partOf.get(step) ?? '';
  const value = state.parts[part];
  const idle = value && definition.resting(part, value).as === 'not-applicable';
  if (!idle) drain.task(step, { type: 'lock' });
  return drain.look().run();
}

function without(steps: readonly string[], step: string): string[] {
  return steps.filter((s) => s !== step);
}

import type { RunStatus } from '../core/parts.js';
import { isRunning } from '../core/task-status.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { RunState } from './run-state.js';

/** Status of a run, from its state alone. */
export function runStatus(definition: CompiledDefinition, state: RunState): RunStatus {
  if (state.canceled) return 'canceled';
  const regions = typeof state.root === 'string' ? {} : state.root;
  const over = definition.parts.every((part) => {
    const region = regions[part];
    return region === 'done' || region === 'notApplicable';
  });
  const done = definition.parts.some((part) => regions[part] === 'done');
  if (over && done) return 'completed';
  const busy = Object.values(state.status).some(isRunning);
  return busy ? 'running' : 'waiting';
}

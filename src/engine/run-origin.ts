import type { RunRow } from '../persistence/write-batch.js';
import type { CompiledDefinition } from './compile-definition.js';
import { runStatus } from './run-status.js';
import type { RunState } from './run-state.js';

/** A column of the run row that says something else than the hashed state, by its name. */
export function strayColumn(
  row: RunRow,
  definition: CompiledDefinition,
  state: RunState,
): 'kind' | 'project' | 'created-at' | 'status' | undefined {
  const { kind, project, createdAt } = state.origin;
  if (row.kind !== kind) return 'kind';
  if (row.projectId !== project) return 'project';
  if (row.createdAt !== createdAt) return 'created-at';
  return row.status === runStatus(definition, state) ? undefined : 'status';
}

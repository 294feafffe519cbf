import { InvariantError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import type { RowStore } from '../persistence/row.store.js';
import type { RunStore } from '../persistence/run.store.js';
import type { RunRow } from '../persistence/write-batch.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { rowFinding } from './row-findings.js';
import { strayColumn } from './run-origin.js';
import { parseRunState, type RunState } from './run-state.js';

/** A state that the chain vouches for; undefined when it has no form this program knows. */
export function parseStored(row: RunRow): RunState | undefined {
  try {
    return parseRunState(row.id, row.state);
  } catch (error) {
    if (error instanceof InvariantError) return undefined;
    throw error;
  }
}

/** `step digest` of every fact a decision may still read. */
export function factsIn(state: RunState): string[] {
  return Object.entries(state.tasks).flatMap(([step, { result, draft }]) =>
    [result, draft?.result].flatMap((digest) => (digest ? [`${step} ${digest}`] : [])),
  );
}

/** What can be derived from the hashed state: columns of run and project, timers. */
export class StateCheck {
  constructor(
    private readonly core: EngineCore,
    private readonly rows: RowStore,
    private readonly runs: RunStore,
  ) {}

  async check(row: RunRow, state: RunState): Promise<Reason[]> {
    if (row.id === INSTANCE) return [];
    return [
      ...this.columns(row, state),
      ...(await this.customer(row, state)),
      ...(await this.timers(row.id, state)),
    ];
  }

  private columns(row: RunRow, state: RunState): Reason[] {
    const definition = this.core.definition(row.definition);
    const stray = definition && strayColumn(row, definition, state);
    return stray ? [rowFinding(stray, 'changed')] : [];
  }

  private async customer(row: RunRow, { origin }: RunState): Promise<Reason[]> {
    try {
      await this.runs.customer(row, origin.customer ?? '');
      return [];
    } catch (error) {
      if (!(error instanceof InvariantError)) throw error;
      return [rowFinding('customer', 'changed')];
    }
  }

  private async timers(runId: string, state: RunState): Promise<Reason[]> {
    const rows = new Map((await this.rows.timers(runId)).map(({ name, dueAt }) => [name, dueAt]));
    const names = new Set([...rows.keys(), ...Object.keys(state.timers)]);
    return [...names].flatMap((name) => {
      const [stored, expected] = [rows.get(name), state.timers[name]?.dueAt];
      if (stored === expected) return [];
      const happened =
        stored === undefined ? 'missing' : expected === undefined ? 'added' : 'changed';
      return [rowFinding('timer', happened, name)];
    });
  }
}

import { DEFINITION } from '../../src/machines/documented/definition.js';
import { statesOf } from '../../src/machines/events.js';
import type { Guard, MachineJson, Target } from '../../src/machines/kinds.js';
import { listOf } from './explore.js';
import { rowsOf } from './play.js';

function inside(guard: Guard): readonly Guard[] {
  const p = guard.params as { guard?: Guard; guards?: readonly Guard[] };
  return [guard, ...[...(p.guard ? [p.guard] : []), ...(p.guards ?? [])].flatMap(inside)];
}
function settledIn(guard: Guard): readonly string[] {
  return inside(guard).flatMap((g) =>
    g.type === 'settled' ? (g.params['steps'] as readonly string[]) : [],
  );
}

/** Rows that are settled for as long as a part is open: the root closes it otherwise. */
function heldByGate(part: string): readonly string[] {
  const ways = listOf(DEFINITION.root.states?.[part]?.states?.['locked']?.on?.['tasks.changed']);
  return ways.flatMap((way) =>
    typeof way !== 'string' && way.target === 'ready' && way.guard ? settledIn(way.guard) : [],
  );
}

/** Facts this way reads of rows that may be open again at that moment. */
function staleReads(way: Target, event: string, held: readonly string[]): readonly string[] {
  if (typeof way === 'string' || !way.guard) return [];
  const safe = [...held, ...settledIn(way.guard)];
  const read = inside(way.guard).filter((g) => g.type === 'fact');
  return read
    .map((g) => String(g.params['step']))
    .filter((row) => !safe.includes(row) && event !== `${row}.settled`);
}

/** A part rewinds when one of its own rows opens again, so those are settled behind where it stands. */
function staleReadsOf(machine: MachineJson): readonly string[] {
  const held = [...rowsOf(machine), ...heldByGate(machine.id)];
  return statesOf(machine).flatMap(({ path, state }) =>
    [...Object.entries(state.on ?? {}), ['always', state.always] as const].flatMap(
      ([event, ways]) =>
        listOf(ways).flatMap((way) =>
          staleReads(way, event, held).map((row) => `${machine.id} ${path} ${event}: ${row}`),
        ),
    ),
  );
}

it('no guard reads the old answer of a row that may be open again', () => {
  const machines = [DEFINITION.root, ...Object.values(DEFINITION.parts)];
  expect(machines.flatMap(staleReadsOf)).toEqual([]);
});

import type { DefinitionJson } from '../../src/machines/definition.js';
import type { MachineJson, StateJson, Target } from '../../src/machines/kinds.js';
import { statesOf } from '../../src/engine/compile-definition.js';
import type { Sequence } from '../../src/engine/sequence.js';

type Open<T> = T extends object ? { -readonly [K in keyof T]: Open<T[K]> } : T;
type Way = Exclude<Target, string>;

/** The sequence with one thing in one part changed: what a developer may do and forget to write the pages anew. */
export interface Drift {
  readonly what: string;
  readonly part: string;
  readonly sequence: Sequence;
}

/** A way that leads elsewhere, and a condition that is gone, in every part that has such. */
export function driftsOf(sequence: Sequence): Drift[] {
  return Object.entries(sequence.definition.parts).flatMap(([part, machine]) => {
    const changed = [elsewhere(machine), unconditional(machine)];
    return changed.flatMap((to): Drift[] => {
      if (!to) return [];
      const parts: DefinitionJson['parts'] = { ...sequence.definition.parts, [part]: to.machine };
      const definition = { ...sequence.definition, parts };
      return [{ what: to.what, part, sequence: { ...sequence, definition } }];
    });
  });
}

interface Changed {
  readonly what: string;
  readonly machine: MachineJson;
}

/** The last way of a chain leads back to the first state instead. */
function elsewhere(original: MachineJson): Changed | undefined {
  const machine = structuredClone<Open<MachineJson>>(original as Open<MachineJson>);
  for (const [path, state] of [...statesOf(machine)].reverse()) {
    const on = (state as Open<StateJson>).on ?? {};
    const event = Object.keys(on).find((name) => name.endsWith('.settled'));
    const way = event === undefined ? undefined : on[event];
    if (event === undefined || typeof way !== 'string' || way === path.at(-1)) continue;
    on[event] = path.at(-1) ?? '';
    return { what: `${path.join('.')} leads to itself`, machine };
  }
  return undefined;
}

/** A way with a condition has none any more. What rewinds the whole part is drawn at its first state only. */
function unconditional(original: MachineJson): Changed | undefined {
  const machine = structuredClone<Open<MachineJson>>(original as Open<MachineJson>);
  for (const [path, state] of statesOf(machine)) {
    if (path.length === 0) continue;
    const { on = {}, always = [] } = state as Open<StateJson>;
    const ways: readonly Open<Target>[] = [...Object.values(on), always].flat();
    const bound = ways.find(
      (way): way is Open<Way> => typeof way !== 'string' && way.guard?.type === 'fact',
    );
    if (!bound) continue;
    delete bound.guard;
    return { what: `${path.join('.')} asks for nothing`, machine };
  }
  return undefined;
}

import type { DefinitionJson } from '../../src/machines/definition.js';
import type { MachineJson, StateJson } from '../../src/machines/kinds.js';

/** The same part with one of its states under another name, wherever it is named. */
function renamedState(machine: MachineJson, from: string, to: string): MachineJson {
  const targets = new Map([
    [from, to],
    [`.${from}`, `.${to}`],
    [`#${machine.id}.${from}`, `#${machine.id}.${to}`],
  ]);
  const change = (value: unknown, inStates = false): unknown => {
    if (typeof value === 'string') return targets.get(value) ?? value;
    if (Array.isArray(value)) return value.map((item) => change(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        inStates && key === from ? to : key,
        change(inner, key === 'states'),
      ]),
    );
  };
  return change(machine) as MachineJson;
}

interface Changes {
  readonly version: string;
  readonly part: string;
  /** State → its new name. */
  readonly rename: readonly [from: string, to: string];
  readonly add?: Readonly<Record<string, StateJson>>;
}

/** What a later release may make of a definition. Nothing of the old one is touched. */
export function changedDefinition(old: DefinitionJson, o: Changes): DefinitionJson {
  const machine = old.parts[o.part];
  if (!machine?.states?.[o.rename[0]]) throw new Error(`no state ${o.part}.${o.rename[0]}`);
  const renamed = renamedState(machine, ...o.rename);
  const states = { ...renamed.states, ...o.add };
  return { ...old, version: o.version, parts: { ...old.parts, [o.part]: { ...renamed, states } } };
}

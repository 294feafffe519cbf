import {
  initialTransition,
  transition,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type StateValue,
} from 'xstate';
import { buildMachine, withView } from '../../src/machines/definition.js';
import { DEFINITION } from '../../src/machines/documented/definition.js';
import type { View } from '../../src/machines/guards.js';
import type { Action, MachineJson } from '../../src/machines/kinds.js';

export function partOf(name: string): MachineJson {
  const json = DEFINITION.parts[name];
  if (!json) throw new Error(`no part ${name}`);
  return json;
}

const built = new WeakMap<MachineJson, AnyStateMachine>();
function machineOf(json: MachineJson): AnyStateMachine {
  const machine = built.get(json) ?? buildMachine(json);
  built.set(json, machine);
  return machine;
}

export interface Heard {
  readonly value: StateValue;
  readonly snapshot: AnyMachineSnapshot;
  readonly actions: readonly Action[];
}

/** What a machine does on one event at one value, as the engine asks it. */
export function hear(json: MachineJson, value: unknown, type: string, view: View): Heard {
  const machine = machineOf(json);
  const [snapshot, actions] = transition(machine, withView(machine, value, view), { type });
  return {
    value: snapshot.value as StateValue,
    snapshot,
    actions: actions.map((a) => ({ type: a.type, params: a.params }) as unknown as Action),
  };
}

export interface Played {
  /** Rows in the order they were offered, repeats in a row left out. */
  readonly offered: readonly string[];
  readonly skipped: readonly string[];
  readonly value: StateValue;
  readonly snapshot: AnyMachineSnapshot;
}

/**
 * Opens a part and answers every offer at once: approved before the act and then settled, or (`settledBefore`, as after a
 * rewind) settled straight away. Rows in `open` are never answered; timers fire when nothing else is left to say.
 */
export function play(
  part: string,
  view: View,
  o: { readonly open?: readonly string[]; readonly settledBefore?: boolean } = {},
): Played {
  const json = partOf(part);
  let [snapshot] = initialTransition(machineOf(json)) as [AnyMachineSnapshot, unknown];
  const offered: string[] = [];
  const skipped: string[] = [];
  const timers: string[] = [];
  const queue = ['part.open'];
  for (let event = queue.shift(); event; event = queue.shift() ?? timers.shift()) {
    const heard = hear(json, JSON.parse(JSON.stringify(snapshot.value)), event, view);
    snapshot = heard.snapshot;
    for (const { type, params } of heard.actions) {
      const row = params['step'] as string;
      if (type === 'startTimer') timers.push(params['event'] as string);
      if (type === 'skip') skipped.push(...(params['steps'] as string[]));
      if (type !== 'offer') continue;
      if (offered.at(-1) !== row) offered.push(row);
      if (o.open?.includes(row)) continue;
      const first = params['approval'] === 'before' && !o.settledBefore;
      queue.push(first ? `${row}.approved` : `${row}.settled`);
    }
  }
  return { offered, skipped, value: snapshot.value as StateValue, snapshot };
}

/** Rows the active states of a snapshot host. */
export function hosted(snapshot: AnyMachineSnapshot): readonly string[] {
  return snapshot._nodes.flatMap((node) => {
    const step = (node.meta as { step?: string } | undefined)?.step;
    return step === undefined ? [] : [step];
  });
}

/** Rows a part offers somewhere, sorted. */
export function rowsOf(json: MachineJson): readonly string[] {
  const text = JSON.stringify(json);
  const rows = [...text.matchAll(/"type":"offer","params":\{"step":"(R-\d+)"/gu)].map((m) => m[1]);
  return [...new Set(rows)].map(String).sort();
}

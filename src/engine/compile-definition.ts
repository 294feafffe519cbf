import {
  initialTransition,
  transition,
  type AnyMachineSnapshot,
  type AnyStateMachine,
} from 'xstate';
import { InvariantError } from '../core/errors.js';
import type { TaskStatus } from '../core/task-status.js';
import {
  buildMachine,
  signalsOf,
  structuralHash,
  withView,
  type DefinitionJson,
} from '../machines/definition.js';
import type { Action, RestsAs, StateJson } from '../machines/kinds.js';
import type { View } from '../machines/guards.js';
import { KnownMoves } from './known-moves.js';
import type { StateValue } from './run-state.js';

export interface OfferParams {
  readonly step: string;
  readonly needs?: readonly string[];
  readonly sticky?: boolean;
  readonly pointOfNoReturn?: boolean;
  readonly approval?: 'before' | 'after';
}

/** A definition ready to run: machines built once, and the indexes the engine needs. */
export interface CompiledDefinition {
  readonly json: DefinitionJson;
  readonly hash: string;
  /** Parts and their steps in shown order. */
  readonly parts: readonly string[];
  readonly steps: readonly string[];
  readonly partOf: ReadonlyMap<string, string>;
  readonly stepsOf: ReadonlyMap<string, readonly string[]>;
  readonly hears: ReadonlyMap<string, readonly string[]>;
  readonly signals: ReadonlySet<string>;
  readonly sticky: ReadonlySet<string>;
  readonly noReturn: ReadonlySet<string>;
  /** Rows offered beside the others: they ask nothing of their part, and its rewind does not lead to them. */
  readonly beside: ReadonlySet<string>;
  /** Steps whose claim a second person approves in the machine (beside what verdicts ask for). */
  readonly approvedAfter: ReadonlySet<string>;
  /** Steps that must be settled before a step is offered, beside its part's order. */
  readonly needs: ReadonlyMap<string, readonly string[]>;
  /** Next status, or undefined when the event is not possible in this status. */
  taskNext(status: TaskStatus, event: string): TaskStatus | undefined;
  start(machine: string, view: View): Moved;
  move(machine: string, value: StateValue, event: string, view: View): Moved | undefined;
  can(machine: string, value: StateValue, event: string, view: View): boolean;
  /** What a part shows and offers while it rests at a value. */
  resting(machine: string, value: StateValue): Resting;
  /** Throws when a stored value is not exactly a resting state of the machine. */
  validate(machine: string, value: unknown): void;
}

export interface Moved {
  readonly value: StateValue;
  readonly as: RestsAs;
  readonly actions: readonly Action[];
}

export interface Resting {
  readonly as: RestsAs;
  /** Offers of the active states that wait for other steps. */
  readonly needy: readonly OfferParams[];
}

export const ROOT = 'root';
const NO_VIEW: View = { tasks: {}, flags: {}, parts: {} };

/** @throws InvariantError definition.invalid when a machine cannot be built from its JSON */
export function compileDefinition(json: DefinitionJson): CompiledDefinition {
  const machines = new Map<string, AnyStateMachine>();
  const moves = new KnownMoves();
  const build = (name: string, config: StateJson & { id: string }) => {
    try {
      machines.set(name, buildMachine(config, moves.judge));
    } catch (error) {
      throw new InvariantError(
        'definition.invalid',
        { de: `Maschine „${name}“ ist ungültig.`, en: `Machine "${name}" is invalid.` },
        { cause: error },
      );
    }
  };
  build(ROOT, json.root);
  build('task', json.task);
  for (const [name, config] of Object.entries(json.parts)) build(name, config);
  const machine = (name: string): AnyStateMachine => {
    const found = machines.get(name);
    if (!found) throw new Error(`no machine "${name}"`);
    return found;
  };
  // values were checked when the run was loaded (validate); from then on they come from our own transitions
  const snapshot = (name: string, value: StateValue, view: View): AnyMachineSnapshot =>
    machine(name).resolveState({ value, context: view });
  const offers = collectOffers(json);
  return {
    json,
    hash: structuralHash(json),
    ...offers,
    hears: hearing(json),
    signals: new Set(signalsOf(json)),
    taskNext: memoize((status, event) => {
      const before = snapshot('task', status, NO_VIEW);
      if (!before.can({ type: event })) return undefined;
      const [after] = transition(machine('task'), before, { type: event });
      return after.value as TaskStatus;
    }),
    resting: remember((name, value) => {
      const at = snapshot(name, value, NO_VIEW);
      const offers = entryActions(at)
        .filter((a) => a.type === 'offer')
        .map((a) => a.params as unknown as OfferParams);
      return { as: restingAs(at), needy: offers.filter((o) => o.needs !== undefined) };
    }),
    validate: (name, value) => {
      withView(machine(name), value, NO_VIEW);
    },
    can: (name, value, event, view) => snapshot(name, value, view).can({ type: event }),
    start: (name, view) =>
      moves.at(name, view, () => {
        const [next, actions] = initialTransition(machine(name), view);
        return { value: next.value as StateValue, as: restingAs(next), actions: ours(actions) };
      }),
    move: (name, value, event, view) =>
      moves.at<Moved | undefined>(placeOf(name, value, event), view, () => {
        const before = snapshot(name, value, view);
        const [next, actions] = transition(machine(name), before, { type: event });
        if (next === before && actions.length === 0) return undefined; // nobody heard it
        return { value: next.value as StateValue, as: restingAs(next), actions: ours(actions) };
      }),
  };
}

function entryActions(at: AnyMachineSnapshot): Action[] {
  return (at._nodes as unknown as { config: StateJson }[]).flatMap(
    (node) => node.config.entry ?? [],
  );
}

/** What the active states say the part rests as. It ends only when none of them asks for work. */
function restingAs(at: AnyMachineSnapshot): RestsAs {
  const said = entryActions(at).flatMap((a) => (a.type === 'rest' ? [a.params['as']] : []));
  return (
    (['not-applicable', 'locked', 'work', 'end'] as const).find((as) => said.includes(as)) ?? 'work'
  );
}

function ours(actions: readonly { type: string; params?: unknown }[]): Action[] {
  return actions.map((a) => ({ type: a.type, params: a.params ?? {} })) as Action[];
}

function memoize(next: (status: TaskStatus, event: string) => TaskStatus | undefined) {
  const known = new Map<string, TaskStatus | undefined>();
  return (status: TaskStatus, event: string) => {
    const key = `${status} ${event}`;
    if (!known.has(key)) known.set(key, next(status, event));
    return known.get(key);
  };
}

function placeOf(name: string, value: StateValue, event = ''): string {
  return `${name} ${event} ${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

function remember(look: (name: string, value: StateValue) => Resting) {
  const known = new Map<string, Resting>();
  return (name: string, value: StateValue) => {
    const key = placeOf(name, value);
    const found = known.get(key) ?? look(name, value);
    if (known.size < 10_000) known.set(key, found);
    return found;
  };
}

/** Walks every state of a machine, depth first, in the order it is written. */
export function* statesOf(
  state: StateJson,
  path: readonly string[] = [],
): Generator<[readonly string[], StateJson]> {
  yield [path, state];
  for (const [name, child] of Object.entries(state.states ?? {}))
    yield* statesOf(child, [...path, name]);
}

function collectOffers(json: DefinitionJson) {
  const partOf = new Map<string, string>();
  const stepsOf = new Map<string, string[]>();
  const sticky = new Set<string>();
  const noReturn = new Set<string>();
  const beside = new Set<string>();
  const approvedAfter = new Set<string>();
  const needs = new Map<string, string[]>();
  for (const [part, config] of Object.entries(json.parts)) {
    const steps: string[] = [];
    for (const [, state] of statesOf(config)) {
      for (const action of state.entry ?? []) {
        if (action.type !== 'offer') continue;
        const offer = action.params as unknown as OfferParams;
        if (!steps.includes(offer.step)) steps.push(offer.step);
        partOf.set(offer.step, part);
        if (offer.sticky) sticky.add(offer.step);
        if (!state.entry?.some(({ type }) => type === 'rest')) beside.add(offer.step);
        if (offer.pointOfNoReturn) noReturn.add(offer.step);
        if (offer.approval === 'after') approvedAfter.add(offer.step);
        needs.set(offer.step, [...(needs.get(offer.step) ?? []), ...(offer.needs ?? [])]);
      }
    }
    stepsOf.set(
      part,
      steps.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })),
    );
  }
  const parts = Object.keys(json.parts);
  return {
    parts,
    steps: parts.flatMap((p) => stepsOf.get(p) ?? []),
    partOf,
    stepsOf,
    sticky,
    noReturn,
    beside,
    approvedAfter,
    needs,
  };
}

function hearing(json: DefinitionJson): Map<string, string[]> {
  const hears = new Map<string, string[]>();
  for (const [part, config] of Object.entries(json.parts)) {
    for (const [, state] of statesOf(config)) {
      for (const event of Object.keys(state.on ?? {})) {
        const list = hears.get(event) ?? [];
        if (!list.includes(part)) list.push(part);
        hears.set(event, list);
      }
    }
  }
  return hears;
}

import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { setup, type AnyMachineSnapshot, type AnyStateMachine, type StateValue } from 'xstate';
import { z } from 'zod';
import { holds, type View } from './guards.js';
import type { Action, Guard, MachineJson, StateJson, Target } from './kinds.js';
import { eventsOf, statesOf } from './events.js';

/** A whole sequence as plain JSON: stored with every run, loadable without this code. */
export interface DefinitionJson {
  readonly name: string;
  readonly version: string;
  readonly root: MachineJson;
  /** The generic machine every row runs through. */
  readonly task: MachineJson;
  /** In shown order. */
  readonly parts: Readonly<Record<string, MachineJson>>;
}

/**
 * SHA-256 (hex) of the definition's RFC 8785 form without texts: tags, meta and descriptions of states do not count, and
 * nothing that decides may read them. The order of parts and of states counts: parts are shown, regions entered in it.
 */
export function structuralHash(definition: DefinitionJson): string {
  const structure = {
    name: definition.name,
    version: definition.version,
    root: bare(definition.root),
    task: bare(definition.task),
    parts: Object.entries(definition.parts).map(([name, machine]) => [name, bare(machine)]),
  };
  return createHash('sha256')
    .update(canonicalize(structure) ?? '')
    .digest('hex');
}

const TEXTS: ReadonlySet<string> = new Set(['tags', 'meta', 'description']);

function bare(state: StateJson): object {
  const rest = Object.fromEntries(Object.entries(state).filter(([key]) => !TEXTS.has(key)));
  if (!state.states) return rest;
  return { ...rest, states: Object.entries(state.states).map(([name, s]) => [name, bare(s)]) };
}

const GUARDS = ['settled', 'fact', 'parts', 'all', 'any', 'not'] as const;
const ACTIONS = [
  'rest',
  'offer',
  'withdraw',
  'skip',
  'open',
  'close',
  'skipPart',
  'startTimer',
  'cancelTimer',
] as const;

type Params = Readonly<Record<string, unknown>>;

/**
 * Builds the XState machine of one JSON config. Guards read the injected {@link View} and nothing else, through `judge`;
 * actions do nothing: the engine reads them off the transition. Throws when the config names a guard or an action outside
 * the vocabulary.
 */
export function buildMachine(json: MachineJson, judge: typeof holds = holds): AnyStateMachine {
  checkVocabulary(json);
  const guards = Object.fromEntries(
    GUARDS.map((type) => [
      type,
      ({ context }: { context: View }, params: Params) => judge({ type, params }, context),
    ]),
  );
  const actions = Object.fromEntries(
    ACTIONS.map((type) => [type, (_: unknown, _params: Params) => undefined]),
  );
  const machine = setup({
    types: { context: {} as View, events: {} as { type: string } },
    guards,
    actions,
  }).createMachine({ ...structuredClone(json), context: EMPTY_VIEW } as never);
  return machine as unknown as AnyStateMachine;
}

function checkVocabulary(json: MachineJson): void {
  const known = new Set<string>([...GUARDS, ...ACTIONS]);
  for (const { path, state } of statesOf(json)) {
    const ways = [...Object.values(state.on ?? {}), state.always ?? [], state.onDone ?? []]
      .flat()
      .filter((way): way is Exclude<Target, string> => typeof way !== 'string');
    const named: readonly (Guard | Action)[] = [
      ...(state.entry ?? []),
      ...(state.exit ?? []),
      ...ways.flatMap((way) => [
        ...(way.guard ? withInner(way.guard) : []),
        ...(way.actions ?? []),
      ]),
    ];
    const stranger = named.find(({ type }) => !known.has(type));
    if (stranger) {
      throw new Error(`machine "${json.id}", state "${path}": unknown "${stranger.type}"`);
    }
  }
}

function withInner(guard: Guard): readonly Guard[] {
  const p = guard.params as { guard?: Guard; guards?: readonly Guard[] };
  return [guard, ...[...(p.guard ? [p.guard] : []), ...(p.guards ?? [])].flatMap(withInner)];
}

/** Nothing is settled, nothing is known, no part has begun. */
export const EMPTY_VIEW: View = { tasks: {}, flags: {}, parts: {} };

const stateValue: z.ZodType<StateValue> = z.lazy(() =>
  z.union([z.string().min(1), z.record(z.string().min(1), stateValue)]),
);

/**
 * A machine's snapshot at a stored value with a fresh view. Throws an Error naming the machine when the value is not
 * exactly a state of it: a renamed, missing or partial state must never restart silently.
 */
export function withView(machine: AnyStateMachine, value: unknown, view: View): AnyMachineSnapshot {
  const parsed = stateValue.safeParse(value);
  if (!parsed.success) throw new Error(unknownState(machine, value));
  let snapshot: AnyMachineSnapshot;
  try {
    snapshot = machine.resolveState({ value: parsed.data, context: view });
  } catch (cause) {
    throw new Error(unknownState(machine, value), { cause });
  }
  if (snapshot.status === 'error' || !sameValue(snapshot.value as StateValue, parsed.data)) {
    throw new Error(unknownState(machine, value));
  }
  return snapshot;
}

function sameValue(a: StateValue, b: StateValue): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => {
      const [left, right] = [a[name], b[name]];
      return left !== undefined && right !== undefined && sameValue(left, right);
    })
  );
}

function unknownState(machine: AnyStateMachine, value: unknown): string {
  return `machine "${machine.id}" has no state ${value === undefined ? 'undefined' : JSON.stringify(value)}`;
}

/** Names of all signals (events from outside) the parts of a definition listen to, sorted. */
export function signalsOf(definition: DefinitionJson): readonly string[] {
  const events = Object.values(definition.parts).flatMap(eventsOf);
  return [...new Set(events)].filter((event) => event.startsWith('signal.')).sort();
}

/**
 * The four kinds of state, and the two that are no work. Everything here returns plain JSON: a definition is stored in
 * the database and must load without this code. A state's name says where the project stands; its step is what comes next.
 */
export interface Guard {
  readonly type: 'settled' | 'fact' | 'parts' | 'all' | 'any' | 'not';
  readonly params: Readonly<Record<string, unknown>>;
}
export interface Action {
  readonly type:
    | 'rest'
    | 'offer'
    | 'withdraw'
    | 'skip'
    | 'open'
    | 'close'
    | 'skipPart'
    | 'startTimer'
    | 'cancelTimer';
  readonly params: Readonly<Record<string, unknown>>;
}
export type Target =
  | string
  | { readonly target: string; readonly guard?: Guard; readonly actions?: readonly Action[] };
export type Transitions = Readonly<Record<string, Target | readonly Target[]>>;

export interface StateJson {
  readonly initial?: string;
  readonly type?: 'parallel' | 'final';
  readonly states?: Readonly<Record<string, StateJson>>;
  readonly on?: Transitions;
  readonly always?: Target | readonly Target[];
  readonly onDone?: Target | readonly Target[];
  readonly entry?: readonly Action[];
  readonly exit?: readonly Action[];
  /** Tags, meta and descriptions are for faces and drawings: the structural hash leaves them out, the engine never reads them. */
  readonly tags?: readonly string[];
  readonly meta?: Readonly<Record<string, unknown>>;
}
export interface MachineJson extends StateJson {
  readonly id: string;
}

/** What a part is while it rests in a state. Stands in the definition as an entry action, so that the hash covers it. */
export type RestsAs = 'locked' | 'work' | 'end' | 'not-applicable';

function restsAs(as: RestsAs): Action {
  return { type: 'rest', params: { as } };
}

interface WorkOptions {
  /** Steps that must be settled before this one is offered and before its result counts (order invariants). */
  readonly needs?: readonly string[];
  /** Overwrites or generates: never becomes ready again by itself (O11). */
  readonly sticky?: boolean;
  /** Sticky and without any way back: not even an approved redo reopens it. */
  readonly pointOfNoReturn?: boolean;
  /** A second person approves the claim after it was checked. */
  readonly approval?: boolean;
  /** More ways out of this state: side states, signals, timers. */
  readonly on?: Transitions;
  readonly entry?: readonly Action[];
  readonly exit?: readonly Action[];
  /** Side states (something went wrong or off the main way). */
  readonly side?: boolean;
  /** Offered beside the others for as long as the run lives: never keeps its part from its end. */
  readonly beside?: boolean;
  /** Guard on the way to `next` beside `needs`. */
  readonly guard?: Guard;
  /** Rules about order that `needs` and `guard` keep, by name; for readers, in the meta. */
  readonly rules?: readonly string[];
}

function work(
  kind: 'task' | 'step',
  step: string,
  next: Target | readonly Target[],
  o: WorkOptions,
): StateJson {
  const needs = o.needs ?? [];
  const guard = both(needs.length > 0 ? settled(...needs) : undefined, o.guard);
  const ways = (Array.isArray(next) ? (next as readonly Target[]) : [next as Target]).map((t) =>
    guarded(t, guard),
  );
  return {
    ...(o.side ? { tags: ['side'] } : {}),
    meta: { kind, step, ...named(o) },
    entry: [...(o.beside ? [] : [restsAs('work')]), ...(o.entry ?? []), offer(step, o)],
    exit: [{ type: 'withdraw', params: { step } }, ...(o.exit ?? [])],
    on: { [`${step}.settled`]: single(ways), ...o.on },
  };
}

function named({ rules }: WorkOptions): object {
  return rules ? { rules } : {};
}

function single(ways: readonly Target[]): Target | readonly Target[] {
  return ways.length === 1 && ways[0] ? ways[0] : ways;
}

function offer(step: string, o: WorkOptions): Action {
  return {
    type: 'offer',
    params: {
      step,
      ...(o.needs?.length ? { needs: o.needs } : {}),
      ...(o.sticky || o.pointOfNoReturn ? { sticky: true } : {}),
      ...(o.pointOfNoReturn ? { pointOfNoReturn: true } : {}),
      ...(o.approval ? { approval: 'after' } : {}),
    },
  };
}

/** A person does it and brings evidence. */
export function task(
  step: string,
  next: Target | readonly Target[],
  o: WorkOptions = {},
): StateJson {
  return work('task', step, next, o);
}

/** Umstieg does it (after input, where the step has a form). */
export function step(id: string, next: Target | readonly Target[], o: WorkOptions = {}): StateJson {
  return work('step', id, next, o);
}

/**
 * A second person approves before the act (`approved` leads to the state with the act) or after the claim
 * (`settled` leads on). `settled` also lets a run fall through when the act was done before.
 */
export function gate(
  id: string,
  ways: { approved?: string; settled: Target; refused?: string },
  o: WorkOptions = {},
): StateJson {
  const needs = o.needs ?? [];
  const guard = needs.length > 0 ? settled(...needs) : undefined;
  const params = {
    ...offer(id, o).params,
    ...(ways.approved ? { approval: 'before' } : { approval: 'after' }),
  };
  return {
    meta: { kind: 'gate', step: id, ...named(o) },
    entry: [restsAs('work'), ...(o.entry ?? []), { type: 'offer', params }],
    exit: [{ type: 'withdraw', params: { step: id } }, ...(o.exit ?? [])],
    on: {
      ...(ways.approved ? { [`${id}.approved`]: guarded(ways.approved, guard) } : {}),
      [`${id}.settled`]: guarded(ways.settled, guard),
      ...(ways.refused ? { [`${id}.refused`]: ways.refused } : {}),
      ...o.on,
    },
  };
}

/** The part is finished. Not XState's `final`: an outdated result must be able to rewind it (O8). */
export function end(o: { readonly on?: Transitions } = {}): StateJson {
  return { meta: { kind: 'end' }, entry: [restsAs('end')], ...(o.on ? { on: o.on } : {}) };
}

/** Waits for the root to open the part. */
export function locked(open: Target | readonly Target[]): StateJson {
  return { meta: { kind: 'locked' }, entry: [restsAs('locked')], on: { 'part.open': open } };
}

/** The scope does not need this part; all its steps show it. */
export function notApplicable(...steps: readonly string[]): StateJson {
  return {
    meta: { kind: 'not-applicable' },
    entry: [restsAs('not-applicable'), ...(steps.length > 0 ? [skip(...steps)] : [])],
  };
}

/** Decides at once where to go; the last way has no guard, so the project never rests here. */
export function branch(...ways: readonly Target[]): StateJson {
  return { meta: { kind: 'branch' }, always: ways };
}

/** End of one of several parallel tracks; when all have reached theirs, `onDone` of the parallel state leads on. */
export function trackEnd(): StateJson {
  return { type: 'final', meta: { kind: 'end' } };
}

/** Off the main way and waiting for others: no step of its own. */
export function side(on: Transitions, o: { readonly entry?: readonly Action[] } = {}): StateJson {
  return {
    tags: ['side'],
    meta: { kind: 'side' },
    entry: [restsAs('work'), ...(o.entry ?? [])],
    on,
  };
}

/** Transitions every part has: `rewind` starts over and falls through what is settled, `close` waits, `skip` ends it. */
export function partEvents(first: Target | readonly Target[]): Transitions {
  return { 'part.rewind': first, 'part.close': '.locked', 'part.skip': '.notApplicable' };
}

export function settled(...steps: readonly string[]): Guard {
  return { type: 'settled', params: { steps } };
}
/** Compares a flag of a step's outcome: `fact('R-105', 'macSwap', 'started')`. */
export function fact(step: string, name: string, is: string | number | boolean): Guard {
  return { type: 'fact', params: { step, name, is } };
}
/** Where the root has these parts: `parts(['transfer'], ['done'])`. */
export function parts(names: readonly string[], states: readonly string[]): Guard {
  return { type: 'parts', params: { parts: names, in: states } };
}
export function not(guard: Guard): Guard {
  return { type: 'not', params: { guard } };
}
export function all(...guards: readonly Guard[]): Guard {
  return { type: 'all', params: { guards } };
}
export function any(...guards: readonly Guard[]): Guard {
  return { type: 'any', params: { guards } };
}
export function skip(...steps: readonly string[]): Action {
  return { type: 'skip', params: { steps } };
}

function both(a: Guard | undefined, b: Guard | undefined): Guard | undefined {
  return a && b ? all(a, b) : (a ?? b);
}

function guarded(target: Target, guard: Guard | undefined): Target {
  if (!guard) return target;
  const t = typeof target === 'string' ? { target } : target;
  return { ...t, guard: both(guard, t.guard) ?? guard };
}

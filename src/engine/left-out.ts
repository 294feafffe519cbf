import type { Text } from '../core/text.js';
import { guardWords, type GuardNames } from '../machines/guard-words.js';
import { holds, type View } from '../machines/guards.js';
import type { Guard, StateJson, Target } from '../machines/kinds.js';
import { statusOf } from './run-state.js';
import type { LoadedRun } from './turn-builder.js';

/** One condition that took a step out of a run, in words that name the step whose answer it reads. */
export interface LeftOut {
  /** It holds, or it would have to. */
  readonly holds: boolean;
  readonly when: Text;
}

/** Which answers took a step out that does not apply; empty for every other step, and where a project switched it off. */
export function leftOutBecause(run: LoadedRun, step: string, names: GuardNames): LeftOut[] {
  const { state, definition } = run;
  if (statusOf(state, step) !== 'not-applicable' || state.off.includes(step)) return [];
  const part = definition.partOf.get(step) ?? '';
  const view: View = { tasks: state.status, flags: state.flags, parts: {} };
  const { root, parts } = definition.json;
  const needless = waysIn(root.states?.[part])
    .filter(({ way }) => way.target.endsWith('notApplicable'))
    .flatMap(({ way }) => parting(way.guard, true, view));
  const found = needless.length > 0 ? needless : passedOver(parts[part], step, view);
  const said = found.map(({ guard, is }) => ({ holds: is, when: guardWords(guard, names) }));
  return [...new Map(said.map((one) => [one.when.de, one])).values()];
}

interface Way {
  readonly way: Exclude<Target, string>;
  /** Guards that are asked first; they lead elsewhere. */
  readonly before: readonly (Guard | undefined)[];
}

/** Every way of a machine with what is asked before it is taken. */
function waysIn(state: StateJson | undefined): Way[] {
  if (!state) return [];
  const lists = [...Object.values(state.on ?? {}), state.always, state.onDone];
  const own = lists.flatMap((list) => {
    const all = Array.isArray(list) ? (list as readonly Target[]) : [list as Target | undefined];
    const ways = all
      .filter((way) => way !== undefined)
      .map((way) => (typeof way === 'string' ? { target: way } : way));
    return ways.map((way, at) => ({ way, before: ways.slice(0, at).map(({ guard }) => guard) }));
  });
  return [...own, ...Object.values(state.states ?? {}).flatMap(waysIn)];
}

type Said = { readonly guard: Guard; readonly is: boolean };

/** Conditions of the way with the step, where the way without it was taken. */
function passedOver(part: StateJson | undefined, step: string, view: View): Said[] {
  const skips = ({ way }: Way) =>
    (way.actions ?? []).some(
      ({ type, params }) =>
        type === 'skip' && (params['steps'] as readonly string[]).includes(step),
    );
  const [first = []] = waysIn(part)
    .filter(skips)
    .map(({ before }) => before.flatMap((guard) => parting(guard, false, view)))
    .filter((found) => found.length > 0);
  return first;
}

/** What of a guard makes it hold, or keeps it from holding. */
function parting(guard: Guard | undefined, is: boolean, view: View): Said[] {
  if (!guard || holds(guard, view) !== is) return [];
  const inner = guard.params['guards'] as readonly Guard[] | undefined;
  if (guard.type === (is ? 'any' : 'all'))
    return (inner ?? []).flatMap((g) => parting(g, is, view));
  // of what has to be so together, that steps are settled says nothing
  if (guard.type === 'all' && inner)
    return inner.flatMap((g) => (g.type === 'settled' ? [] : parting(g, is, view)));
  if (guard.type === 'not') return parting(guard.params['guard'] as Guard, !is, view);
  return guard.type === 'settled' ? [] : [{ guard, is }];
}

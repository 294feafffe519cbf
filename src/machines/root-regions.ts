import { all, not, type Action, type Guard, type StateJson, type Target } from './kinds.js';

/**
 * Region of a root for one part: opens it when `opens` holds, closes it when that is no longer so, and leaves it out
 * while `needless` holds. Without `needless` the part always applies. `rules` names the rules about order that `opens`
 * keeps, for readers.
 */
export function region(
  part: string,
  opens: Guard,
  needless?: Guard,
  rules: readonly string[] = [],
): StateJson {
  const leave: readonly Target[] = needless ? [{ target: 'notApplicable', guard: needless }] : [];
  const open: Target = { target: 'ready', guard: opens };
  const lock: Target = { target: 'locked', guard: not(opens), actions: [rootAct('close', part)] };
  return {
    ...(rules.length > 0 ? { meta: { rules } } : {}),
    initial: 'locked',
    states: {
      locked: { on: { 'tasks.changed': [...leave, open] } },
      ready: {
        entry: [rootAct('open', part)],
        on: {
          'tasks.changed': [...leave, lock],
          [`${part}.active`]: 'active',
          [`${part}.done`]: 'done',
        },
      },
      active: { on: { 'tasks.changed': [...leave, lock], [`${part}.done`]: 'done' } },
      done: {
        on: {
          'tasks.changed': [...leave, { target: 'outdated', guard: not(opens) }],
          [`${part}.reopened`]: 'active',
        },
      },
      outdated: {
        entry: [rootAct('close', part)],
        on: { 'tasks.changed': [...leave, open] },
      },
      ...(needless ? { notApplicable: leftOut(part, opens, needless) } : {}),
    },
  };
}

/** Region of a part that waits for nothing and always applies. */
export function openRegion(part: string): StateJson {
  return {
    initial: 'locked',
    states: {
      locked: { on: { 'tasks.changed': 'ready' } },
      ready: {
        entry: [rootAct('open', part)],
        on: { [`${part}.active`]: 'active', [`${part}.done`]: 'done' },
      },
      active: { on: { [`${part}.done`]: 'done' } },
      done: { on: { [`${part}.reopened`]: 'active' } },
    },
  };
}

function leftOut(part: string, opens: Guard, needless: Guard): StateJson {
  const actions = [rootAct('close', part)];
  const reopen: Target = { target: 'ready', guard: all(not(needless), opens), actions };
  const unlock: Target = { target: 'locked', guard: not(needless), actions };
  return { entry: [rootAct('skipPart', part)], on: { 'tasks.changed': [reopen, unlock] } };
}

export function rootAct(type: 'open' | 'close' | 'skipPart', part: string): Action {
  return { type, params: { part } };
}

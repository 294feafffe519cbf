import type { Text } from '../core/text.js';
import type { DefinitionChange } from './definition-change.js';
import type { DefinitionJson } from './definition.js';
import { guardWords } from './guard-words.js';
import type { Action, Guard, MachineJson, StateJson } from './kinds.js';
import { newPath, type Mapping } from './mapping.js';
import { renamedStates } from './renamed-states.js';
import { inNewNames, sameJson } from './same-json.js';
import { statesByPath, waysOf, type Way } from './state-paths.js';

interface Pair {
  readonly before: MachineJson;
  readonly after: MachineJson;
  readonly part: string;
  /** New name of the part. */
  readonly name: string;
  readonly mapping: Mapping;
  readonly to: DefinitionJson;
}

type Change = Omit<DefinitionChange, 'machine'>;

/** States, ways, guards and actions that differ between two versions of one machine. */
export function diffMachine(pair: Pair): {
  readonly changes: readonly DefinitionChange[];
  readonly textsOnly: readonly string[];
} {
  const { before, after, name, part, mapping } = pair;
  const renamed = renamedStates(before, after, (path) => newPath(mapping, part, path));
  const current = (path: string) => renamed.get(path) ?? path;
  const [old, fresh] = [statesByPath(before), statesByPath(after)];
  const changes: Change[] = [];
  const textsOnly: string[] = [];
  for (const [path, state] of old) {
    const now = fresh.get(current(path));
    if (!now) {
      changes.push(stateChange('removed', path));
      continue;
    }
    if (renamed.has(path)) changes.push(stateChange('renamed', path, current(path)));
    const found = diffState(pair, { path, state }, { path: current(path), state: now }, current);
    changes.push(...found);
    if (found.length === 0 && !sameJson(textsIn(state), textsIn(now)))
      textsOnly.push(current(path) === '' ? name : `${name}.${current(path)}`);
  }
  const kept = new Set([...old.keys()].map(current));
  for (const path of fresh.keys()) if (!kept.has(path)) changes.push(stateChange('added', path));
  return { changes: changes.map((change) => ({ ...change, machine: name })), textsOnly };
}

interface At {
  readonly path: string;
  readonly state: StateJson;
}

function diffState(
  pair: Pair,
  old: At,
  now: At,
  current: (path: string) => string,
): readonly Change[] {
  const { before, after, mapping, to } = pair;
  const translate = <T>(value: T): T => inNewNames(value, mapping, to);
  const ways = waysOf(before, old.path, old.state).map((way): Way => ({
    ...translate(way),
    to: current(way.to),
  }));
  const changes = [...diffWays(ways, waysOf(after, now.path, now.state), now.path)];
  const [was, is] = [old.state, now.state];
  const initial = was.initial === undefined ? undefined : current(inside(old.path, was.initial));
  const begins = is.initial === undefined ? undefined : inside(now.path, is.initial);
  if (initial !== begins || was.type !== is.type)
    changes.push(plain('state', now.path, 'beginnt anders', 'begins differently'));
  if (!sameJson(translate(deedsOf(was)), deedsOf(is)))
    changes.push(
      plain('action', now.path, 'tut anderes beim Betreten oder Verlassen', 'acts differently'),
    );
  return changes;
}

/** Ways that are gone, new, or have another guard; a way is known by its event and where it leads. */
function diffWays(old: readonly Way[], now: readonly Way[], at: string): readonly Change[] {
  const key = (way: Way) => `${way.event} → ${way.to}`;
  const changes: Change[] = [];
  const rest = [...now];
  for (const way of old) {
    const i = rest.findIndex((other) => key(other) === key(way));
    const [same] = i < 0 ? [] : rest.splice(i, 1);
    if (!same) changes.push(wayChange('removed', way, at));
    else if (!sameJson(way.target.guard, same.target.guard))
      changes.push(guardChange(same, way.target.guard, same.target.guard, at));
    else if (!sameJson(way.target.actions, same.target.actions))
      changes.push(plain('action', at, `bei ${key(way)} geändert`, `changed at ${key(way)}`));
  }
  changes.push(...rest.map((way) => wayChange('added', way, at)));
  const order = (ways: readonly Way[]) => ways.map(key).join('\n');
  if (changes.length === 0 && order(byEvent(old)) !== order(byEvent(now)))
    changes.push(
      plain('transition', at, 'prüft in anderer Reihenfolge', 'decides in another order'),
    );
  return changes;
}

/** Order counts only among the ways of one event. */
function byEvent(ways: readonly Way[]): readonly Way[] {
  return [...ways].sort((a, b) => (a.event < b.event ? -1 : a.event > b.event ? 1 : 0));
}

function stateChange(how: 'added' | 'removed' | 'renamed', path: string, now = path): Change {
  const texts: Record<typeof how, Text> = {
    added: { de: `Zustand „${path}“ ist neu.`, en: `State "${path}" is new.` },
    removed: { de: `Zustand „${path}“ entfällt.`, en: `State "${path}" is gone.` },
    renamed: {
      de: `Zustand „${path}“ heißt jetzt „${now}“.`,
      en: `State "${path}" is now called "${now}".`,
    },
  };
  return { what: 'state', how, name: now, text: texts[how] };
}

function wayChange(how: 'added' | 'removed', way: Way, at: string): Change {
  const { de, en } = how === 'added' ? { de: 'neu', en: 'new' } : { de: 'entfällt', en: 'gone' };
  const when = way.target.guard ? guardWords(way.target.guard) : undefined;
  return {
    what: 'transition',
    how,
    name: at,
    text: {
      de: `${shown(at)}: ${way.event} → ${way.to}${when ? ` (wenn ${when.de})` : ''}: ${de}.`,
      en: `${shown(at)}: ${way.event} → ${way.to}${when ? ` (if ${when.en})` : ''}: ${en}.`,
    },
  };
}

function guardChange(way: Way, was: Guard | undefined, is: Guard | undefined, at: string): Change {
  const none: Text = { de: 'immer', en: 'always' };
  const [old, now] = [was ? guardWords(was) : none, is ? guardWords(is) : none];
  return {
    what: 'guard',
    how: 'changed',
    name: at,
    text: {
      de: `${shown(at)}: ${way.event} → ${way.to}: Bedingung „${old.de}“ ist jetzt „${now.de}“.`,
      en: `${shown(at)}: ${way.event} → ${way.to}: the condition "${old.en}" is now "${now.en}".`,
    },
  };
}

function plain(what: Change['what'], at: string, de: string, en: string): Change {
  const text = { de: `${shown(at)}: ${de}.`, en: `${shown(at)}: ${en}.` };
  return { what, how: 'changed', name: at, text };
}

function shown(path: string): string {
  return path === '' ? '(*)' : path;
}

function inside(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** Entry and exit actions beside offering and withdrawing a step, which are told of the step. */
function deedsOf(state: StateJson): readonly (readonly Action[])[] {
  const others = (actions: readonly Action[] = []) =>
    actions.filter(({ type }) => type !== 'offer' && type !== 'withdraw');
  return [others(state.entry), others(state.exit)];
}

function textsIn({ tags, meta }: StateJson): readonly unknown[] {
  return [tags ?? [], meta ?? {}];
}

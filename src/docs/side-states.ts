import { statesOf } from '../engine/compile-definition.js';
import type { MachineJson, StateJson, Target } from '../machines/kinds.js';
import type { Conditions } from './conditions.js';
import { plain, table, type Say } from './markdown.js';

/** States off the main way and what leads out of them; deadlines and what they send. */
export function sideStates(json: MachineJson, conditions: Conditions, s: Say): string[] {
  const states = [...statesOf(json)].map(([path, state]) => ({ name: path.join('.'), state }));
  const side = states.filter(({ state }) => state.tags?.includes('side'));
  const timers = states.flatMap(({ name, state }) =>
    (state.entry ?? [])
      .filter((action) => action.type === 'startTimer')
      .map(({ params: p }) => [name, String(p['name']), String(p['after']), String(p['event'])]),
  );
  return [
    ...(side.length > 0 ? [`## ${s('Nebenzustände', 'Side states')}`, ''] : []),
    ...table(
      [s('Zustand', 'State'), s('Was hinausführt', 'What leads out')],
      side.map(({ name, state }) => [plain(name), waysOut(state, conditions)]),
    ),
    ...(timers.length > 0 ? [`## ${s('Fristen', 'Timers')}`, ''] : []),
    ...table(
      [
        s('In', 'In'),
        s('Frist', 'Timer'),
        s('Dauer (ISO 8601)', 'Duration (ISO 8601)'),
        s('Meldet', 'Sends'),
      ],
      timers.map((cells) => cells.map(plain)),
    ),
  ];
}

function waysOut(state: StateJson, conditions: Conditions): string {
  const ways = Object.entries(state.on ?? {}).flatMap(([event, targets]) => {
    const all = (Array.isArray(targets) ? targets : [targets]) as readonly Target[];
    return all.map((way, i) => {
      const { target, guard } = typeof way === 'string' ? { target: way, guard: undefined } : way;
      const otherwise = all.length > 1 && i === all.length - 1 && !guard;
      const mark = conditions.mark({ event, otherwise, ...(guard ? { guard } : {}) });
      const when = mark === '' ? event : `${event} ${mark}`;
      return plain(`${when} → ${target.replace(/^[#.]/, '')}`);
    });
  });
  return ways.join('<br/>');
}

import { isRunning, isSettled } from '../../src/core/task-status.js';
import { statusOf } from '../../src/engine/run-state.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import type { Known } from './ledger.js';
import { claimOf } from './people.js';
import { carryOut, whoIs } from './wish.js';
import type { Simulation } from './simulation.js';

const [DOER, APPROVER, OTHER] = [0, 1, 2] as const;

/** Events without which nothing has to happen any more: every wait of the program is shorter. */
const LONG_MS = 400_000;

/** Lets the program work until it waits for people: no attempt goes on, nothing is due. */
export async function untilQuiet(simulation: Simulation, run: string): Promise<void> {
  const { scheduler } = simulation;
  const began = scheduler.now;
  for (let steps = 0; ; steps++) {
    const status = simulation.ledger.runs.get(run)?.state.status ?? {};
    const working = Object.values(status).some((one) => isRunning(one));
    const late = scheduler.now - began > LONG_MS;
    if (!scheduler.busy && (!working || late)) return;
    if (steps > 20_000) return;
    await simulation.step();
  }
}

/** One thing that people do next on the plain way; undefined when nothing is left to do. */
function next(
  known: Known,
  simulation: Simulation,
  tries: number,
): ((u: Umstieg) => Promise<unknown>) | undefined {
  const { state, id, definition } = known;
  const having = (...all: string[]) =>
    definition.steps.find((s) => all.includes(statusOf(state, s)));
  const who = (person: number) => ({
    who: whoIs(person, 0),
    key: `end-${simulation.scheduler.steps}`,
  });
  const reason = 'so that it ends';
  if (state.paused) return (u) => u.command(id, { do: 'resume', reason }, who(DOER));
  const waiting = having('waiting-approval');
  if (waiting !== undefined) {
    const person = [APPROVER, OTHER, DOER][tries % 3] ?? APPROVER;
    if (state.tasks[waiting]?.pending?.kind === 'act' && tries > 3 && tries % 4 === 0) {
      // whoever may approve did what is judged: somebody else does it again, and then it is asked for anew
      const reads = simulation.setting.field.ground.specs.get(waiting)?.reads ?? [];
      const step = reads[reads.length - 1 - (tries % reads.length)];
      if (step !== undefined)
        return (u) => u.command(id, { do: 'redo', step, reason, keep: [] }, who(DOER));
    }
    const wish =
      state.tasks[waiting]?.pending?.kind === 'waive' ||
      state.tasks[waiting]?.pending?.kind === 'off';
    const what = wish && tries < 3 ? 'reject' : 'approve';
    return (u) => u.command(id, { do: what, step: waiting, reason }, who(person));
  }
  const open = having('ready', 'rejected', 'failed');
  if (open !== undefined) {
    const person = tries % 2 === 0 ? DOER : OTHER;
    const wish = claimOf(simulation.setting.field, open, simulation.ending);
    const asked = { key: who(person).key, run: id, person, spelling: 0, wish };
    return (u) => carryOut(u, asked, simulation.picture);
  }
  const outdated = having('outdated');
  if (outdated !== undefined)
    return (u) => u.command(id, { do: 'accept-outdated', step: outdated, reason }, who(OTHER));
  if (Object.keys(state.timers).length > 0) {
    if (state.clock === null) return undefined; // time passes
    return (u) => u.command(id, { do: 'advance', duration: 'P10D' }, who(DOER));
  }
  const signals = tries > 0 ? heardNow(known) : [];
  const signal = signals[tries % Math.max(1, signals.length)];
  if (signal !== undefined) return (u) => u.command(id, { do: 'signal', type: signal }, who(DOER));
  return undefined;
}

/** Whether the run is where nobody has anything to do. */
export const isOver = ({ state, status, definition }: Known) =>
  state.canceled ||
  (status === 'completed' && definition.steps.every((s) => isSettled(state.status[s])));

/**
 * Goes the plain way from wherever the run stands, with a sound disk. @returns what the run hangs on, undefined at its end
 */
export async function toTheEnd(
  simulation: Simulation,
  run: string,
  o: { readonly limit: number; readonly point?: (known: Known) => void },
): Promise<string | undefined> {
  let tries = 0;
  const stood = new Set<string>();
  for (let acts = 0; acts < o.limit; acts++) {
    await untilQuiet(simulation, run);
    const known = simulation.ledger.runs.get(run);
    if (!known) return `the run ${run} is not there`;
    if (isOver(known)) return undefined;
    o.point?.(known);
    const life =
      simulation.living.find((l) => simulation.programs.has(l)) ?? simulation.start('desk');
    const act = next(known, simulation, tries);
    if (!act) {
      if (known.state.clock === null && Object.keys(known.state.timers).length > 0)
        simulation.scheduler.pass(10 * 86_400_000);
      simulation.resume(life);
      if (++tries > 30) return hangs(known);
      continue;
    }
    const umstieg = simulation.programs.get(life);
    if (!umstieg) continue;
    simulation.scheduler.soon(life, 'on the way', () => void act(umstieg).catch(() => undefined));
    await untilQuiet(simulation, run);
    stood.add(standing(known)); // to and fro is no step on the way
    if (!stood.has(standing(simulation.ledger.runs.get(run)))) tries = 0;
    else if (++tries > 30) return hangs(known);
    else simulation.resume(life);
  }
  return `the run ${run} does not come to its end`;
}

/** Signals that lead on from where the parts stand: the ways out of side states. */
function heardNow({ state, definition }: Known): string[] {
  const parts = state.root as Record<string, string>;
  const view = { tasks: state.status, flags: state.flags, parts };
  return [...definition.signals].filter((signal) =>
    (definition.hears.get(signal) ?? []).some((part) =>
      definition.can(part, state.parts[part] ?? '', signal, view),
    ),
  );
}

/** Where the run stands: only what changes that is a step on the way. */
const standing = (known: Known | undefined) =>
  JSON.stringify([known?.state.status, known?.state.parts, known?.state.paused]);

function hangs({ id, state, definition }: Known): string {
  const left = definition.steps.filter((s) => !isSettled(state.status[s]));
  const statuses = left.map((s) => `${s} ${statusOf(state, s)}`).join(', ');
  const { root, parts, timers, inbox } = state;
  return `${id} hangs: ${statuses}; ${JSON.stringify({ root, parts, timers, inbox })}`;
}

import type { Befallen } from './faults.js';
import { LEASE_MS } from './setting.js';
import type { Simulation } from './simulation.js';
import type { Asked } from './wish.js';

/** What comes from outside, and after how many turns of everything that goes on by itself. */
export type Act = { readonly turn: number } & (
  | { readonly act: 'start'; readonly host: string }
  | { readonly act: 'ask'; readonly at: number; readonly asked: Asked }
  | { readonly act: 'again'; readonly at: number; readonly key: string }
  | { readonly act: 'look'; readonly at: number }
  | { readonly act: 'pass'; readonly ms: number }
);

/** A whole life written down: with the same seed, the same again; without some of it, a smaller one. */
export interface Course {
  readonly acts: readonly Act[];
  readonly faults: readonly Befallen[];
  readonly turns: number;
}

/** For each command, with those that are sent again: what takes many events would else never come to an end. */
const MOST_ACTS = 3;
/** Never to be reached: a life that goes on for ever. */
const MOST_TURNS = 400_000;

/** People, processes and faults, all at once, as the seed says; what came from outside is written down. */
export async function trouble(simulation: Simulation): Promise<void> {
  const { chance, scheduler, people, ledger } = simulation;
  const acts: Act[] = [];
  const course = { acts, faults: simulation.faults.befell, turns: 0 };
  simulation.course = course;
  const act = (next: Act) => {
    acts.push(next);
    perform(simulation, next);
  };
  const hosts = chance.once(0.5) ? ['desk', 'desk', 'desk'] : ['desk', 'server', 'desk'];
  const processes = 1 + chance.below(3);
  const wanted = 12 + chance.below(24);
  const turn = () => course.turns;
  for (let i = 0; i < processes; i++) act({ turn: 0, act: 'start', host: hosts[i] ?? 'desk' });
  while (simulation.sent.length < wanted || scheduler.busy) {
    const { living } = simulation;
    if (living.length < processes && (living.length === 0 || chance.once(0.02)))
      act({ turn: turn(), act: 'start', host: hosts[living.length] ?? 'desk' });
    const life = chance.pick(simulation.living);
    const at = simulation.lives.indexOf(life);
    const isOpen = simulation.programs.has(life);
    const roll = chance.next();
    if (roll < 0.04 && simulation.sent.length < wanted) {
      const runs = [...ledger.runs.values()];
      const run = chance.once(0.8) ? runs[0] : chance.pick(runs);
      if (run && isOpen) act({ turn: turn(), act: 'ask', at, asked: people.wish(run) });
    } else if (roll < 0.047 && acts.length < wanted * MOST_ACTS && simulation.sent.length > 0)
      act({ turn: turn(), act: 'again', at, key: chance.pick(simulation.sent).key });
    else if (roll < 0.052 && isOpen) act({ turn: turn(), act: 'look', at });
    else if (roll < 0.054) {
      const ms = chance.below(chance.once(0.1) ? 3 * 86_400_000 : 3 * LEASE_MS);
      act({ turn: turn(), act: 'pass', ms });
    } else {
      course.turns++;
      await simulation.step();
    }
  }
}

/** The same life again, or what was left of it. */
export async function replayed(simulation: Simulation, course: Course): Promise<void> {
  const { scheduler } = simulation;
  let turn = 0;
  const until = async (end: number) => {
    for (; turn < end; turn++) {
      if (simulation.living.length === 0) simulation.start('desk');
      await simulation.step();
    }
  };
  for (const act of course.acts) {
    await until(act.turn);
    perform(simulation, act);
  }
  await until(course.turns);
  while (scheduler.busy && turn++ < MOST_TURNS) await simulation.step();
}

function perform(simulation: Simulation, act: Act): void {
  if (act.act === 'start') return void simulation.start(act.host);
  if (act.act === 'pass') return simulation.scheduler.pass(act.ms);
  const meant = simulation.lives[act.at];
  const open = (life: typeof meant) => life !== undefined && simulation.programs.has(life);
  const life = open(meant) ? meant : simulation.living.find(open);
  if (!life) return;
  if (act.act === 'look') return simulation.resume(life);
  if (act.act === 'ask') return simulation.ask(act.asked, life);
  const sent = simulation.sent.find(({ key }) => key === act.key);
  if (sent) simulation.send(sent, life);
}

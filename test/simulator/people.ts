import { statusOf } from '../../src/engine/run-state.js';
import { PEOPLE } from '../engine/people-names.js';
import type { Chance } from './chance.js';
import type { Field } from './ground.js';
import type { Known } from './ledger.js';
import type { Asked, Wish } from './wish.js';

/** No stored byte may hold this: every password and code that people hand in begins with it. */
export const MARKER = 'gEheim-7731-';

/** Several people who do what people do: mostly the next thing, often the wrong one, sometimes twice. */
export class People {
  private count = 0;

  constructor(
    private readonly chance: Chance,
    private readonly field: Field,
  ) {}

  /** What somebody would like to do now, judging from how the run looked to them. */
  wish(run: Known): Asked {
    const { chance } = this;
    const [person, spelling] = [chance.below(PEOPLE.length), chance.below(5)];
    const stale = chance.once(0.1) ? { revision: run.revision } : {};
    const key = `k${this.count++}`;
    return { key, run: run.id, person, spelling, ...stale, wish: this.choose(run) };
  }

  private choose(run: Known): Wish {
    const { chance } = this;
    const steps = run.definition.steps;
    const having = (...all: string[]) => steps.filter((s) => all.includes(statusOf(run.state, s)));
    const any = () => chance.pick(steps);
    const some = (list: readonly string[]) => (list.length > 0 ? chance.pick(list) : any());
    const reason = 'why';
    const [open, waiting] = [having('ready', 'rejected', 'failed'), having('waiting-approval')];
    if (run.state.paused && chance.once(0.5)) return { do: 'resume', reason };
    const roll = chance.below(100);
    if (roll < 34) return claimOf(this.field, some(open), chance);
    if (roll < 51) {
      const said = chance.once(0.5) ? reason : undefined;
      return { do: 'approve', step: some(waiting), reason: said };
    }
    if (roll < 53) return { do: 'reject', step: some(waiting), reason };
    if (roll < 56) return { do: 'withdraw', step: some(waiting), reason };
    if (roll < 60) return { do: 'waive', step: any(), reason };
    if (roll < 65) {
      const keep = chance.once(0.3) ? [any()] : [];
      return { do: 'redo', step: some(having('done', 'outdated', 'waived')), reason, keep };
    }
    if (roll < 68) return this.cancelWork(run);
    if (roll < 71) return { do: 'accept-outdated', step: some(having('outdated')), reason };
    if (roll < 74) {
      const step = some(steps.filter((s) => this.field.ground.specs.get(s)?.optional));
      return { do: 'switch', step, on: run.state.off.includes(step), reason };
    }
    if (roll < 77) return { do: 'assign', step: some(open), to: this.somebody() };
    if (roll < 79) return { do: 'note', step: any(), text: `a note ${chance.below(9)}` };
    if (roll < 83) return { do: 'signal', type: some([...run.definition.signals]) };
    if (roll < 86) return { do: run.state.paused ? 'resume' : 'pause', reason };
    if (roll < 89) return { do: 'advance', duration: 'P2D' };
    return this.seldom(run, roll, any);
  }

  private seldom(run: Known, roll: number, any: () => string): Wish {
    const { chance, field } = this;
    if (roll < 92) return { do: 'migrate', version: chance.pick(field.definitions).version };
    if (roll < 94) return { do: 'undo-migration' };
    if (roll < 96) {
      const done = run.definition.steps.filter((s) => statusOf(run.state, s) === 'done');
      const at = done.length > 0 && chance.once(0.5) ? [chance.pick(done)] : [];
      return { do: 'fork', project: run.state.origin.project, at };
    }
    if (roll < 98) return { do: 'erase', person: chance.below(PEOPLE.length) };
    if (chance.once(0.1)) return { do: 'cancel', reason: 'why' };
    return { do: 'plan', parts: {}, steps: { [any()]: '2026-05-01T08:00:00Z' } };
  }

  /** Something before a step that is at work is done again: the step is told to stop. */
  private cancelWork({ definition, state }: Known): Wish {
    const { chance, field } = this;
    const going = definition.steps.filter((s) => statusOf(state, s) === 'in-progress');
    const before = going.flatMap((s) => field.ground.specs.get(s)?.reads ?? []);
    const done = definition.steps.filter((s) => statusOf(state, s) === 'done');
    const list = before.length > 0 ? before : done.length > 0 ? done : definition.steps;
    return { do: 'redo', step: chance.pick(list), reason: 'why', keep: [] };
  }

  /** Whom a step is handed over to: one of those who work here, or somebody new. */
  private somebody(): string {
    const { chance } = this;
    return chance.once(0.8) ? chance.pick(chance.pick(PEOPLE)) : `New Person ${chance.below(3)}`;
  }
}

export function claimOf(field: Field, step: string, chance: Chance): Wish {
  const secret = `${MARKER}${chance.below(1_000)}`;
  const spec = field.ground.specs.get(step);
  const asks = spec?.form && spec.kind === 'task';
  const set = asks ? { n: chance.below(4), password: secret, code: secret } : {};
  const evidence = spec?.evidence?.required === true || chance.once(0.05);
  return { do: 'submit', step, set, evidence };
}

import type { Outcome } from '../../src/core/outcome.js';
import { PEOPLE } from '../engine/people-names.js';
import type { Scenario } from '../engine/whole-run.js';
import type { Chance } from './chance.js';
import type { Life, Scheduler } from './scheduler.js';
import { failure } from './simulated-steps.js';

/** What lies outside of Umstieg: servers that steps change, checks that come out one way or the other. */
export class OuterWorld {
  /** What was done, by idempotency key. */
  readonly effects = new Map<string, Outcome>();
  /** Whether the trouble goes on; afterwards every check is consistent and nothing fails. */
  troubled = true;
  /** Work whose owner was taken for gone while it lived: only then two may be at it. */
  readonly contested = new Set<string>();
  /** Whether the lease on this work ended though somebody may be at it. */
  isLeft: (key: string) => boolean = () => false;
  private readonly going = new Map<string, Life>();
  private readonly checked = new Map<string, Life>();

  constructor(
    private readonly scheduler: Scheduler,
    private readonly chance: Chance,
    private readonly scenario: Scenario,
    private readonly violated: (what: string) => void,
  ) {}

  /** Milliseconds that something outside takes: mostly little, now and then longer than a lease. */
  duration(): number {
    const { chance } = this;
    if (!this.troubled) return chance.below(50);
    return chance.once(0.05) ? chance.below(90_000) : chance.below(2_000);
  }

  mayFail(step: string): void {
    const { chance } = this;
    if (this.troubled && chance.once(0.06)) throw failure(step, chance.once(0.8));
  }

  judge(step: string, n: number, round: number, always?: 'consistent'): Outcome {
    const { chance } = this;
    const odd = always === undefined && this.troubled && chance.once(0.15);
    const verdict = odd ? chance.pick(['contradicts', 'cannot-read'] as const) : 'consistent';
    return {
      ...{ verdict, reasons: [], facts: { of: step, n, round }, flags: this.scenario[step] ?? {} },
      ...(step === 'R-110' ? { approvers: [PEOPLE[1][1]] } : {}),
    };
  }

  asked(key: string): void {
    this.checked.set(key, this.alive());
  }

  begin(key: string, step: string): void {
    const mine = this.alive();
    const other = this.going.get(key);
    if (other !== mine && this.isLeft(key)) this.contested.add(key);
    if (other?.alive && !this.contested.has(key))
      this.violated(`${step} is carried out twice at once: by ${other.name} and ${mine.name}`);
    if (this.checked.get(key) !== mine)
      this.violated(`${step} is carried out and nobody asked whether it is done`);
    this.checked.delete(key);
    this.going.set(key, mine);
  }

  /** The effect takes place. */
  happen(key: string, outcome: Outcome): void {
    if (this.effects.has(key) && !this.contested.has(key))
      this.violated(`an effect takes place twice under one key: ${JSON.stringify(outcome.facts)}`);
    this.effects.set(key, outcome);
  }

  end(key: string): void {
    if (this.going.get(key) === this.scheduler.current) this.going.delete(key);
  }

  private alive(): Life {
    const life = this.scheduler.current;
    if (!life?.alive) throw new Error('somebody acts who is dead');
    return life;
  }
}

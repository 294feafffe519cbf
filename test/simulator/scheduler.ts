import { createHash } from 'node:crypto';
import type { Chance } from './chance.js';

/** One simulated process: what belongs to it never goes on after its death. */
export interface Life {
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  alive: boolean;
}

interface Due {
  readonly life: Life;
  readonly label: string;
  readonly run: () => void | Promise<void>;
  /** Milliseconds of the simulated clock; the order of setting decides between equals. */
  at: number;
  readonly every?: number;
  canceled?: boolean;
}

export interface Timer {
  readonly cancel: () => void;
}

const nextTurn = setImmediate;
/** Everything that promises have to say is said. */
const drained = () => new Promise<void>((done) => void nextTurn(done));

/** Lines that a violation shows of what came before it. */
const TAIL = 60;

/**
 * The only place where simulated time passes and where it is decided what happens next: one event at a time, chosen by the
 * seed among everything that could happen now. Nothing else moves while an event and what follows from it is carried out.
 */
export class Scheduler {
  now: number;
  /** The process that what runs now belongs to; undefined between events, when only the simulator itself acts. */
  current: Life | undefined;
  readonly tail: string[] = [];
  steps = 0;
  private ready: Due[] = [];
  private timers: Due[] = [];
  private readonly trace = createHash('sha256');

  constructor(
    readonly chance: Chance,
    start: Date,
    private readonly watch?: (line: string) => void,
  ) {
    this.now = start.getTime();
  }

  soon(life: Life, label: string, run: Due['run']): void {
    if (life.alive) this.ready.push({ life, label, run, at: this.now });
  }

  later(life: Life, ms: number, label: string, run: Due['run'], every?: number): Timer {
    const due: Due = { life, label, run, at: this.now + Math.max(0, ms) };
    const timer = every === undefined ? due : { ...due, every };
    if (life.alive) this.timers.push(timer);
    const cancel = () => {
      timer.canceled = true;
      this.timers = this.timers.filter((t) => t !== timer);
    };
    return { cancel };
  }

  /** Takes away everything this process would have done. */
  forget(life: Life): void {
    this.ready = this.ready.filter((due) => due.life !== life);
    this.timers = this.timers.filter((due) => due.life !== life);
  }

  /** Writes into the trace: two walks of one seed must write the same. */
  note(line: string): void {
    this.trace.update(`${line}\n`);
    this.tail.push(line);
    if (this.tail.length > TAIL) this.tail.shift();
    this.watch?.(line);
  }

  get hash(): string {
    return this.trace.copy().digest('hex');
  }

  get busy(): boolean {
    return this.ready.length > 0;
  }

  /** Milliseconds until the next timer; undefined when there is none. */
  get nextTimer(): number | undefined {
    if (this.timers.length === 0) return undefined;
    return Math.max(0, Math.min(...this.timers.map((t) => t.at)) - this.now);
  }

  /** Lets one thing happen. With nothing to do, the clock goes on to the next timer. False when nothing will ever happen. */
  async step(): Promise<boolean> {
    const [first] = this.ready;
    if (first === undefined || this.chance.once(0.02)) {
      const wait = this.nextTimer;
      if (wait === undefined && first === undefined) return false;
      if (wait !== undefined) this.pass(wait);
    }
    const at = this.chance.below(this.ready.length);
    const [due] = this.ready.splice(at, 1);
    if (due) await this.carryOut(due);
    return true;
  }

  /** Time goes by; what becomes due is ready. */
  pass(ms: number): void {
    this.now += ms;
    for (const timer of this.timers.filter((t) => t.at <= this.now)) {
      this.ready.push(timer);
      if (timer.every === undefined) this.timers = this.timers.filter((t) => t !== timer);
      else timer.at = this.now + timer.every;
    }
  }

  private async carryOut(due: Due): Promise<void> {
    if (due.canceled) return;
    this.steps++;
    this.note(`${this.now} ${due.life.name} ${due.label}`);
    this.current = due.life;
    try {
      await due.run();
      await drained();
    } finally {
      this.current = undefined;
    }
  }
}

import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { Life, Scheduler, Timer } from './scheduler.js';

const require = createRequire(import.meta.url);
type Loose = Record<string, unknown>;
type Call = (...args: unknown[]) => unknown;

/** What the simulated processes of the seed in hand live in. */
export interface Inhabited {
  readonly scheduler: Scheduler;
  readonly lives: readonly Life[];
}

let inhabited: Inhabited | undefined;
/** Where code that asks for time or chance is running; undefined: the real computer. */
export function inhabit(world: Inhabited | undefined): void {
  inhabited = world;
}

/** @throws Error when something runs that belongs to no process: it came from outside and would not repeat */
export function here(): { scheduler: Scheduler; life: Life } | undefined {
  if (!inhabited) return undefined;
  const { scheduler } = inhabited;
  if (!scheduler.current) throw new Error('something runs that no simulated process began');
  return { scheduler, life: scheduler.current };
}

class Stopped {
  constructor(readonly timer: Timer) {}
  ref = () => this;
  unref = () => this;
  hasRef = () => true;
}

function replace(target: object, name: string, make: (real: Call) => Call): void {
  const real = (target as Loose)[name] as Call;
  const made = make(real.bind(target));
  Object.defineProperty(target, name, { value: made, configurable: true, writable: true });
}

/** Timers of the language: kept by the scheduler, in simulated time. */
function replaceTimers(): void {
  const set =
    (every: boolean) =>
    (real: Call) =>
    (run: unknown, ms: unknown, ...args: unknown[]) => {
      const at = here();
      if (!at) return real(run, ms, ...args);
      const wait = Math.max(1, Number(ms ?? 1));
      const fire = () => void (run as Call)(...args);
      const label = every ? 'interval' : 'timeout';
      return new Stopped(at.scheduler.later(at.life, wait, label, fire, every ? wait : undefined));
    };
  const clear = (real: Call) => (timer: unknown) =>
    timer instanceof Stopped ? timer.timer.cancel() : real(timer);
  replace(globalThis, 'setTimeout', set(false));
  replace(globalThis, 'setInterval', set(true));
  replace(globalThis, 'clearTimeout', clear);
  replace(globalThis, 'clearInterval', clear);
  replace(globalThis, 'setImmediate', (real) => (run, ...args) => {
    const at = here();
    if (!at) return real(run, ...args);
    at.scheduler.soon(at.life, 'immediate', () => void (run as Call)(...args));
    return undefined;
  });
  const promised = require('node:timers/promises') as object;
  replace(promised, 'setImmediate', (real) => (value, options) => {
    const at = here();
    if (!at) return real(value, options);
    return new Promise((done) => at.scheduler.soon(at.life, 'next turn', () => done(value)));
  });
  replace(promised, 'setTimeout', (real) => (ms, value, options) => {
    const at = here();
    if (!at) return real(ms, value, options);
    return pause(
      at.scheduler,
      at.life,
      Number(ms),
      (options as { signal?: AbortSignal } | undefined)?.signal,
    );
  });
}

function pause(scheduler: Scheduler, life: Life, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const timer = scheduler.later(life, ms, 'pause', () => done());
    const stop = () => {
      timer.cancel();
      fail(
        Object.assign(new Error('The operation was aborted'), {
          name: 'AbortError',
          code: 'ABORT_ERR',
        }),
      );
    };
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

/** What time it is, and every random number. */
function replaceClockAndChance(): void {
  const RealDate = Date;
  class SimulatedDate extends RealDate {
    constructor(...args: [] | [string]) {
      super(...((args.length === 0 ? [SimulatedDate.now()] : args) as [string]));
    }
    static override now(): number {
      return inhabited?.scheduler.now ?? RealDate.now();
    }
  }
  globalThis.Date = SimulatedDate as DateConstructor;
  replace(performance, 'now', (real) => () => inhabited?.scheduler.now ?? real());
  replace(Math, 'random', (real) => () => here()?.scheduler.chance.next() ?? real());
  const crypto = require('node:crypto') as object;
  replace(crypto, 'randomUUID', (real) => () => here()?.scheduler.chance.uuid() ?? real());
  replace(crypto, 'randomBytes', (real) => (n, ...more) => {
    return here()?.scheduler.chance.bytes(Number(n)) ?? real(n, ...more);
  });
}

/** Which processes there are: whose numbers live, on which host, as /proc and kill(2) would say. */
function replaceProcesses(): void {
  const of = (pid: number) => inhabited?.lives.findLast((life) => life.pid === pid);
  const { pid } = process;
  Object.defineProperty(process, 'pid', {
    configurable: true,
    get: () => inhabited?.scheduler.current?.pid ?? pid,
  });
  replace(process, 'kill', (real) => (target, signal) => {
    if (!here()) return real(target, signal);
    if (of(Number(target))?.alive) return true;
    throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH' });
  });
  replace(require('node:os') as object, 'hostname', (real) => () => here()?.life.host ?? real());
  replace(require('node:fs') as object, 'readFileSync', (real) => (path, ...more) => {
    const asked = /^\/proc\/(\d+|sys)\//.exec(String(path))?.[1];
    if (!inhabited?.scheduler.current || asked === undefined) return real(path, ...more);
    if (asked === 'sys') return 'one-boot';
    const life = of(Number(asked));
    if (!life?.alive) throw Object.assign(new Error('ENOENT'), { code: 'ENOENT' });
    return `${life.pid} (node) S ${'0 '.repeat(18)}${life.pid}`;
  });
}

let installed = false;
/** From here on nothing that is simulated learns the real time, a real random number or another real process. */
export function installHost(more: readonly (() => void)[]): void {
  if (installed) return;
  installed = true;
  for (const part of [replaceTimers, replaceClockAndChance, replaceProcesses, ...more]) part();
  syncBuiltinESMExports();
}

import { ERROR_CODES } from '../../src/core/error-codes.js';
import { UmstiegError } from '../../src/core/errors.js';
import { statusOf } from '../../src/engine/run-state.js';
import type { RunCommand } from '../../src/engine/commands.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import type { Who } from '../../src/engine/who.js';
import { PEOPLE } from '../engine/people-names.js';
import type { Chance } from './chance.js';
import type { Field } from './ground.js';
import type { Known, Ledger } from './ledger.js';

/** No stored byte may hold this: every password and code that people hand in begins with it. */
export const MARKER = 'gEheim-7731-';

interface Options {
  readonly who: Who;
  readonly key: string;
  readonly revision?: number;
}
type Ask = (umstieg: Umstieg) => Promise<unknown>;

/** One command of somebody, under its key, as often as it is sent. */
export interface Sent {
  readonly key: string;
  readonly run: string;
  readonly what: string;
  readonly ask: Ask;
  /** Whether its answer stands as an entry under its key in the run itself. */
  readonly entered: boolean;
  /** First definite answer, canonical. */
  answer?: string;
}

export function whoIs(person: number, spelling: number): Who {
  const names = PEOPLE[person % PEOPLE.length] ?? PEOPLE[0];
  const name = names[spelling % names.length] ?? names[0];
  return { name, authenticated: false, via: 'cli', host: 'desk', osUser: 'user' };
}

/** Several people who do what people do: mostly the next thing, often the wrong one, sometimes twice. */
export class People {
  readonly sent: Sent[] = [];
  private count = 0;

  constructor(
    private readonly chance: Chance,
    private readonly field: Field,
    private readonly picture: string,
  ) {}

  /** What somebody would like to do now, judging from how the run looked to them. */
  wish(run: Known): Sent {
    const { chance } = this;
    const person = chance.below(PEOPLE.length);
    const who = whoIs(person, chance.below(5));
    const key = `k${this.count++}`;
    const stale = chance.once(0.1) ? { revision: run.revision } : {};
    const options = { who, key, ...stale };
    const [what, ask, entered = true] = this.choose(run, options);
    const sent: Sent = { key, run: run.id, what: `${what} by ${person}`, ask, entered };
    this.sent.push(sent);
    return sent;
  }

  private choose(run: Known, options: Options): [string, Ask, boolean?] {
    const { chance } = this;
    const steps = run.definition.steps;
    const having = (...all: string[]) => steps.filter((s) => all.includes(statusOf(run.state, s)));
    const any = () => chance.pick(steps);
    const some = (list: readonly string[]) => (list.length > 0 ? chance.pick(list) : any());
    const command = (c: Exclude<RunCommand, { do: 'submit' }>): [string, Ask] => [
      `${c.do} ${'step' in c ? c.step : ''}`,
      (umstieg) => umstieg.command(run.id, c, options),
    ];
    const reason = 'why';
    const [open, waiting] = [having('ready', 'rejected', 'failed'), having('waiting-approval')];
    if (run.state.paused && chance.once(0.5)) return command({ do: 'resume', reason });
    const roll = chance.below(100);
    if (roll < 36) return this.submission(run, some(open), options);
    if (roll < 56)
      return command({
        do: 'approve',
        step: some(waiting),
        reason: chance.once(0.5) ? reason : undefined,
      });
    if (roll < 58) return command({ do: 'reject', step: some(waiting), reason });
    if (roll < 59) return command({ do: 'withdraw', step: some(waiting), reason });
    if (roll < 63) return command({ do: 'waive', step: any(), reason });
    if (roll < 70) {
      const keep = chance.once(0.3) ? [any()] : [];
      return command({
        do: 'redo',
        step: some(having('done', 'outdated', 'waived')),
        reason,
        keep,
      });
    }
    if (roll < 74)
      return command({ do: 'accept-outdated', step: some(having('outdated')), reason });
    if (roll < 77) {
      const optional = steps.filter((s) => this.field.ground.specs.get(s)?.optional);
      const step = some(optional);
      return command({ do: 'switch', step, on: run.state.off.includes(step), reason });
    }
    if (roll < 79) return command({ do: 'assign', step: any(), to: 'Eva Lind' });
    if (roll < 82) return command({ do: 'note', step: any(), text: `a note ${chance.below(9)}` });
    if (roll < 86) return command({ do: 'signal', type: some([...run.definition.signals]) });
    if (roll < 89) return command({ do: run.state.paused ? 'resume' : 'pause', reason });
    if (roll < 92) return command({ do: 'advance', duration: 'P2D' });
    if (roll < 95) return this.move(run, options);
    if (roll < 97) return ['undo-migration', (u) => u.migrator.undo(run.id, reason, options)];
    if (roll < 99) return this.fork(run, having('done'), options);
    if (chance.once(0.1)) return command({ do: 'cancel', reason });
    return command({ do: 'plan', parts: {}, steps: { [any()]: '2026-05-01T08:00:00Z' } });
  }

  submission(run: Known, step: string, options: Options): [string, Ask] {
    const { chance } = this;
    const secret = `${MARKER}${chance.below(1_000)}`;
    const spec = this.field.ground.specs.get(step);
    const set =
      spec?.form && spec.kind === 'task'
        ? { n: chance.below(4), password: secret, code: secret }
        : {};
    const evidence = spec?.evidence?.required || chance.once(0.05) ? [this.picture] : [];
    return [`submit ${step}`, (u) => u.submit(run.id, step, { set, evidence }, options)];
  }

  private move(run: Known, options: Options): [string, Ask] {
    const version = this.chance.pick(this.field.definitions).version;
    const move: Ask = async (u) =>
      u.migrator.apply(run.id, u.migrator.find(version), { reason: 'why' }, options);
    return [`migrate to ${version}`, move];
  }

  /** The answer stands in the new run. */
  private fork(run: Known, done: readonly string[], options: Options): [string, Ask, boolean] {
    const at = done.length > 0 && this.chance.once(0.5) ? [this.chance.pick(done)] : [];
    const fork = { projectId: run.state.origin.project, from: run.id, at, without: [] };
    return [`fork at ${at.join()}`, (u) => u.forker.fork(fork, options), false];
  }
}

/** Errors of the store tell nobody whether the command was carried out: it is sent again. */
const INDEFINITE = /^store\./;

/**
 * Compares an answer with what was answered before under the same key, and with what is stored.
 * @param excused the disk failed since the command was sent
 */
export function heard(
  sent: Sent,
  said: { readonly answer: unknown } | { readonly error: unknown },
  ledger: Ledger,
  excused: boolean,
): { readonly again: boolean; readonly violation?: string } {
  const entry = ledger.accepted.get(`${sent.run} ${sent.key}`);
  if ('error' in said) {
    const { error } = said;
    const named = `${sent.key} (${sent.what})`;
    if (!(error instanceof UmstiegError))
      return {
        again: false,
        violation: `${named} broke: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
      };
    if (INDEFINITE.test(error.code)) {
      if (excused) return { again: true };
      return { again: false, violation: `${named} failed without a fault: ${error.message}` };
    }
    if (error.family === 'invariant')
      return { again: false, violation: `${named}: ${error.code} ${error.message}` };
    if (ERROR_CODES[error.code].passing) return { again: false };
    return same(sent, `refused ${error.code}`, named);
  }
  if (sent.entered) {
    const { revision } = said.answer as { revision: number };
    if (entry?.revision !== revision)
      return {
        again: false,
        violation: `${sent.key} (${sent.what}) was acknowledged with revision ${revision}, stored is ${entry?.revision}`,
      };
  }
  return same(sent, JSON.stringify(said.answer), `${sent.key} (${sent.what})`);
}

function same(sent: Sent, answer: string, named: string) {
  sent.answer ??= answer;
  if (sent.answer === answer) return { again: false };
  return { again: false, violation: `${named} was answered ${answer}, before ${sent.answer}` };
}

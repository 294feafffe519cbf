import fc from 'fast-check';
import { RequestError } from '../../src/core/errors.js';
import { detailsOf } from '../../src/engine/run-state.js';
import { DEFINITIONS, NAMED, PeopleRun, registry } from './people-run.js';
import {
  barredFrom,
  brokenInvariants,
  reopenedByItself,
  strays,
  unreadable,
} from './run-invariants.js';
import { definition, EVERYTHING, SCENARIOS, specs, type Scenario } from './whole-run.js';

const ANNA = 0;
/** The people's walks go through the whole decision, entry and hash included: fewer of them. */
const WALKS = Math.ceil(Number(process.env['WALKS'] ?? 10_000) / 40);
const KINDS = 23;
const FLAGS: readonly Scenario[] = [
  ...SCENARIOS,
  { ...EVERYTHING, 'R-105': { ...EVERYTHING['R-105'], licenseSwap: true } },
  { ...EVERYTHING, 'R-207': { finished: false } },
];
const OPTIONAL = [...specs.values()].filter((s) => s.optional).map((s) => s.id);
const WAITING_KIND = { waive: 'waive', redo: 'reopen', 'accept-outdated': 'keep' } as const;

/** One step of the plain way: Anna does, Karl approves. */
function advance(run: PeopleRun, scenario: Scenario): boolean {
  const [waiting] = run.having('waiting-approval');
  const [running] = run.having('in-progress', 'verifying');
  const [open] = run.having('ready', 'rejected', 'failed');
  if (running !== undefined) run.outcome(running, 'consistent', scenario);
  else if (waiting !== undefined) run.ask(NAMED, { do: 'approve', step: waiting });
  else if (open !== undefined) run.submit(ANNA, open);
  else if (run.timers.size > 0) run.ask(ANNA, { do: 'advance', duration: 'P10D' });
  else return false;
  return true;
}

const points = SCENARIOS.flatMap((scenario) => {
  const run = new PeopleRun();
  const all: { scenario: Scenario; run: PeopleRun }[] = [];
  do all.push({ scenario, run: new PeopleRun(run) });
  while (all.length < 600 && advance(run, scenario));
  return all;
});

/** What a random act did, as far as the rules look at it. */
interface Done {
  /** Step whose redo was granted. */
  readonly redone?: string;
  readonly undone?: boolean;
}

/** Somebody does something. Refusals are right answers: they must change nothing. */
function act(run: PeopleRun, kind: number, n: number, scenario: Scenario): Done {
  const pick = <T>(list: readonly T[]): T | undefined => list[n % Math.max(1, list.length)];
  const [person, spelling, reason] = [n % 3, n % 5, 'why'];
  const open = pick(run.having('ready', 'rejected', 'failed'));
  const running = pick(run.having('in-progress', 'verifying'));
  const waiting = pick(run.having('waiting-approval'));
  const settled = pick(run.having('done', 'outdated', 'waived'));
  const any = definition.steps[n % definition.steps.length] ?? '';
  const ask = (step: string | undefined, what: 'waive' | 'redo' | 'accept-outdated') => {
    if (step === undefined) return;
    const keep = n % 4 === 0 ? [any] : [];
    run.ask(person, { do: what, step, reason, keep }, spelling);
    if (detailsOf(run.state, step).pending?.kind === WAITING_KIND[what])
      run.asked.set(step, person);
  };
  if (kind <= 2 && open !== undefined) run.submit(person, open, spelling);
  else if (kind <= 6 && running !== undefined) {
    const verdicts = ['consistent', 'consistent', 'contradicts', 'cannot-read'] as const;
    const flags = n % 3 === 0 ? (FLAGS[n % FLAGS.length] ?? scenario) : scenario;
    run.outcome(
      running,
      kind < 6 ? 'consistent' : (verdicts[n % 4] ?? 'consistent'),
      flags,
      n % 5 === 0,
    );
  } else if (kind === 7 && running !== undefined)
    run.speak(running, (['fail', 'retry', 'crash'] as const)[n % 3] ?? 'fail');
  else if (kind <= 10 && waiting !== undefined) return decideOn(run, waiting, person, spelling, n);
  else if (kind === 11) ask(settled, 'redo');
  else if (kind === 12) ask(any, 'waive');
  else if (kind === 13) {
    const outdated = pick(run.having('outdated'));
    ask(outdated ?? settled, outdated === undefined ? 'redo' : 'accept-outdated');
  } else if (kind === 14) {
    const step = pick(OPTIONAL) ?? '';
    const on = run.state.off.includes(step);
    run.ask(person, { do: 'switch', step, on, reason }, spelling);
    if (!on) run.asked.set(step, person);
  } else if (kind === 15) run.ask(person, { do: 'advance', duration: 'P10D' });
  else if (kind === 16)
    run.ask(person, { do: 'signal', type: pick([...definition.signals]) ?? '' });
  else if (kind === 17) run.ask(person, { do: run.state.paused ? 'resume' : 'pause', reason });
  else if (kind === 18) run.migrate(person, DEFINITIONS[n % 3] ?? definition);
  else if (kind === 19) {
    run.undo(person);
    return { undone: true };
  } else if (kind === 20 && n % 10 === 0) run.ask(person, { do: 'cancel', reason });
  else if (kind === 21) run.ask(person, { do: 'assign', step: any, to: 'Eva' });
  else if (kind === 22 && waiting !== undefined) takeBack(run, waiting, person, spelling);
  return {};
}

/** Only whose own it is takes it back: a decision of others is no withdrawal. */
function takeBack(run: PeopleRun, step: string, person: number, spelling: number): void {
  const kind = detailsOf(run.state, step).pending?.kind;
  const { doer, asked } = run;
  run.ask(person, { do: 'withdraw', step, reason: 'slip' }, spelling);
  if (kind === 'act' || !barredFrom(kind, { step, doer, asked, reads: [] }).includes(person))
    throw new Error(`${step}: ${String(kind)} withdrawn by somebody else`);
}

/** Four eyes, judged from who did and who asked, not from what the engine noted. */
function decideOn(run: PeopleRun, step: string, person: number, spelling: number, n: number): Done {
  const kind = detailsOf(run.state, step).pending?.kind;
  const { doer, asked } = run;
  const barred = barredFrom(kind, {
    step,
    doer,
    asked,
    reads: registry.get(step).spec.reads ?? [],
  });
  const reason = n % 2 === 0 ? 'deputy' : undefined;
  if (n % 6 === 0) {
    run.ask(person, { do: 'reject', step, reason: 'no' }, spelling);
    if (barred.includes(person))
      throw new Error(`${step}: ${String(kind)} refused by the same person`);
    return {};
  }
  const names =
    run.state.status['R-110'] !== 'waived' && run.state.status['R-110'] !== 'not-applicable';
  const named = names && detailsOf(run.state, 'R-110').approvers !== undefined;
  run.ask(person, { do: 'approve', step, reason }, spelling);
  if (barred.includes(person))
    throw new Error(`${step}: ${String(kind)} approved by the same person`);
  if (named && person !== NAMED && reason === undefined)
    throw new Error(`${step}: approved by somebody nobody named`);
  return kind === 'reopen' ? { redone: step } : {};
}

describe('several people on one run', () => {
  it('keep O1 to O12, four eyes and the store in random walks from every point of the way', () => {
    const walk = fc.array(fc.tuple(fc.nat(KINDS - 1), fc.nat(1_000)), {
      minLength: 6,
      maxLength: 30,
    });
    const seen = new Set<number>();
    fc.assert(
      fc.property(fc.nat(points.length - 1), walk, (start, acts) => {
        const point = points[start];
        if (!point) throw new Error('no such point');
        const run = new PeopleRun(point.run);
        for (const [kind, n] of acts) {
          const before = run.run;
          let done: Done = {};
          try {
            done = act(run, kind, n, point.scenario);
            if (run.run !== before) seen.add(kind);
          } catch (error) {
            if (!(error instanceof RequestError)) throw error;
            expect(run.run).toBe(before); // a refusal changes nothing
          }
          const byItself = done.undone
            ? []
            : reopenedByItself(before.state, run.state, done.redone);
          const broken = [...brokenInvariants(run.state), ...byItself, ...strays(run)];
          if (broken.length > 0) throw new Error(`act ${kind} ${n}: ${broken.join('\n')}`);
        }
        expect(unreadable(run.state, run.run.definition)).toEqual([]);
      }),
      { numRuns: WALKS },
    );
    const never = [...Array(KINDS).keys()].filter((kind) => !seen.has(kind));
    if (WALKS >= 250) expect(never).toEqual([]);
  }, 600_000);

  it('reach the end of every scenario', () => {
    const ends = points.filter(({ run }) =>
      Object.values(run.state.root).every((r) => r === 'done' || r === 'notApplicable'),
    );
    expect(ends).toHaveLength(SCENARIOS.length);
  });
});

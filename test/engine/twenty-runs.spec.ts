import { compileDefinition } from '../../src/engine/compile-definition.js';
import { foresee, type Forecast } from '../../src/engine/forecast.js';
import { parseRunState, type RunState } from '../../src/engine/run-state.js';
import { runStatus } from '../../src/engine/run-status.js';
import { show } from '../../src/engine/state-value.js';
import { NEXT, TO_NEXT } from './next-sequence.js';
import { reopenedByItself } from './run-invariants.js';
import { definition, EVERYTHING, traitsOf, WholeRun, type Scenario } from './whole-run.js';

const next = compileDefinition(NEXT);

/** A run of the documented sequence brought somewhere; every decision on the way is the engine's own. */
class Parked extends WholeRun {
  until(step: string): this {
    while (!this.open().includes(step) && !this.waiting().includes(step)) {
      const first = [...this.waiting(), ...this.open()].find((s) => s !== step);
      if (first === undefined && Object.keys(this.state.timers).length > 0) this.timers();
      else if (!this.advance()) throw new Error(`never got to ${step}`);
    }
    return this;
  }
  comesOut(step: string, verdict: string): this {
    this.until(step).outcome(step, verdict);
    return this;
  }
  done(step: string): this {
    if (this.until(step).waiting().includes(step)) this.decide(step, true);
    if (this.open().includes(step)) this.outcome(step, 'consistent');
    if (this.waiting().includes(step)) this.decide(step, true);
    return this;
  }
  signal(name: string): this {
    this.state = { ...this.state, inbox: [...this.state.inbox, `signal.${name}`] };
    this.take(this.drain().run());
    return this;
  }
  asks(step: string, kind: 'waive' | 'reopen' | 'keep'): this {
    const from = this.state.status[step] ?? 'locked';
    const pending = { kind, by: 'doer', from };
    this.take(this.drain().task(step, { type: 'request', pending }).run());
    return this;
  }
  begins(step: string): this {
    this.take(this.until(step).drain().task(step, { type: 'submit', doer: 'doer' }).run());
    return this;
  }
  timeGoesBy(): this {
    this.timers();
    return this;
  }
  with(change: Partial<RunState>): this {
    this.state = { ...this.state, ...change };
    return this;
  }
}

const parked = (scenario: Scenario = EVERYTHING) => new Parked(scenario);
const history = (flags: Scenario[string]) =>
  parked({ ...EVERYTHING, 'R-105': { ...EVERYTHING['R-105'], ...flags } });

type Row = readonly [
  what: string,
  run: () => Parked,
  verdict: Forecast['verdict'],
  at: string | undefined,
];
const LICENSE = 'license-upgrade';
const ROWS: readonly Row[] = [
  ['just begun', () => parked(), 'moved', 'intake main.product, remarks.open'],
  ['two parts at work', () => parked().until('R-300').until('R-401'), 'reopened', undefined],
  ['an act that waits', () => parked().until('R-606'), 'reopened', undefined],
  ['a result that waits', () => parked().comesOut('R-309', 'consistent'), 'reopened', undefined],
  ['a waiver that waits', () => parked().until('R-201').asks('R-201', 'waive'), 'moved', undefined],
  [
    'a redo that waits',
    () => parked().done('R-606').asks('R-606', 'reopen'),
    'reopened',
    undefined,
  ],
  [
    'a swap of the MAC going on',
    () => history({ macSwap: 'started' }).until('R-207'),
    'reopened',
    `${LICENSE} macSwapGoingOn`,
  ],
  [
    'licenses swapped before',
    () => history({ licenseSwap: true }).until('R-401'),
    'reopened',
    undefined,
  ],
  ['the wrong licensee', () => parked().comesOut('R-305', 'contradicts'), 'reopened', undefined],
  [
    'the portal down before',
    () => parked().until('R-302').signal('portal-error'),
    'reopened',
    `${LICENSE} portalError.beforeGeneration`,
  ],
  [
    'the portal down after',
    () => parked().done('R-309').signal('portal-error'),
    'reopened',
    undefined,
  ],
  ['a mail that is missing', () => parked().done('R-309').timeGoesBy(), 'reopened', undefined],
  [
    'a copy that differs',
    () => parked().comesOut('R-502', 'contradicts'),
    'reopened',
    'transfer mismatch',
  ],
  [
    'an import partly failed',
    () => parked().done('R-605').done('R-608').comesOut('R-606', 'contradicts'),
    'reopened',
    undefined,
  ],
  [
    'users in conflict',
    () => parked().comesOut('R-707', 'contradicts'),
    'reopened',
    'user-creation conflicts',
  ],
  ['an attempt left behind', () => parked().begins('R-301'), 'reopened', undefined],
  ['a paused run', () => parked().until('R-108').with({ paused: true }), 'moved', undefined],
  [
    'a signal that came early',
    () => parked().until('R-102').signal('export-outdated'),
    'moved',
    undefined,
  ],
  ['a timer going on', () => parked().done('R-309'), 'reopened', undefined],
  [
    'a part that does not apply',
    () =>
      parked({
        ...EVERYTHING,
        'R-106': { systemSettings: false, voicemail: false, dynamicLines: false },
      }).until('R-701'),
    'reopened',
    'voicemail-import notApplicable',
  ],
  ['a failed step', () => parked().comesOut('R-102', 'fail'), 'moved', undefined],
  [
    'a decision on what is gone',
    () => parked().until('R-402').asks('R-402', 'waive'),
    'refused',
    undefined,
  ],
  [
    'a decision on what is split',
    () => parked().until('R-304').asks('R-304', 'waive'),
    'refused',
    undefined,
  ],
  ['an attempt at what is gone', () => parked().begins('R-402'), 'refused', undefined],
];

const tried = (run: Parked) =>
  foresee({
    state: parseRunState('r', JSON.stringify(run.state)),
    from: definition,
    to: next,
    mapping: TO_NEXT,
    traits: traitsOf,
    now: run.now,
    busy: new Set(),
  });

describe('a run parked at', () => {
  it.each(ROWS)('%s', (_what, run, verdict, at) => {
    const before = run();
    const forecast = tried(before);
    expect([forecast.verdict, forecast.reasons.map((r) => r.code)]).toEqual([
      verdict,
      expect.arrayContaining(verdict === 'moved' ? [] : [expect.stringMatching(/^migration\./)]),
    ]);
    const landed = forecast.landing?.drained.state;
    if (verdict === 'refused' || !landed) return;
    expect(tried(before)).toEqual(forecast);
    expect(reopenedByItself(before.state, landed, undefined)).toEqual([]);
    for (const part of next.parts) next.validate(part, landed.parts[part]);
    const [part = '', ...state] = (at ?? '').split(' ');
    if (at !== undefined) expect(show(landed.parts[part] ?? '')).toBe(state.join(' '));
    const after = new WholeRun(EVERYTHING, { ...landed, paused: false }, next);
    finish(after);
    expect(runStatus(next, after.state)).toBe('completed');
    expect(after.state.status).toMatchObject({ 'R-400': 'done', 'R-314': 'done' });
    expect(after.state.status['R-402']).toBeUndefined();
  });
});

/** The plain way to the end, with what people do about side states that wait for others. */
function finish(run: WholeRun): void {
  const signals = ['signal.portal-works', 'signal.export-kept'];
  for (let steps = 0; steps < 500; steps++) {
    if (run.advance()) continue;
    run.state = { ...run.state, inbox: signals };
    const { moves } = run.take(run.drain().run());
    if (moves.length > 0) continue;
    if (run.state.flags['R-105']?.['licenseSwap'] !== true) return;
    run.take(run.drain().task('R-105', { type: 'reopen' }).run());
  }
}

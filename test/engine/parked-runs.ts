import type { RunState } from '../../src/engine/run-state.js';
import { EVERYTHING, WholeRun, type Scenario } from './whole-run.js';

/** A run of the documented sequence brought somewhere; every decision on the way is the engine's own. */
export class Parked extends WholeRun {
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

/** Every kind of place where a run may stand for weeks. */
export const PLACES: Readonly<Record<string, () => Parked>> = {
  'just begun': () => parked(),
  'two parts at work': () => parked().until('R-300').until('R-401'),
  'an act that waits': () => parked().until('R-606'),
  'a result that waits': () => parked().comesOut('R-309', 'consistent'),
  'a waiver that waits': () => parked().until('R-201').asks('R-201', 'waive'),
  'a redo that waits': () => parked().done('R-606').asks('R-606', 'reopen'),
  'a swap of the MAC going on': () => history({ macSwap: 'started' }).until('R-207'),
  'licenses swapped before': () => history({ licenseSwap: true }).until('R-401'),
  'the wrong licensee': () => parked().comesOut('R-305', 'contradicts'),
  'the portal down before': () => parked().until('R-302').signal('portal-error'),
  'the portal down after': () => parked().done('R-309').signal('portal-error'),
  'a mail that is missing': () => parked().done('R-309').timeGoesBy(),
  'a copy that differs': () => parked().comesOut('R-502', 'contradicts'),
  'an import partly failed': () =>
    parked().done('R-605').done('R-608').comesOut('R-606', 'contradicts'),
  'users in conflict': () => parked().comesOut('R-707', 'contradicts'),
  'an attempt left behind': () => parked().begins('R-301'),
  'a paused run': () => parked().until('R-108').with({ paused: true }),
  'a signal that came early': () => parked().until('R-102').signal('export-outdated'),
  'a timer going on': () => parked().done('R-309'),
  'a part that does not apply': () =>
    parked({
      ...EVERYTHING,
      'R-106': { systemSettings: false, voicemail: false, dynamicLines: false },
    }).until('R-701'),
  'a failed step': () => parked().comesOut('R-102', 'fail'),
  'a decision on what is gone': () => parked().until('R-402').asks('R-402', 'waive'),
  'a decision on what is split': () => parked().until('R-304').asks('R-304', 'waive'),
  'an attempt at what is gone': () => parked().begins('R-402'),
};

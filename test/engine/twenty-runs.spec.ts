import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileDefinition } from '../../src/engine/compile-definition.js';
import { foresee, type Forecast } from '../../src/engine/forecast.js';
import { parseRunState } from '../../src/engine/run-state.js';
import { runStatus } from '../../src/engine/run-status.js';
import { show } from '../../src/engine/state-value.js';
import type { DefinitionJson } from '../../src/machines/definition.js';
import { RECORDED } from '../recorded/recorded-folders.js';
import { nextOf, TO_NEXT } from './next-sequence.js';
import { reopenedByItself } from './run-invariants.js';
import { EVERYTHING, traitsOf, WholeRun } from './whole-run.js';

/** Written by `test/recorded/record.mjs` at 1.0.0; whatever the machines become, these states have to load. */
const recorded = JSON.parse(readFileSync(join(RECORDED, 'parked-1.0.0.json'), 'utf8')) as {
  definition: DefinitionJson;
  runs: Readonly<Record<string, { now: string; state: unknown }>>;
};
const from = compileDefinition(recorded.definition);
const next = compileDefinition(nextOf(recorded.definition));

/** `at`: where a part has to stand afterwards; why a run is refused. */
type Row = readonly [what: string, verdict: Forecast['verdict'], at: string | undefined];
const ROWS: readonly Row[] = [
  ['just begun', 'moved', 'intake main.product, remarks.open'],
  ['two parts at work', 'reopened', undefined],
  ['an act that waits', 'reopened', undefined],
  ['a result that waits', 'reopened', undefined],
  ['a waiver that waits', 'moved', undefined],
  ['a redo that waits', 'reopened', undefined],
  ['a swap of the MAC going on', 'reopened', 'license-upgrade macSwapGoingOn'],
  ['licenses swapped before', 'reopened', undefined],
  ['the wrong licensee', 'reopened', undefined],
  ['the portal down before', 'reopened', 'license-upgrade portalError.beforeGeneration'],
  ['the portal down after', 'reopened', undefined],
  ['a mail that is missing', 'reopened', undefined],
  ['a copy that differs', 'reopened', 'transfer mismatch'],
  ['an import partly failed', 'reopened', undefined],
  ['users in conflict', 'reopened', 'user-creation conflicts'],
  ['an attempt left behind', 'reopened', undefined],
  ['a paused run', 'moved', undefined],
  ['a signal that came early', 'moved', undefined],
  ['a timer going on', 'reopened', undefined],
  ['a part that does not apply', 'reopened', 'voicemail-import notApplicable'],
  ['a failed step', 'moved', undefined],
  ['a decision on what is gone', 'refused', 'migration.approval-gone'],
  ['a decision on what is split', 'refused', 'migration.approval-gone'],
  ['an attempt at what is gone', 'refused', 'migration.attempt-unmapped'],
];

function stateOf(what: string) {
  return parseRunState(what, JSON.stringify(recorded.runs[what]?.state));
}

const tried = (what: string) =>
  foresee({
    state: stateOf(what),
    from,
    to: next,
    mapping: TO_NEXT,
    traits: traitsOf,
    now: new Date(recorded.runs[what]?.now ?? ''),
    busy: new Set(),
  });

describe('a run parked at', () => {
  it('a place that was recorded is in the table', () => {
    expect(ROWS.map(([what]) => what)).toEqual(Object.keys(recorded.runs));
  });

  it.each(ROWS)('%s', (what, verdict, at) => {
    const before = stateOf(what);
    for (const part of from.parts) from.validate(part, before.parts[part]);
    const forecast = tried(what);
    expect([forecast.verdict, forecast.reasons.map((r) => r.code)]).toEqual([
      verdict,
      expect.arrayContaining(verdict === 'moved' ? [] : [expect.stringMatching(/^migration\./)]),
    ]);
    const landed = forecast.landing?.drained.state;
    if (verdict === 'refused' || !landed) {
      expect(forecast.reasons.map((r) => r.code)).toEqual([at]);
      return;
    }
    expect(tried(what)).toEqual(forecast);
    expect(reopenedByItself(before, landed, undefined)).toEqual([]);
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

import type { Plain } from '../../src/core/outcome.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { compileDefinition } from '../../src/engine/compile-definition.js';
import { leftOutBecause } from '../../src/engine/left-out.js';
import type { LoadedRun } from '../../src/engine/turn-builder.js';

const definition = compileDefinition(DOCUMENTED.definition);

/** Why a step does not apply in a run whose steps found these flags. */
function because(
  step: string,
  flags: Record<string, Record<string, Plain>>,
  more: { off?: string[]; status?: string } = {},
) {
  const status = { 'R-101': 'done', 'R-106': 'done', [step]: more.status ?? 'not-applicable' };
  const run = { definition, state: { status, flags, off: more.off ?? [] } };
  return leftOutBecause(run as unknown as LoadedRun, step, DOCUMENTED).map(
    ({ holds, when }) => `${String(holds)} ${when.de}`,
  );
}

describe('a step that does not apply', () => {
  it('names the answer on which the way without it was taken', () => {
    expect(because('R-207', { 'R-105': { macSwap: 'none' } })).toEqual([
      'false R-105: MAC-Tausch begonnen',
    ]);
    expect(because('R-705', { 'R-702': { manual: false } })).toEqual([
      'false R-702: Anlage von Hand gewählt',
    ]);
  });

  it('names of two ways without it the one that was taken', () => {
    expect(because('R-708', { 'R-702': { text: false } })).toEqual([
      'false R-702: Text-Konnektor gewählt',
    ]);
    expect(because('R-708', { 'R-702': { text: true }, 'R-108': { adLater: false } })).toEqual([
      'false R-108: ein AD-Konnektor soll später übernehmen',
    ]);
  });

  it('names of several conditions those that do not hold', () => {
    const flags = { 'R-104': { dynamicLinesCsv: true }, 'R-106': { dynamicLines: false } };
    expect(because('R-408', flags)).toEqual(['false R-106: dynamische Leitungen werden genutzt']);
  });

  it('names the answer that took its whole part out', () => {
    expect(because('R-906', { 'R-106': { dynamicLines: false } })).toEqual([
      'true R-106: dynamische Leitungen werden nicht genutzt',
    ]);
    expect(because('R-201', { 'R-101': { applicable: false } })).toEqual([
      'true R-101: ein anderes Produkt als XPhone UC V4',
    ]);
  });

  it('names nothing where the project switched it off, or where it applies', () => {
    const flags = { 'R-105': { macSwap: 'none' } };
    expect(because('R-207', flags, { off: ['R-207'] })).toEqual([]);
    expect(because('R-207', flags, { status: 'ready' })).toEqual([]);
  });

  it('is told why wherever a machine takes one out on an answer', () => {
    const { intake: _whole, acceptance: _remark, ...parts } = DOCUMENTED.definition.parts;
    const skips = JSON.stringify(parts).matchAll(/"type":"skip","params":\{"steps":\[([^\]]*)\]/g);
    const steps = [...skips].flatMap(([, ids = '']) =>
      [...ids.matchAll(/R-\d+/g)].map(([id]) => id),
    );
    expect(steps).toContain('R-903');
    for (const id of steps) expect([id, because(id, {})]).not.toEqual([id, []]);
  });
});

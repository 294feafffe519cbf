import { readdirSync, readFileSync } from 'node:fs';
import { attemptView } from '../../src/engine/attempt-view.js';
import type { StepRegistry } from '../../src/engine/step-registry.js';
import { SPECS } from '../docs/documented-steps.js';

const STEPS = new URL('../../src/steps/', import.meta.url);

/** What gives a verdict of agreement in the source of a step. */
const AGREES = /\b(?:consistent|judge(?:<\w+>)?|readExported)\b[(<]|\bcompared \? consistent/;

const sources = readdirSync(STEPS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.step.ts'))
  .map((name) => readFileSync(new URL(name.replaceAll('\\', '/'), STEPS), 'utf8'));

/** What a person says of the time alone is never compared. */
const NEVER = /compared: false/;

const idIn = (source: string) => /^ {2}id: '([^']+)'/m.exec(source)?.[1] ?? '';
/** The check alone: what a step says of itself does not count. */
const checkIn = (source: string) => source.slice(source.indexOf('\nexport class '));

describe('a verdict of agreement', () => {
  it('says in one sentence of either language what was compared with what', () => {
    const agreeing = sources.filter(
      (source) => AGREES.test(checkIn(source)) && !NEVER.test(checkIn(source)),
    );
    expect(agreeing.length).toBeGreaterThan(60);
    for (const source of agreeing) {
      const { agrees } = SPECS.get(idIn(source)) ?? {};
      expect([idIn(source), agrees?.de]).toEqual([
        idIn(source),
        expect.stringMatching(/^[^.]+.*\.$/),
      ]);
      expect([idIn(source), agrees?.en]).toEqual([
        idIn(source),
        expect.stringMatching(/^[^.]+.*\.$/),
      ]);
    }
  });

  it('names only steps there are', () => {
    for (const { agrees } of SPECS.values())
      for (const id of `${agrees?.de ?? ''} ${agrees?.en ?? ''}`.match(/R-\d+/g) ?? [])
        expect(SPECS.has(id)).toBe(true);
  });

  it('is said with the attempt, and no other verdict says it', () => {
    const registry = { find: (id: string) => ({ spec: SPECS.get(id) }) } as unknown as StepRegistry;
    const shown = (verdict: string) =>
      attemptView(
        {
          ...{ id: '', runId: '', step: 'R-103', number: 1, status: 'succeeded' },
          ...{ startedAt: '', endedAt: null, result: JSON.stringify({ verdict, reasons: [] }) },
        } as unknown as Parameters<typeof attemptView>[0],
        registry,
      );
    expect(shown('consistent').agrees?.de).toBe(
      'Die abgelesene Version ist mindestens die, die der Export verlangt: 4.5.5.',
    );
    expect(shown('contradicts').agrees).toBeUndefined();
    expect(shown('cannot-read').agrees).toBeUndefined();
  });
});

import 'reflect-metadata';
import type { z } from 'zod';
import { fieldMeta } from '../../src/core/fields.js';
import type { StepSpec } from '../../src/core/step.js';
import type { Text } from '../../src/core/text.js';
import { WARNINGS } from '../../src/steps/warnings.js';
import { ALL_STEPS } from '../../src/steps/index.js';
import { STEP_KEY } from '../../src/steps/step.decorator.js';

const LAST_LINE = 265;
const SPECS = ALL_STEPS.map((type) => Reflect.getMetadata(STEP_KEY, type) as StepSpec);
const written = ({ de, en }: Text) => de.trim() !== '' && en.trim() !== '';
const labels = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map((m) => m[1]).sort();
const odd = (is: (spec: StepSpec) => boolean) => SPECS.filter(is).map((spec) => spec.id);

describe('what every step says of itself', () => {
  it('is written in German and in English, two texts and not one', () => {
    const texts = (s: StepSpec) => [
      s.title,
      s.instruction,
      s.undo.how,
      s.evidence?.what ?? s.title,
    ];
    expect(odd((s) => !texts(s).every(written))).toEqual([]);
    expect(odd((s) => s.instruction.de === s.instruction.en)).toEqual([]);
  });

  it('names the same labels of the vendor, letter for letter, in both languages', () => {
    const differing = SPECS.map(({ id, instruction: { de, en } }) => ({
      id,
      de: labels(de),
      en: labels(en),
    })).filter(({ de, en }) => de.join('\n') !== en.join('\n'));
    expect(differing).toEqual([]);
  });

  it('has its lines of the manual sorted, each once, and none only where the row is ours', () => {
    const sorted = (s: StepSpec) => [...new Set(s.lines)].sort((a, b) => a - b);
    expect(odd((s) => sorted(s).join() !== s.lines.join())).toEqual([]);
    expect(odd((s) => s.lines.some((l) => !Number.isInteger(l) || l < 1 || l > LAST_LINE))).toEqual(
      [],
    );
    expect(odd((s) => s.lines.length === 0 && s.optional !== true)).toEqual([]);
  });

  it('labels every field in both languages and says how private it is', () => {
    const fields = SPECS.flatMap((s) =>
      Object.entries(s.form?.shape ?? {}).map(([name, schema]) => ({
        field: `${s.id}.${name}`,
        meta: fieldMeta(schema as z.ZodType),
      })),
    );
    expect(fields.length).toBeGreaterThan(150);
    expect(fields.filter(({ meta }) => !meta || !written(meta.label)).map((f) => f.field)).toEqual(
      [],
    );
    expect(fields.filter(({ meta }) => meta?.privacy === 'secret').map((f) => f.field)).toEqual([
      'R-302.licenseRequestCode',
      'R-302.securityCode',
    ]);
  });

  it('names warnings that exist, and reads earlier steps that exist', () => {
    const ids = new Set(SPECS.map((s) => s.id));
    expect(ids.size).toBe(SPECS.length);
    expect(odd((s) => (s.warnings ?? []).some((w) => WARNINGS[w] === undefined))).toEqual([]);
    expect(odd((s) => (s.reads ?? []).some((r) => r === s.id || !ids.has(r)))).toEqual([]);
  });
});

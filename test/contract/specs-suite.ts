import 'reflect-metadata';
import type { z } from 'zod';
import { fieldMeta } from '../../src/core/fields.js';
import { columnsOf, rowOf } from '../../src/core/row-columns.js';
import type { StepSpec } from '../../src/core/step.js';
import type { Text } from '../../src/core/text.js';
import { specsOf, type Sequence } from '../../src/engine/sequence.js';

const written = ({ de, en }: Text) => de.trim() !== '' && en.trim() !== '';
const labels = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map((m) => m[1]).sort();

/**
 * What every step of a sequence owes its readers.
 * @param o.lastLine of the document the sequence stands in
 * @param o.secrets fields that are secret, as `STEP.field`
 */
export function describeSpecs(
  sequence: Sequence,
  o: { readonly lastLine: number; readonly secrets: readonly string[] },
): void {
  const specs = [...specsOf(sequence).values()];
  const odd = (is: (spec: StepSpec) => boolean) => specs.filter(is).map((spec) => spec.id);

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
    const differing = specs
      .map(({ id, instruction: { de, en } }) => ({
        id,
        de: labels(de),
        en: labels(en),
      }))
      .filter(({ de, en }) => de.join('\n') !== en.join('\n'));
    expect(differing).toEqual([]);
  });

  it('has its lines of the manual sorted, each once, and none only where the row is ours', () => {
    const sorted = (s: StepSpec) => [...new Set(s.lines)].sort((a, b) => a - b);
    expect(odd((s) => sorted(s).join() !== s.lines.join())).toEqual([]);
    expect(
      odd((s) => s.lines.some((l) => !Number.isInteger(l) || l < 1 || l > o.lastLine)),
    ).toEqual([]);
    expect(odd((s) => s.lines.length === 0 && s.optional !== true)).toEqual([]);
  });

  it('labels every field in both languages and says how private it is', () => {
    const fields = specs.flatMap((s) =>
      Object.entries(s.form?.shape ?? {}).map(([name, schema]) => ({
        field: `${s.id}.${name}`,
        meta: fieldMeta(schema as z.ZodType),
      })),
    );
    expect(fields.filter(({ meta }) => !meta || !written(meta.label)).map((f) => f.field)).toEqual(
      [],
    );
    expect(fields.filter(({ meta }) => meta?.privacy === 'secret').map((f) => f.field)).toEqual(
      o.secrets,
    );
  });

  labelsColumns(specs);

  it('names warnings that exist, and reads earlier steps that exist', () => {
    const ids = new Set(specs.map((s) => s.id));
    expect(ids.size).toBe(specs.length);
    expect(odd((s) => (s.warnings ?? []).some((w) => sequence.warnings[w] === undefined))).toEqual(
      [],
    );
    expect(odd((s) => (s.reads ?? []).some((r) => r === s.id || !ids.has(r)))).toEqual([]);
  });
}

function labelsColumns(specs: readonly StepSpec[]): void {
  it('labels every column of a table in both languages', () => {
    const columns = specs.flatMap((s) =>
      Object.values(s.form?.shape ?? {}).flatMap((schema) => {
        const row = rowOf(schema as z.ZodType);
        return row ? columnsOf(row).map((column) => ({ step: s.id, ...column })) : [];
      }),
    );
    const bare = columns.filter(
      ({ name, label }) => !written(label) || label.de === name || label.en === name,
    );
    expect(bare.map(({ step, name }) => `${step}.${name}`)).toEqual([]);
  });
}

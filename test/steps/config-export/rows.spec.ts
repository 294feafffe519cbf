import { readFileSync } from 'node:fs';
import { CONFIG_EXPORT_STEPS } from '../../../src/steps/config-export/index.js';
import { CONFIG_IMPORT_STEPS } from '../../../src/steps/config-import/index.js';
import { TRANSFER_STEPS } from '../../../src/steps/transfer/index.js';
import { specOf } from '../build-context.js';

const specs = [...CONFIG_EXPORT_STEPS, ...TRANSFER_STEPS, ...CONFIG_IMPORT_STEPS].map(specOf);
const docs = (name: string): unknown => JSON.parse(readFileSync(`docs/${name}`, 'utf8'));
const index = docs('manual-index.json') as { line: number; steps: string[] }[];
const labels = docs('labels.json') as { label: string; steps: string[] }[];

/** Steps whose results become outdated when the result of `id` changes. */
function reached(id: string): Set<string> {
  const all = new Set([id]);
  for (let before = 0; before !== all.size;) {
    before = all.size;
    for (const s of specs) if (s.reads?.some((r) => all.has(r))) all.add(s.id);
  }
  return all;
}

describe('the rows of export, transfer and import', () => {
  it('are there once each, R-503 excepted', () => {
    const numbers = (from: number, count: number) =>
      Array.from({ length: count }, (_, i) => `R-${from + i}`);
    const ids = [...numbers(401, 12), ...numbers(501, 2), ...numbers(601, 9)];
    expect(specs.map((s) => s.id).sort()).toEqual(ids);
  });

  it.each(specs.filter((s) => !s.optional).map((s) => [s.id, s] as const))(
    '%s names the lines of the manual that it covers',
    (id, spec) => {
      expect(spec.lines).toEqual(index.filter((l) => l.steps.includes(id)).map((l) => l.line));
    },
  );

  it.each(specs.map((s) => [s.id, s] as const))(
    '%s shows every vendor label in both languages',
    (id, spec) => {
      for (const { label } of labels.filter((l) => l.steps.includes(id))) {
        expect(spec.instruction.de).toContain(label);
        expect(spec.instruction.en).toContain(label);
      }
    },
  );

  it.each(['R-404', 'R-406'])(
    'after a new %s, copy, comparison, folder, choice and import are outdated',
    (id) => {
      const after = reached(id);
      const needed = [
        'R-407',
        'R-408',
        'R-409',
        'R-410',
        'R-412',
        'R-501',
        'R-502',
        'R-604',
        'R-605',
        'R-606',
      ];
      expect(needed.filter((n) => !after.has(n))).toEqual([]);
    },
  );

  it('say in both languages what they are and how to undo them', () => {
    for (const spec of specs) {
      expect(spec.title.de).not.toBe('');
      expect(spec.title.en).not.toBe('');
      expect(spec.undo.how.de).not.toBe(spec.undo.how.en);
    }
  });
});

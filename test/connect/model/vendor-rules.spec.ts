import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ASSUMPTION_IDS, ASSUMPTIONS } from '../../../src/connect/model/assumptions.js';
import { DOCUMENTED_RULES } from '../../../src/connect/model/documented-rules.js';
import type { VendorRule } from '../../../src/connect/model/vendor-rule.js';
import { VENDOR_RULES } from '../../../src/connect/model/vendor-rules.js';
import { ROOT } from '../../style/repository.js';

const ALL: readonly (readonly [string, VendorRule])[] = [
  ...Object.entries(VENDOR_RULES),
  ...Object.entries(DOCUMENTED_RULES),
];

describe('rules and assumptions', () => {
  it('have two texts, a source and a confidence, and every default is one of the values', () => {
    for (const [id, { text, source, confidence }] of ALL) {
      expect([id, text.de.length > 20, text.en.length > 20]).toEqual([id, true, true]);
      expect([id, source]).toEqual([id, expect.stringMatching(/^https:\/\/\S+\.(html|php)/)]);
      expect([id, confidence]).toEqual([id, expect.stringMatching(/^(DOC|SEED|INFERENCE)$/)]);
    }
    for (const id of ASSUMPTION_IDS) {
      const values: readonly string[] = ASSUMPTIONS[id].values;
      expect([id, values.includes(ASSUMPTIONS[id].default), values.length > 1]).toEqual([
        id,
        true,
        true,
      ]);
    }
  });

  it('name the line of the migration page where they stand on it', () => {
    const seeds = ALL.map(([, rule]) => rule).filter((r) => r.confidence === 'SEED');
    expect(seeds.every((r) => r.source.endsWith('/migr.html') && r.lines.length > 0)).toBe(true);
  });

  it('are each named by a test of this folder', () => {
    const folder = join(ROOT, 'test', 'connect', 'model');
    const specs = readdirSync(folder).filter((name) => name !== 'vendor-rules.spec.ts');
    const tests = specs.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
    const ids = Object.keys(VENDOR_RULES);
    expect(ids.filter((id) => !tests.includes(`'${id}'`))).toEqual([]);
  });
});

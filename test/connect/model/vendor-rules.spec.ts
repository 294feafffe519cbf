import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ASSUMPTION_IDS, ASSUMPTIONS } from '../../../src/connect/model/assumptions.js';
import { VENDOR_RULES } from '../../../src/connect/model/vendor-rules.js';
import { ROOT } from '../../style/repository.js';

describe('rules and assumptions', () => {
  it('have two texts, a source and a confidence, and every default is one of the values', () => {
    for (const [id, { text, source, confidence }] of Object.entries(VENDOR_RULES)) {
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
    const seeds = Object.values(VENDOR_RULES).filter((r) => r.confidence === 'SEED');
    expect(seeds.every((r) => /migr\.html \(lines? \d+/.test(r.source))).toBe(true);
  });

  it('are each named by a test of this folder', () => {
    const folder = join(ROOT, 'test', 'connect', 'model');
    const specs = readdirSync(folder).filter((name) => name !== 'vendor-rules.spec.ts');
    const tests = specs.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
    const ids = Object.keys(VENDOR_RULES);
    expect(ids.filter((id) => !tests.includes(`'${id}'`))).toEqual([]);
  });
});

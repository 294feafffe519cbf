import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LANGUAGES } from '../../src/core/text.js';
import { INDEX, LABELS, REGISTERED, SPECS } from './documented-steps.js';
import { codeSpans } from './code-spans.js';
import { DOCUMENTED_RULES } from '../../src/connect/model/documented-rules.js';
import { VENDOR_RULES } from '../../src/connect/model/vendor-rules.js';

/** First and last row of each part; R-503 was moved to acceptance as R-1008. */
const ROWS: readonly (readonly [number, number])[] = [
  [101, 111],
  [201, 207],
  [300, 312],
  [401, 412],
  [501, 502],
  [601, 609],
  [701, 709],
  [800, 810],
  [901, 909],
  [1000, 1008],
];

const count = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const range = ([first, last]: readonly [number, number]) =>
  count(last - first + 1).map((i) => `R-${first + i - 1}`);

describe('the steps of the documented sequence', () => {
  it('are all there, each once', () => {
    const ids = REGISTERED.map(({ spec }) => spec.id);
    expect([...ids].sort()).toEqual(ROWS.flatMap(range).sort());
  });

  it('stand in the folder of their part', () => {
    const strays = REGISTERED.filter(({ folder, spec }) => spec.part !== folder);
    expect(strays.map(({ spec }) => spec.id)).toEqual([]);
  });

  it('name every hard warning and every gap of the manual page', () => {
    const specs = [...SPECS.values()];
    const warnings = new Set<string>(specs.flatMap((spec) => spec.warnings ?? []));
    const gaps = new Set<string>(specs.flatMap((spec) => spec.gaps ?? []));
    const all = count(17).map((n) => `W-${String(n).padStart(2, '0')}`);
    expect([...warnings].sort()).toEqual(all);
    expect([...gaps].sort()).toEqual(
      count(15)
        .map((n) => `D${n}`)
        .sort(),
    );
  });

  it('show the same labels in both languages', () => {
    const different = [...SPECS.values()].filter((spec) => {
      const [de, en] = LANGUAGES.map((l) => [...new Set(codeSpans(spec.instruction[l]))].sort());
      return JSON.stringify(de) !== JSON.stringify(en);
    });
    expect(different.map((spec) => spec.id)).toEqual([]);
  });
});

describe('the index of the manual page', () => {
  it('holds each of its 133 non-empty lines once and in order', () => {
    expect(INDEX.map((entry) => entry.line)).toEqual(count(133).map((n) => 2 * n - 1));
  });

  it('gives each line a hash and at least one step', () => {
    const poor = INDEX.filter((e) => !/^[0-9a-f]{64}$/.test(e.sha256) || e.steps.length === 0);
    expect(poor).toEqual([]);
  });

  it('names only steps that exist', () => {
    const unknown = INDEX.flatMap((e) => e.steps.filter((id) => !SPECS.has(id)));
    expect(unknown).toEqual([]);
  });

  it('agrees with the lines that the steps name', () => {
    const onThePage = [...SPECS.values()].filter((spec) => spec.optional !== true);
    const documented = new Set(onThePage.map((spec) => spec.id));
    const fromIndex = INDEX.flatMap((e) =>
      e.steps.filter((id) => documented.has(id)).map((id) => `${id} line ${e.line}`),
    );
    const fromSteps = onThePage.flatMap((s) => s.lines.map((line) => `${s.id} line ${line}`));
    expect({
      missingInSteps: fromIndex.filter((pair) => !fromSteps.includes(pair)),
      missingInIndex: fromSteps.filter((pair) => !fromIndex.includes(pair)),
    }).toEqual({ missingInSteps: [], missingInIndex: [] });
  });

  it('is covered without the rows that are not on the page', () => {
    const optional = [...SPECS.values()].filter((spec) => spec.optional);
    expect(optional.filter((spec) => spec.lines.length > 0).map((spec) => spec.id)).toEqual([]);
    const own = INDEX.filter((e) => e.steps.every((id) => SPECS.get(id)?.optional));
    expect(own).toEqual([]);
  });

  it('repeats in its notes only warnings, gaps and invariants that the steps of the line know', () => {
    const lost = INDEX.flatMap((e) =>
      (e.notes ?? [])
        .filter((note) => !note.startsWith('O'))
        .filter((note) => {
          const specs = e.steps.map((id) => SPECS.get(id));
          return !specs.some((s) =>
            [...(s?.warnings ?? []), ...(s?.gaps ?? [])].some((c) => c === note),
          );
        })
        .map((note) => `${note} at line ${e.line}`),
    );
    expect(lost).toEqual([]);
  });
});

describe('the vendor labels', () => {
  it.each(LANGUAGES)('stand letter for letter in the instructions (%s)', (language) => {
    const missing = LABELS.flatMap(({ label, line, steps }) =>
      steps
        .filter((id) => !codeSpans(SPECS.get(id)?.instruction[language] ?? '').includes(label))
        .map((id) => `${id}: \`${label}\` (line ${line})`),
    );
    expect(missing).toEqual([]);
  });

  it('belong to a step of their line', () => {
    const stray = LABELS.filter(({ line, steps }) => {
      const entry = INDEX.find((e) => e.line === line);
      return steps.length === 0 || !steps.every((id) => entry?.steps.includes(id));
    });
    expect(stray).toEqual([]);
  });
});

/** The page is the vendor's and not ours to ship: who has it names it, and then it must be there. */
const manual = process.env['UMSTIEG_MANUAL'];
const againstManual = manual ? describe : undefined;

againstManual?.('against the original page', () => {
  const lines = manual ? readFileSync(manual, 'utf8').split('\n') : [];
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const runs = (text: string, length: number) => {
    const all = words(text);
    return all.slice(length - 1).map((_, i) => all.slice(i, i + length).join(' '));
  };

  it('indexes every non-empty line with its true hash', () => {
    const expected = lines.flatMap((text, i) => {
      const trimmed = text.trim();
      const sha256 = createHash('sha256').update(trimmed, 'utf8').digest('hex');
      return trimmed === '' ? [] : [{ line: i + 1, sha256 }];
    });
    expect(INDEX.map(({ line, sha256 }) => ({ line, sha256 }))).toEqual(expected);
  });

  it('quotes each label as its line writes it', () => {
    expect(LABELS.filter(({ label, line }) => !lines[line - 1]?.includes(label))).toEqual([]);
  });

  it('says what the rules of the Connect model cite it for: their lines are sentences, no pictures', () => {
    const rules = Object.entries({ ...VENDOR_RULES, ...DOCUMENTED_RULES });
    const stray = rules.flatMap(([id, rule]) =>
      rule.lines
        .filter((line) => words(lines[line - 1] ?? '').length < 5)
        .map((line) => [id, line]),
    );
    expect(stray).toEqual([]);
  });

  it('says everything in our own words', () => {
    const theirs = new Set(runs(lines.join('\n'), 9));
    const copied = [...SPECS.values()].flatMap((spec) =>
      runs(spec.instruction.de.replace(/`[^`]+`/g, '·'), 9)
        .filter((run) => theirs.has(run))
        .map((run) => `${spec.id}: ${run}`),
    );
    expect(copied).toEqual([]);
  });
});

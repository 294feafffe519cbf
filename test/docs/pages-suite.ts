import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sequencePages } from '../../src/docs/sequence-pages.js';
import { LANGUAGES } from '../../src/core/text.js';
import { statesOf } from '../../src/engine/compile-definition.js';
import { specsOf, type Sequence } from '../../src/engine/sequence.js';
import { diagramsOf, parseDiagram } from './mermaid-grammar.js';
import { driftsOf } from './drift.js';
import { codeSpans } from './code-spans.js';

/** What the generated pages of a sequence owe their readers. @param folder where they are stored */
export function describePages(sequence: Sequence, folder: string): void {
  const pages = sequencePages(sequence);
  const parts = Object.entries(sequence.definition.parts);
  const pageOf = (part: string, language: string) => pages.get(`${part}.${language}.md`) ?? '';

  it('are stored as they are made: no page missing, stale or too many', () => {
    const stored = readdirSync(folder).map((name) => [
      name,
      readFileSync(join(folder, name), 'utf8'),
    ]);
    expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(pages));
  });

  it.each(driftsOf(sequence).map((drift) => [drift.part, drift.what, drift] as const))(
    'go stale with their machine, and only they: %s, %s',
    (part, _what, drift) => {
      const now = sequencePages(drift.sequence);
      const stale = [...now].filter(([name, text]) => pages.get(name) !== text);
      expect(stale.map(([name]) => name)).toEqual(LANGUAGES.map((l) => `${part}.${l}.md`));
    },
  );

  it('go stale with the text of a warning', () => {
    const named = [...specsOf(sequence).values()].flatMap((spec) => spec.warnings ?? []);
    const [code = ''] = named;
    const warnings = { ...sequence.warnings, [code]: { de: 'anders', en: 'other' } };
    const now = sequencePages({ ...sequence, warnings });
    const stale = [...now].filter(([name, text]) => pages.get(name) !== text);
    expect(stale.length).toBeGreaterThanOrEqual(LANGUAGES.length);
  });

  it('are made the same each time', () => {
    expect([...sequencePages(sequence)]).toEqual([...pages]);
  });

  it.each(LANGUAGES)('show every step once, with its labels letter for letter (%s)', (language) => {
    for (const spec of specsOf(sequence).values()) {
      const page = pageOf(spec.part, language);
      expect(page.split(`\n### ${spec.id} `)).toHaveLength(2);
      for (const label of codeSpans(spec.instruction[language])) expect(page).toContain(label);
    }
  });

  it('draw every part in diagrams that parse', () => {
    for (const [part] of parts) {
      const drawn = LANGUAGES.map((l) => diagramsOf(pageOf(part, l)).map(parseDiagram));
      expect(drawn[0]?.length).toBeGreaterThan(0);
      expect(drawn[0]?.map((d) => [...d.states])).toEqual(drawn[1]?.map((d) => [...d.states]));
    }
  });

  it('draw every state with a step, and name every step at its state', () => {
    for (const [part, json] of parts) {
      const text = diagramsOf(pageOf(part, 'de')).join('\n');
      for (const [path, state] of statesOf(json)) {
        const step = state.meta?.['step'] as string | undefined;
        if (step === undefined) continue;
        const drawn = new RegExp(`"[^"]*${path.at(-1) ?? ''}<br/>${step}[ "]`);
        expect([part, path, drawn.test(text)]).toEqual([part, path, true]);
      }
    }
  });

  it('link only to pages that exist', () => {
    const links = [...pages.values()].flatMap((p) => [...p.matchAll(/\]\(([^)]+)\)/g)]);
    expect(links.length).toBeGreaterThan(parts.length);
    expect(links.map(([, to]) => to).filter((to) => !pages.has(to ?? ''))).toEqual([]);
  });
}

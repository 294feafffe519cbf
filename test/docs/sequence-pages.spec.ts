import { fileURLToPath } from 'node:url';
import { sequencePages } from '../../src/docs/sequence-pages.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { parseDiagram } from './mermaid-grammar.js';
import { describePages } from './pages-suite.js';

describe('the pages of the documented sequence', () => {
  describePages(DOCUMENTED, fileURLToPath(new URL('../../docs/sequence', import.meta.url)));

  const page = (name: string) => sequencePages(DOCUMENTED).get(name) ?? '';

  it('say what has no way back, and which rules about order touch a part', () => {
    const license = page('license-upgrade.en.md');
    expect(license).toMatch(/⇥ R-309 .*\(no way back\)/);
    expect(license).toContain('- **O9** No licenses are generated while');
    expect(license).not.toContain('- **O7**');
    expect(page('lines.en.md')).toContain('- **O7**');
  });

  it('name every rule about order on the page of some part, but for those that hold everywhere', () => {
    const texts = Object.keys(DOCUMENTED.definition.parts).map((part) => page(`${part}.de.md`));
    const unnamed = Object.keys(DOCUMENTED.rules ?? {}).filter(
      (rule) => !texts.some((text) => text.includes(`- **${rule}**`)),
    );
    expect(unnamed).toEqual(['O8', 'O12']);
  });

  it('give every step a title without a label in it: lists and maps show titles as plain text', () => {
    const headings = Object.keys(DOCUMENTED.definition.parts).flatMap((part) =>
      [`${part}.de.md`, `${part}.en.md`].flatMap((name) => page(name).match(/^### R-.*$/gm) ?? []),
    );
    expect(headings.length).toBeGreaterThan(100);
    expect(headings.filter((heading) => heading.includes('`'))).toEqual([]);
  });

  it('draw a way that many states have once, and say what leads out of a side state', () => {
    const license = page('license-upgrade.en.md');
    expect(license).toContain('state "upgradeAllowed … summaryChecked" as many');
    expect(license.match(/ : signal\.portal-error/g)).toHaveLength(2);
    expect(license).toContain('| aborted | signal.portal-works → upgradeAllowed |');
  });
});

describe('the grammar of diagrams', () => {
  it.each([
    ['another diagram', 'flowchart TD\n  a --> b'],
    ['an arrow to nowhere', 'stateDiagram-v2\n  state "a" as a\n  a --> b'],
    ['a colon in a label', 'stateDiagram-v2\n  state "a" as a\n  a --> a : x:y'],
    ['a state that is not closed', 'stateDiagram-v2\n  state "a" as a {'],
    ['a state declared twice', 'stateDiagram-v2\n  state "a" as a\n  state "b" as a'],
  ])('refuses %s', (_what, text) => {
    expect(() => parseDiagram(text)).toThrow();
  });
});

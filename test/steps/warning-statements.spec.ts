import { WARNING_STATEMENTS } from '../../src/steps/warning-statements.js';
import { WARNINGS } from '../../src/steps/warnings.js';

const LANGUAGES = ['de', 'en'] as const;

describe('the sentences that acknowledge a warning', () => {
  it('exist for every warning and for nothing else', () => {
    expect(Object.keys(WARNING_STATEMENTS)).toEqual(Object.keys(WARNINGS));
  });

  it.each(LANGUAGES)('are whole sentences that tell one another apart (%s)', (language) => {
    for (const [code, { right, wrong }] of Object.entries(WARNING_STATEMENTS)) {
      const said = [right, ...wrong].map((text) => text[language]);
      expect([code, new Set(said).size]).toEqual([code, 3]);
      expect(said.filter((text) => !/^.{10,130}[.]$/.test(text))).toEqual([]);
    }
  });

  it('name vendor labels letter for letter in both languages', () => {
    const labels = (text: string) => (text.match(/`[^`]+`/g) ?? []).toSorted();
    for (const { right, wrong } of Object.values(WARNING_STATEMENTS))
      for (const text of [right, ...wrong]) expect(labels(text.en)).toEqual(labels(text.de));
  });
});

import { DOCUMENTED } from '../../src/documented-sequence.js';
import { guardWords } from '../../src/machines/guard-words.js';
import type { Guard } from '../../src/machines/kinds.js';

/** Every guard of the machines, wherever it stands. */
function guardsIn(json: unknown): Guard[] {
  if (typeof json !== 'object' || json === null) return [];
  const { guard } = json as { guard?: Guard };
  return [...(guard ? [guard] : []), ...Object.values(json).flatMap(guardsIn)];
}

const { definition, factTitles, partTitles } = DOCUMENTED;
const GUARDS = guardsIn([definition.root, definition.parts]);
/** `macSwap`, `= unknown`, `license-upgrade`: names for programs. */
const RAW = /\b[a-z]+[A-Z]\w*|=|\b[a-z]+-[a-z]+(-[a-z]+)*\b/;

describe('a guard in words', () => {
  it('shows no name of a fact, a value, a state or a part, for every guard of the documented sequence', () => {
    expect(GUARDS.length).toBeGreaterThan(40);
    const said = GUARDS.map((guard) => guardWords(guard, { factTitles, partTitles }));
    const raw = said.flatMap(({ de, en }) => [de, en]).filter((words) => RAW.test(words));
    expect([...new Set(raw)]).toEqual([]);
  });

  it('says of a fact what it means, with the step it comes from', () => {
    const swap = {
      type: 'fact',
      params: { step: 'R-105', name: 'macSwap', is: 'unknown' },
    } as const;
    expect(guardWords(swap, { factTitles, partTitles })).toEqual({
      de: 'R-105: MAC-Tausch unbekannt',
      en: 'R-105: MAC exchange unknown',
    });
    expect(guardWords(swap).en).toMatch(RAW); // of another sequence, without its words
  });

  it('has no title for a fact that no guard compares', () => {
    const compared = JSON.stringify(GUARDS);
    const unused = Object.keys(factTitles ?? {}).filter((key) => {
      const [, step = '', name = '', is = ''] = /^(.+)\.(\w+)=(.+)$/.exec(key) ?? [];
      const value = is === 'true' || is === 'false' ? is : JSON.stringify(is);
      const params = `{"step":"${step}","name":"${name}","is":${value}}`;
      return !compared.includes(params);
    });
    expect(unused).toEqual([]);
  });
});

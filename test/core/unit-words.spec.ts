import { unitWord } from '../../src/core/unit-words.js';

describe('what is counted while a step works', () => {
  it('is said in the language of the reader for every unit the steps count in', () => {
    for (const unit of ['rounds', 'users', 'files', 'entries', 'bytes'])
      expect(unitWord(unit).de).not.toBe(unit);
    expect(unitWord('rounds').en).toBe('rounds');
  });

  it('stays as it is where nobody has words for it', () => {
    expect(unitWord('parsecs')).toEqual({ de: 'parsecs', en: 'parsecs' });
  });
});

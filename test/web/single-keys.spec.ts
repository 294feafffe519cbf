import { isSingle } from '../../src/web/app/single-keys.js';

describe('single keys, which can be switched off', () => {
  it.each(['j', 'k', 'g p', 'Shift+?'])('are those somebody could type: %s', (keys) => {
    expect(isSingle(keys)).toBe(true);
  });

  it.each(['$mod+k', 'Escape', 'Enter', 'ArrowDown'])(
    'are not those that type nothing: %s',
    (keys) => {
      expect(isSingle(keys)).toBe(false);
    },
  );
});

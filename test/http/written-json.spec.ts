import { jsonAround } from '../../src/http/written-json.js';

const read = (value: { readonly steps: readonly object[] }) =>
  JSON.parse(jsonAround(value, 'steps').bytes.toString('utf8')) as unknown;

describe('the JSON of a value with a list', () => {
  it.each([
    ['some', { id: 'r', steps: [{ a: 1 }, { b: 'ü' }], parts: [1, null] }],
    ['none', { id: 'r', steps: [], parts: [] }],
    ['nothing besides', { steps: [{ a: 1 }] }],
  ])('says what the value says: %s', (_, value) => {
    expect(read(value)).toEqual(value);
    expect(read(value)).toEqual(value);
  });

  it('tells values apart that share what is in their lists', () => {
    const steps = [{ a: 1 }];
    const [one, other] = [
      { id: 'r-1', steps },
      { id: 'r-2', steps: [...steps] },
    ];
    expect([read(one), read(other), read(one)]).toEqual([one, other, one]);
  });
});

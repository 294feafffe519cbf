import { sharedLook } from '../../src/persistence/shared-look.js';

/** Looks that end when they are told to, and how many began. */
function looks() {
  const ends: ((answer: number) => void)[] = [];
  const look = () => new Promise<number>((done) => ends.push(done));
  return { ends, ask: sharedLook(look) };
}
const turn = () => new Promise((done) => setImmediate(done));

describe('a look that many share', () => {
  it('is one for all who ask before it begins', async () => {
    const { ends, ask } = looks();
    const answers = [ask(), ask(), ask()];
    await turn();
    expect(ends).toHaveLength(1);
    ends[0]?.(7);
    expect(await Promise.all(answers)).toEqual([7, 7, 7]);
  });

  it('answers nobody who asked after it began: they share the next one', async () => {
    const { ends, ask } = looks();
    const early = ask();
    await turn();
    const late = [ask(), ask()];
    ends[0]?.(1);
    expect(await early).toBe(1);
    await turn();
    expect(ends).toHaveLength(2);
    ends[1]?.(2);
    expect(await Promise.all(late)).toEqual([2, 2]);
  });

  it('is taken again after one that failed', async () => {
    let tries = 0;
    const ask = sharedLook(() =>
      ++tries === 1 ? Promise.reject(new Error('locked')) : Promise.resolve(tries),
    );
    await expect(Promise.all([ask(), ask()])).rejects.toThrow('locked');
    expect(await ask()).toBe(2);
  });
});

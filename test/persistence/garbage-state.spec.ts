import type { Umstieg } from '../../src/engine/umstieg.js';
import {
  anna,
  cleanUp,
  newTinyRun,
  openTiny,
  statusOf,
  temporaryFolder,
} from '../engine/tiny-sequence.js';
import { forgeState, spoilState, storedState, type StoredState } from './forged-run.js';
import { databaseIn } from './raw-file.js';

let folder: string;
let file: string;
let bad: string;
let good: string;

beforeEach(async () => {
  folder = await temporaryFolder();
  file = databaseIn(folder);
  const umstieg = await openTiny(folder);
  bad = await newTinyRun(umstieg);
  good = await newTinyRun(umstieg);
  await measure(umstieg, bad);
  await umstieg.settle();
  await umstieg.close();
});
afterEach(cleanUp);

const measure = (umstieg: Umstieg, run: string) =>
  umstieg.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, anna);

/** The bad run refuses whatever is asked of it, by name; the good one, asked in the same breath, answers. */
async function standsStill(code: string): Promise<void> {
  const before = await stateText();
  const umstieg = await openTiny(folder);
  const refusal = { code, text: { en: expect.stringContaining(`Run ${bad}`) as unknown } };
  const results = await Promise.allSettled([
    measure(umstieg, bad),
    measure(umstieg, good),
    umstieg.command(bad, { do: 'pause', reason: 'x' }, anna),
    umstieg.queries.run(bad),
    umstieg.queries.task(bad, 'T-101'),
    umstieg.queries.run(good),
  ]);
  for (const i of [0, 2, 3, 4])
    expect(results[i]).toMatchObject({ status: 'rejected', reason: refusal });
  for (const i of [1, 5]) expect(results[i]).toMatchObject({ status: 'fulfilled' });
  await umstieg.settle();
  expect(await statusOf(umstieg, good, 'T-102')).toBe('done');
  expect((await umstieg.queries.list()).map((run) => run.id)).toEqual([bad, good]);
  await umstieg.resume();
  expect(await stateText()).toBe(before);
}

async function stateText(): Promise<string> {
  return JSON.stringify(await storedState(file, bad));
}

const GARBAGE: readonly [string, (state: StoredState) => unknown][] = [
  ['null', () => null],
  ['a number', () => 7],
  ['a text', () => 'measuring'],
  ['an empty object', () => ({})],
  ['a list', (state) => [state]],
  ['no root', ({ root: _root, ...rest }) => rest],
  ['a root of null', (state) => ({ ...state, root: null })],
  ['a root of one region', (state) => ({ ...state, root: { first: 'active' } })],
  ['an unknown state of a part', (state) => parts(state, { first: 'weighing' })],
  ['a state of another part', (state) => parts(state, { first: 'acting' })],
  ['no state of a part', (state) => parts(state, { first: undefined })],
  ['an empty state of a part', (state) => parts(state, { first: '' })],
  ['a number as state of a part', (state) => parts(state, { first: 7 })],
  ['a renamed part', (state) => parts(state, { first: undefined, former: state.parts['first'] })],
  ['a part too many', (state) => parts(state, { third: 'locked' })],
  [
    'an unknown region of the root',
    (state) => ({ ...state, root: { ...state.root, third: 'locked' } }),
  ],
  ['a key too many', (state) => ({ ...state, children: {} })],
  ['a status of XState', (state) => ({ ...state, status: 'zzz' })],
  ['an unknown status', (state) => ({ ...state, status: { ...state.status, 'T-101': 'zzz' } })],
  [
    'a status of an unknown step',
    (state) => ({ ...state, status: { ...state.status, 'T-999': 'done' } }),
  ],
  ['details of an unknown step', (state) => ({ ...state, tasks: { ...state.tasks, 'T-999': {} } })],
  [
    'an attempt without id',
    (state) => ({ ...state, tasks: { 'T-101': { attempt: { number: 1 } } } }),
  ],
  ['a clock that is no text', (state) => ({ ...state, clock: 7 })],
  ['a timer of null', (state) => ({ ...state, timers: { slow: null } })],
];

function parts(state: StoredState, change: Record<string, unknown>): StoredState {
  return { ...state, parts: { ...state.parts, ...change } };
}

describe('a run whose stored state is garbage', () => {
  it.each(GARBAGE)(
    'stands still, whoever wrote it and the chain agreeing: %s',
    async (_what, spoil) => {
      await forgeState(file, bad, JSON.stringify(spoil(await storedState(file, bad))));
      await standsStill('snapshot.incompatible');
    },
  );

  it.each(GARBAGE)('stands still, the chain knowing better: %s', async (_what, spoil) => {
    await spoilState(file, bad, JSON.stringify(spoil(await storedState(file, bad))));
    await standsStill('snapshot.corrupt');
  });

  it.each(['', 'null', 'undefined', '{', '\u0000'])('stands still: the text %j', async (text) => {
    await forgeState(file, bad, text);
    const umstieg = await openTiny(folder);
    await expect(measure(umstieg, bad)).rejects.toMatchObject({
      code: 'snapshot.incompatible',
      text: { de: expect.stringContaining(`Lauf ${bad}`) as unknown },
    });
  });

  it('loads when the same state is written with other blanks and the chain agrees', async () => {
    await forgeState(file, bad, JSON.stringify(await storedState(file, bad), null, 1));
    const umstieg = await openTiny(folder);
    expect(await statusOf(umstieg, bad, 'T-102')).toBe('done');
  });
});

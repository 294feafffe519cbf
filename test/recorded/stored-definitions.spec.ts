import type { Umstieg } from '../../src/engine/umstieg.js';
import type { Outcome } from '../../src/core/outcome.js';
import type { TaskStep } from '../../src/core/step.js';
import { Umstieg as Opened } from '../../src/engine/umstieg.js';
import { task, type StateJson } from '../../src/machines/kinds.js';
import { Step } from '../../src/steps/step.decorator.js';
import {
  anna,
  cleanUp,
  newTinyRun,
  openTiny,
  statusOf,
  TINY,
  tinyRegistry,
} from '../engine/tiny-sequence.js';
import { databaseIn, RawFile } from '../persistence/raw-file.js';
import { changedDefinition } from './changed-definition.js';
import { copyOf } from './recorded-folders.js';

const TINY_2 = changedDefinition(TINY, {
  version: '2',
  part: 'second',
  rename: ['acting', 'overwriting'],
});
let folder: string;
let old: string;
let young: string;

/** A recorded run of version 1 and a run of version 2 in one database. */
beforeEach(async () => {
  folder = await copyOf('tiny-1');
  const umstieg = await openTiny(folder, { definition: TINY_2 });
  old = (await umstieg.queries.list())[0]?.id ?? '';
  young = await newTinyRun(umstieg);
  await umstieg.close();
});
afterEach(cleanUp);

const change = (sql: string) =>
  RawFile.use(databaseIn(folder), (raw) => raw.exec(`PRAGMA foreign_keys = OFF; ${sql}`));
const measure = (umstieg: Umstieg, run: string) =>
  umstieg.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, anna);

/** The old run refuses by name; the young one, asked in the same breath, goes on. */
async function oldRefuses(code: string): Promise<void> {
  const umstieg = await openTiny(folder, { definition: TINY_2 });
  const refusal = { code, text: { en: expect.stringContaining(`Run ${old}`) as unknown } };
  const results = await Promise.allSettled([
    measure(umstieg, old),
    measure(umstieg, young),
    umstieg.queries.run(old),
  ]);
  expect(results[0]).toMatchObject({ status: 'rejected', reason: refusal });
  expect(results[1]).toMatchObject({ status: 'fulfilled' });
  expect(results[2]).toMatchObject({ status: 'rejected', reason: refusal });
  await umstieg.settle();
  expect(await statusOf(umstieg, young, 'T-102')).toBe('done');
  expect(await umstieg.verify(old)).toMatchObject({ ok: true });
}

describe('a stored definition', () => {
  it('that is missing stops the runs that need it, no others', async () => {
    await change(`DELETE FROM definition WHERE name = 'tiny' AND version = '1'`);
    await oldRefuses('definition.missing');
  });

  it.each([
    ['a state has another name', `replace(body, '"acting"', '"doing"')`],
    ['a guard was loosened', `replace(body, '"T-102"]', '"T-101"]')`],
    ['an approval is gone', `replace(body, '"approval":"before"', '"approval":"after"')`],
    ['a part that ends goes on', `replace(body, '"as":"end"', '"as":"work"')`],
    ['it is no definition', `'{}'`],
    ['it is no JSON', `substr(body, 1, 500)`],
  ])('that is not what its hash says stops its runs: %s', async (_what, body) => {
    await change(`UPDATE definition SET body = ${body} WHERE name = 'tiny' AND version = '1'`);
    await oldRefuses('definition.invalid');
  });

  it('that this program itself uses and that was tampered with lets nothing begin', async () => {
    await change(
      `UPDATE definition SET body = replace(body, 'overwriting', 'x') WHERE name = 'tiny' AND version = '2'`,
    );
    const hash = await RawFile.use(databaseIn(folder), (raw) =>
      raw.one<{ hash: string }>(`SELECT hash FROM definition WHERE version = '2'`),
    );
    await expect(openTiny(folder, { definition: TINY_2 })).rejects.toMatchObject({
      code: 'definition.invalid',
      text: { en: expect.stringContaining(hash.hash.slice(0, 12)) as unknown },
    });
  });

  it('of another run does not do: the chain knows which one it was', async () => {
    await change(
      `UPDATE run SET definition = (SELECT hash FROM definition WHERE name = 'tiny' AND version = '2') WHERE id = '${old}'`,
    );
    const umstieg = await openTiny(folder, { definition: TINY_2 });
    await expect(measure(umstieg, old)).rejects.toMatchObject({ code: 'snapshot.corrupt' });
    await measure(umstieg, young);
  });
});

@Step({
  id: 'T-204',
  part: 'second',
  kind: 'task',
  title: { de: 'Neu', en: 'New' },
  instruction: { de: 'Neu', en: 'New' },
  lines: [],
  optional: true,
  undo: { possible: 'yes', how: { de: '', en: '' } },
})
class Later implements TaskStep {
  verify(): Outcome {
    return { verdict: 'consistent', reasons: [], facts: {} };
  }
}

describe('a step that came with a later definition', () => {
  it('is none of an older run, whatever is asked of it there', async () => {
    const second = TINY.parts['second'];
    if (!second) throw new Error('no part');
    const states: Record<string, StateJson> = { ...second.states, judged: task('T-203', 'later') };
    const parts = { ...TINY.parts, second: { ...second, states: { ...states, later: LATER } } };
    const umstieg = await Opened.open(await tinyRegistry([Later]), {
      dataFolder: folder,
      definition: { ...TINY, version: '3', parts },
    });
    const unknown = { code: 'step.unknown' };
    const reason = 'x';
    for (const command of [
      { do: 'assign', step: 'T-204', to: 'Karl' },
      { do: 'waive', step: 'T-204', reason },
      { do: 'switch', step: 'T-204', on: false, reason },
      { do: 'redo', step: 'T-101', reason, keep: ['T-204'] },
    ] as const)
      await expect(umstieg.command(old, command, anna)).rejects.toMatchObject(unknown);
    const claim = { set: {}, evidence: [] };
    await expect(umstieg.submit(old, 'T-204', claim, anna)).rejects.toMatchObject(unknown);
    expect((await umstieg.queries.run(old)).steps.map((s) => s.id)).not.toContain('T-204');
    const run = await newTinyRun(umstieg);
    expect(await statusOf(umstieg, run, 'T-204')).toBe('locked');
    await umstieg.close();
    const again = await openTiny(folder, { definition: TINY_2 });
    expect((await again.queries.run(old)).next).toEqual(['T-201']);
  });
});

const LATER = task('T-204', 'over');

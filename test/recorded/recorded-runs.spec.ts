import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newDrill } from '../../src/drill/new-drill.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { DEFINITION } from '../../src/machines/documented/definition.js';
import { end } from '../../src/machines/kinds.js';
import {
  anna,
  cleanUp,
  karl,
  newTinyRun,
  openTiny,
  temporaryFolder,
  TINY,
} from '../engine/tiny-sequence.js';
import { bytesOnDisk, databaseIn, RawFile } from '../persistence/raw-file.js';
import { unpackFolder } from './archive.js';
import { changedDefinition } from './changed-definition.js';
import { openDocumented } from './documented-run.js';
import { copyOf, PARKED_AFTER, RECORDED, SEED, USERS } from './recorded-folders.js';

/** What a later release may make of the tiny sequence: the state the recorded run rests in has another name. */
const TINY_2 = changedDefinition(TINY, {
  version: '2',
  part: 'second',
  rename: ['acting', 'overwriting'],
  add: { aired: end() },
});
const NEXT = changedDefinition(DEFINITION, {
  version: '99.0.0',
  part: 'license-upgrade',
  rename: ['approval', 'secondPerson'],
});

afterEach(cleanUp);

const stateOf = async (umstieg: Umstieg, run: string, part: string) =>
  (await umstieg.queries.run(run)).parts.find((p) => p.name === part)?.state;

async function finishTiny(umstieg: Umstieg, run: string): Promise<void> {
  const picture = join(await temporaryFolder(), 'picture.png');
  await writeFile(picture, 'a picture');
  const evidence = (step: string) => (step === 'T-201' ? [picture] : []);
  for (const step of ['T-201', 'T-202', 'T-203']) {
    await umstieg.submit(run, step, { set: { size: 1 }, evidence: evidence(step) }, anna);
    await umstieg.settle();
  }
  expect((await umstieg.queries.run(run)).status).toBe('completed');
  expect(await umstieg.verify(run)).toMatchObject({ ok: true, findings: [] });
}

async function recordedRun(umstieg: Umstieg): Promise<string> {
  const [run, ...others] = await umstieg.queries.list();
  if (!run) throw new Error('nothing recorded');
  expect(others).toEqual([]);
  return run.id;
}

describe('a recorded run of the tiny sequence', () => {
  it('waits where it was left, under the definition it began with, and ends under it', async () => {
    const umstieg = await openTiny(await copyOf('tiny-1'), { definition: TINY_2 });
    const run = await recordedRun(umstieg);
    const view = await umstieg.queries.run(run);
    expect(view.definition).toMatchObject({ name: 'tiny', version: '1' });
    expect(await stateOf(umstieg, run, 'second')).toBe('acting');
    expect(view.next).toEqual(['T-201']);
    expect(await umstieg.verify(run)).toMatchObject({ ok: true, findings: [] });
    await finishTiny(umstieg, run);
    expect((await umstieg.queries.run(run)).definition.version).toBe('1');
  });

  it('knows its people: who approved the act cannot do it', async () => {
    const umstieg = await openTiny(await copyOf('tiny-1'), { definition: TINY_2 });
    const run = await recordedRun(umstieg);
    const claim = { set: { size: 1 }, evidence: [join(RECORDED, 'RELEASE')] };
    await expect(umstieg.submit(run, 'T-201', claim, karl)).rejects.toMatchObject({
      code: 'approval.same-person',
    });
  });

  it('leaves the new definition to runs that begin now', async () => {
    const folder = await copyOf('tiny-1');
    const umstieg = await openTiny(folder, { definition: TINY_2 });
    const old = await recordedRun(umstieg);
    const run = await newTinyRun(umstieg);
    await umstieg.submit(run, 'T-101', { set: { size: 3 }, evidence: [] }, anna);
    await umstieg.settle();
    await umstieg.command(run, { do: 'approve', step: 'T-201' }, karl);
    expect((await umstieg.queries.run(run)).definition.version).toBe('2');
    expect(await stateOf(umstieg, run, 'second')).toBe('overwriting');
    expect(await stateOf(umstieg, old, 'second')).toBe('acting');
    const stored = await umstieg.core.store.definitions();
    expect(stored.map(({ version, runs }) => [version, runs])).toEqual([
      ['1', 1],
      ['2', 1],
    ]);
    await umstieg.close();
    const again = await openTiny(folder, { definition: TINY_2 });
    await finishTiny(again, old);
    await finishTiny(again, run);
  });

  it('is only read while it is looked at', async () => {
    const folder = await copyOf('tiny-1');
    await (await openTiny(folder)).close();
    const before = bytesOnDisk(databaseIn(folder));
    const umstieg = await openTiny(folder, { definition: TINY_2 });
    const run = await recordedRun(umstieg);
    await umstieg.queries.task(run, 'T-201');
    await umstieg.verify(run);
    await umstieg.close();
    expect(bytesOnDisk(databaseIn(folder))).toEqual(before);
  });
});

describe('a recorded drill of the documented sequence', () => {
  it('goes on where it was left under its own definition, while new runs take the new one', async () => {
    const out = join(await temporaryFolder(), 'drill');
    const { customer } = await newDrill({ out, users: USERS, seed: SEED });
    const opened = await openDocumented(await copyOf('documented-1.0.0'), NEXT);
    const { umstieg } = opened;
    try {
      const run = await recordedRun(umstieg);
      const before = await umstieg.queries.run(run);
      expect(before.definition.version).toBe('1.0.0');
      expect(before.next).toEqual(['R-309', 'R-401']);
      expect(await stateOf(umstieg, run, 'license-upgrade')).toBe('approval');

      const fresh = await opened.newRun(customer);
      const begun = await opened.play(fresh, out, upToHere);
      expect([begun.stopped, begun.played > 20]).toEqual([undefined, true]);
      expect((await umstieg.queries.run(fresh)).definition.version).toBe('99.0.0');
      expect(await stateOf(umstieg, fresh, 'license-upgrade')).toBe('secondPerson');

      const rest = await opened.play(run, out, fromHere);
      expect(rest.stopped).toBeUndefined();
      const after = await umstieg.queries.run(run);
      expect([after.status, after.progress]).toEqual(['completed', { done: 92, total: 92 }]);
      expect(after.definition).toEqual(before.definition);
      for (const id of [run, fresh])
        expect(await umstieg.verify(id)).toMatchObject({ ok: true, findings: [] });
    } finally {
      await opened.close();
    }
  }, 120_000);
});

describe('a recorded drill that moves to a later definition', () => {
  it('while a second person is waited for, and ends under it', async () => {
    const out = join(await temporaryFolder(), 'drill');
    await newDrill({ out, users: USERS, seed: SEED });
    const opened = await openDocumented(await copyOf('documented-1.0.0'), NEXT);
    const { umstieg } = opened;
    try {
      const run = await recordedRun(umstieg);
      const to = umstieg.migrator.find('99.0.0');
      const mapping = {
        ...{ name: to.json.name, from: '1.0.0', to: '99.0.0' },
        states: { 'license-upgrade': { approval: 'secondPerson' } },
      };
      expect(await umstieg.migrator.forecast(run, to, mapping)).toMatchObject({
        verdict: 'moved',
        moves: [{ machine: 'license-upgrade', from: 'approval', to: 'secondPerson' }],
        next: ['R-309', 'R-401'],
      });
      await umstieg.migrator.apply(run, to, { reason: 'neue Fassung', mapping }, anna);
      expect((await opened.play(run, out, fromHere)).stopped).toBeUndefined();
      const { status, progress, definition } = await umstieg.queries.run(run);
      expect([status, progress, definition.version]).toEqual([
        'completed',
        { done: 92, total: 92 },
        '99.0.0',
      ]);
      expect(await umstieg.verify(run)).toMatchObject({ ok: true, findings: [] });
    } finally {
      await opened.close();
    }
  }, 120_000);
});

describe('a recording', () => {
  it.each(['tiny-1', 'documented-1.0.0', 'parked-1.0.0.br'])(
    'names no process and no boot of the computer it was made on: %s',
    async (name) => {
      const folder = name.endsWith('.br') ? await temporaryFolder() : await copyOf(name);
      if (name.endsWith('.br')) unpackFolder(join(RECORDED, name), folder);
      const owners = await RawFile.use(databaseIn(folder), (raw) =>
        raw.all('SELECT DISTINCT owner FROM attempt'),
      );
      expect(owners).toEqual([{ owner: 'recorder|?|0|?|00000000' }]);
    },
  );
});

const place = (ids: readonly string[]) => ids.indexOf(PARKED_AFTER) + 1;
const upToHere = (ids: readonly string[]) => ids.slice(0, place(ids));
const fromHere = (ids: readonly string[]) => ids.slice(place(ids));

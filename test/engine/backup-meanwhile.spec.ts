import { join } from 'node:path';
import { damageIn, restoreInto } from '../../src/engine/restore.js';
import { openSession } from '../../src/open-session.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { Folder } from '../cli/command-line.js';

let folder: Folder;
const at = (...names: readonly string[]) => join(folder.path, ...names);
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => {
  folder.remove();
});

describe('a backup while others work', () => {
  it('holds everything acknowledged before it began, one moment of every run, and stops nobody', async () => {
    const session = await openSession(DOCUMENTED, { dataFolder: at('data') });
    const { umstieg } = session;
    const who = session.who('Anna Berg');
    const made = await Promise.all(
      ['A', 'B', 'C'].map((customer) => umstieg.newProject({ customer, kind: 'live', who })),
    );
    const ids = made.map(({ runId }) => runId);
    let on = true;
    const commands = ids.map(async (run) => {
      for (let i = 0; on || i < 5; i++)
        await umstieg.command(run, { do: 'assign', step: 'R-101', to: `P ${i % 3}` }, { who });
    });
    const places = Array.from({ length: 5 }, (_, i) => ({
      file: at(`${i}.backup`),
      evidence: at('evidence'),
    }));
    const before: number[] = [];
    for (const { file, evidence } of places) {
      before.push((await umstieg.queries.run(ids[0] ?? '')).revision);
      await umstieg.backups.make(file, { evidence, who });
    }
    on = false;
    await Promise.all(commands);
    await session.close();
    const after: number[] = [];
    for (const place of places)
      await restoreInto(`${place.file}.data`, place, async (unpacked) => {
        const again = await openSession(DOCUMENTED, { dataFolder: unpacked, startPaused: true });
        expect(await damageIn(again.umstieg.core)).toEqual([]);
        after.push((await again.umstieg.queries.run(ids[0] ?? '')).revision);
        await again.close();
      });
    expect(after.map((revision, i) => revision >= (before[i] ?? Infinity))).toEqual(
      places.map(() => true),
    );
    expect(new Set(after).size).toBeGreaterThan(1);
  }, 60_000);
});

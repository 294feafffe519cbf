import { Doctor } from '../../src/engine/doctor.js';
import { DEFINITION } from '../../src/machines/documented/definition.js';
import { MIGRATIONS } from '../../src/persistence/migrations/index.js';
import { cleanUp, openTiny } from '../engine/tiny-sequence.js';
import { openDocumented } from './documented-run.js';
import { copyOf } from './recorded-folders.js';

afterEach(cleanUp);

describe('a data folder that an earlier schema wrote', () => {
  it.each([
    [
      'documented-1.0.0',
      async (folder: string) => (await openDocumented(folder, DEFINITION)).umstieg,
    ],
    ['tiny-1', (folder: string) => openTiny(folder)],
  ] as const)('%s is brought up to date, and doctor finds nothing', async (name, open) => {
    const umstieg = await open(await copyOf(name));
    const { core } = umstieg;
    const rows = await core.database.query<{ name: string }>('SELECT name FROM migrations');
    expect(rows.map((row) => row.name)).toEqual(MIGRATIONS.map((migration) => migration.name));
    expect(MIGRATIONS.length).toBeGreaterThan(2); // the recordings stand at the second
    expect((await new Doctor(core).examine()).findings).toEqual([]);
  });
});

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newDrill } from '../../src/drill/new-drill.js';
import { DEFINITION } from '../../src/machines/documented/definition.js';
import * as tiny from '../engine/tiny-sequence.js';
import { databaseIn, RawFile } from '../persistence/raw-file.js';
import { openDocumented } from './documented-run.js';
import { packFolder } from './archive.js';
import { recordPlaces } from './place-recorder.js';
import { PARKED_AFTER, RECORDED, SEED, USERS } from './recorded-folders.js';

const START = Date.parse('2026-03-02T08:00:00.000Z');
let ticks = 0;
/** Every look at the clock is a second later. */
const now = () => new Date(START + 1_000 * ticks++);

/** The database as one file that names neither the process nor the boot that wrote it. */
async function close(data: string): Promise<void> {
  await RawFile.use(databaseIn(data), async (raw) => {
    await raw.exec(`UPDATE attempt SET owner = '${NOBODY}', lease_until = 0`);
    await raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    await raw.exec('PRAGMA journal_mode = DELETE');
    await raw.exec('VACUUM');
  });
}
const NOBODY = 'recorder|?|0|?|00000000';

async function keep(data: string, name: string): Promise<void> {
  await RawFile.use(databaseIn(data), async (raw) => {
    const running = await raw.all(`SELECT id FROM attempt WHERE status = 'started'`);
    expect(running).toEqual([]);
  });
  await close(data);
  const target = join(RECORDED, name);
  rmSync(target, { recursive: true, force: true });
  for (const part of readdirSync(data).filter((entry) => entry !== 'work'))
    cpSync(join(data, part), join(target, part), { recursive: true });
}

describe('recording', () => {
  it('a run of the tiny sequence that waits for a person', async () => {
    const data = await tiny.temporaryFolder();
    const umstieg = await tiny.openTiny(data, { now });
    const run = await tiny.newTinyRun(umstieg);
    await umstieg.submit(run, 'T-101', { set: { size: 3, who: 'Jörg' }, evidence: [] }, tiny.anna);
    await umstieg.settle();
    await umstieg.command(run, { do: 'approve', step: 'T-201', reason: 'gesehen' }, tiny.karl);
    await umstieg.close();
    await keep(data, `tiny-${tiny.TINY.version}`);
    await tiny.cleanUp();
  });

  it('a drill of the documented sequence: two parts at work, one waiting for approval', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'umstieg-recording-'));
    const [data, out] = [join(folder, 'installation'), join(folder, 'drill')];
    const { customer } = await newDrill({ out, users: USERS, seed: SEED });
    const opened = await openDocumented(data, DEFINITION, now);
    const runId = await opened.newRun(customer);
    const result = await opened.play(runId, out, (ids) =>
      ids.slice(0, ids.indexOf(PARKED_AFTER) + 1),
    );
    expect(result.stopped).toBeUndefined();
    const { parts } = await opened.umstieg.queries.run(runId);
    expect(parts.filter((part) => part.status === 'active').map((part) => part.name)).toEqual([
      'license-upgrade',
      'config-export',
    ]);
    await opened.close();
    await keep(data, `documented-${DEFINITION.version}`);
    rmSync(folder, { recursive: true });
  }, 120_000);

  it('runs of the documented sequence parked at every kind of place', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'umstieg-recording-'));
    const data = join(folder, 'installation');
    const drill = join(folder, 'drill');
    const runs = await recordPlaces(data, drill, now);
    await close(data);
    packFolder(data, { runs, drill }, join(RECORDED, `parked-${DEFINITION.version}.br`));
    rmSync(folder, { recursive: true });
  }, 1_800_000);

  it('leaves a note which release wrote it', () => {
    const text = readFileSync(join(RECORDED, '..', '..', 'package.json'), 'utf8');
    const { version } = JSON.parse(text) as { version: string };
    writeFileSync(join(RECORDED, 'RELEASE'), `${version}\n`);
  });
});

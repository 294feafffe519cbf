import 'reflect-metadata';
import { cpSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LAYOUT } from '../../src/connect/export-layout.js';
import { documentOf, errorOf, withEngine, withoutEngine, type Ended } from '../cli/command-line.js';
import { writtenDrill } from '../drill/drill-folder.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';

let cli: (...args: string[]) => Promise<Ended>;
let drill: string;

beforeAll(async () => {
  const data = join(makeFolder(), 'data');
  const run = await withEngine();
  cli = (...args) => run(...args, '--data', data);
  drill = await writtenDrill(13, 3);
});
afterAll(removeFolders);

/** A rehearsal of this export, and a function that plays its run. */
async function rehearsalOf(exported: string): Promise<() => Promise<Ended>> {
  const folder = join(makeFolder(), 'rehearsal');
  const made = await withoutEngine(
    ...['rehearsal', 'new', '--export', exported, '-o', folder],
    ...['--users', join(drill, 'v4-users.csv'), '--ad', join(drill, 'ad-users.csv')],
  );
  expect(made).toMatchObject({ code: 0 });
  const opened = ['--customer', 'Muster GmbH', '--kind', 'rehearsal', '--as', 'anna', '--json'];
  const { id } = documentOf(await cli('project', 'new', ...opened)) as { id: string };
  return () => cli('rehearsal', 'run', id, folder, '--as', 'anna', '--json');
}

/** A copy of the parts of the practice customer's export that are named. */
function exportOf(...parts: string[]): string {
  const folder = join(makeFolder(), 'export');
  for (const part of parts)
    cpSync(join(drill, 'export', part), join(folder, part), { recursive: true });
  return folder;
}

describe('the export of a rehearsal run', () => {
  it('is refused as unreadable, naming a file, when it was moved; put back, the run goes to its end', async () => {
    const exported = exportOf('.');
    const play = await rehearsalOf(exported);
    renameSync(exported, `${exported}-moved`);
    const refused = await play();
    expect(refused.code).not.toBe(0);
    expect(errorOf(refused).code).toBe('file.unreadable');
    expect(errorOf(refused).place?.file).toContain(exported);
    renameSync(`${exported}-moved`, exported);
    const again = await play();
    expect(documentOf(again)).toMatchObject({ status: 'completed' });
  });

  it('may hold settings only: nothing of users is imported, and the run goes to its end', async () => {
    const play = await rehearsalOf(exportOf(DEFAULT_LAYOUT.systemConfig));
    const ended = await play();
    expect(ended).toMatchObject({ code: 0 });
    expect(documentOf(ended)).toMatchObject({ status: 'completed' });
  });
});

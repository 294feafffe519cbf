import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTiny, cleanUp, newTinyRun, temporaryFolder } from '../engine/tiny-sequence.js';

afterAll(cleanUp);

/** What anybody but the owner may still do with a path below. */
function openToOthers(root: string, names: readonly string[]): string[] {
  return names.filter((name) => (statSync(join(root, name)).mode & 0o077) !== 0);
}
const below = (root: string, folder: string) =>
  readdirSync(join(root, folder)).map((n) => join(folder, n));

describe('a data folder', () => {
  it('is for its owner only, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      const root = join(await temporaryFolder(), 'data');
      const umstieg = await openTiny(root);
      await newTinyRun(umstieg);
      expect(openToOthers(root, ['', ...below(root, ''), ...below(root, 'keys')])).toEqual([]);
      expect(below(root, '')).toContain('umstieg.sqlite-wal');
      await umstieg.close();
    } finally {
      process.umask(before);
    }
  });

  it('that was open to others is closed when it is opened', async () => {
    const root = await temporaryFolder();
    await (await openTiny(root)).close();
    mkdirSync(join(root, 'evidence'), { recursive: true });
    for (const name of ['', 'umstieg.sqlite', 'keys', 'evidence', ...below(root, 'keys')])
      chmodSync(join(root, name), 0o755);
    const umstieg = await openTiny(root);
    expect(openToOthers(root, ['', ...below(root, ''), ...below(root, 'keys')])).toEqual([]);
    expect(umstieg.core.database.openToOthers).toEqual([]);
    await umstieg.close();
  });

  it('inside a folder others share closes what is ours and leaves that folder as it is', async () => {
    const root = await temporaryFolder();
    writeFileSync(join(root, 'of-somebody-else'), '');
    chmodSync(root, 0o1777);
    const umstieg = await openTiny(root);
    expect(statSync(root).mode & 0o7777).toBe(0o1777);
    const ours = below(root, '').filter((name) => name !== 'of-somebody-else');
    expect(openToOthers(root, [...ours, ...below(root, 'keys')])).toEqual([]);
    expect(umstieg.core.database.openToOthers).toEqual([root]);
    await umstieg.close();
  });

  it.each([
    ['has no folders', '/proc/umstieg/data'],
    ['takes no such name', `/tmp/${'n'.repeat(300)}`],
  ])('is refused where the system %s', async (_why, folder) => {
    await expect(openTiny(folder)).rejects.toMatchObject({ code: 'store.read-only' });
  });
});

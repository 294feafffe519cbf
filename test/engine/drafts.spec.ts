import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Drafts, type Draft } from '../../src/engine/drafts.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';

const draft: Draft = {
  step: 'S-1',
  savedAt: '2026-03-02T08:00:00.000Z',
  acknowledged: ['W-01'],
  values: { host: 'UC01', note: null },
};

afterAll(removeFolders);

describe('a draft', () => {
  it('belongs to one run, one person in any spelling, and one step', async () => {
    const drafts = new Drafts(makeFolder());
    await drafts.write('r-1', 'Anna Berg', draft);
    expect(await drafts.read('r-1', ' anna  BERG', 'S-1')).toEqual(draft);
    expect(await drafts.read('r-2', 'Anna Berg', 'S-1')).toBeUndefined();
    expect(await drafts.read('r-1', 'Karl Ott', 'S-1')).toBeUndefined();
    expect(await drafts.all('r-1', 'Anna Berg', ['S-0', 'S-1'])).toEqual([draft]);
  });

  it('is a file for its owner only, whose name tells nothing', async () => {
    const folder = makeFolder();
    await new Drafts(folder).write('r-1', 'Anna Berg', draft);
    const [file = ''] = readdirSync(folder);
    expect(file).toMatch(/^[0-9a-f]{64}\.json$/);
    expect(statSync(join(folder, file)).mode & 0o077).toBe(0);
  });

  it('is gone once it is removed, and removing it again is no error', async () => {
    const folder = makeFolder();
    const drafts = new Drafts(folder);
    await drafts.write('r-1', 'Anna Berg', draft);
    await drafts.remove('r-1', 'Anna Berg', 'S-1');
    await drafts.remove('r-1', 'Anna Berg', 'S-1');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that cannot be read is no draft', async () => {
    const folder = join(makeFolder(), 'drafts');
    mkdirSync(folder);
    const drafts = new Drafts(folder);
    await drafts.write('r-1', 'Anna Berg', draft);
    const [file = ''] = readdirSync(folder);
    for (const garbage of [
      '',
      '{',
      '[]',
      '{"step":"S-1"}',
      JSON.stringify({ ...draft, step: 'S-2' }),
    ]) {
      writeFileSync(join(folder, file), garbage);
      expect(await drafts.read('r-1', 'Anna Berg', 'S-1')).toBeUndefined();
    }
  });
});

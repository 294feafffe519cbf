import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { ROOT } from './repository.js';

afterAll(removeFolders);

function demo(...args: readonly string[]): { readonly code: number | null; readonly said: string } {
  const script = join(ROOT, 'scripts', 'demo.mjs');
  const env = { ...process.env, NODE_OPTIONS: '' };
  const run = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env });
  return { code: run.status, said: `${run.stdout}${run.stderr}` };
}

/** A folder as the last demo left it. */
function lastDemo(): string {
  const folder = makeFolder();
  writeFileSync(join(folder, '.umstieg-demo'), '');
  writeFileSync(join(folder, 'report.html'), 'yesterday');
  mkdirSync(join(folder, 'data'));
  return folder;
}

describe('the demo', () => {
  it.each([
    ['too few users', ['--users', '1']],
    ['a number of users that is none', ['--users', 'zwölf']],
    ['a seed that is none', ['--seed', '-1']],
    ['a language it does not speak', ['--lang', 'fr']],
    ['an option that does not exist', ['--user', '12']],
  ])('ends with 2 for %s and leaves the last demo as it is', (_what, args) => {
    const folder = lastDemo();
    const { code, said } = demo('--out', folder, ...args);
    expect(code).toBe(2);
    expect(said).toContain(args[0]);
    expect(readdirSync(folder).sort()).toEqual(['.umstieg-demo', 'data', 'report.html']);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe('yesterday');
  });

  it('refuses a folder that is not a demo, and names what lies there', () => {
    const folder = makeFolder();
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    const { code, said } = demo('--out', folder);
    expect([code, readdirSync(folder)]).toEqual([3, ['thesis.txt']]);
    expect(said).toContain('thesis.txt');
  });

  it('refuses the folder of a demo that holds something else, too', () => {
    const folder = lastDemo();
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    expect(demo('--out', folder).code).toBe(3);
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('mine');
  });
});

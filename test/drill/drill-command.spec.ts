import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runCli } from '../../src/cli/run-cli.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';

afterAll(removeFolders);

/** Runs the command line without an engine: `drill new` needs none. */
async function umstieg(...args: string[]) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) =>
    new Writable({
      write: (piece: Buffer, _encoding, done) => {
        written[name] += piece.toString('utf8');
        done();
      },
    });
  const ports = {
    version: '0',
    purpose: { de: '', en: '' },
    open: () => Promise.reject(new Error('opened a data folder')),
  };
  const streams = { stdout: stream('stdout'), stderr: stream('stderr') };
  const exit = await runCli(args, { ports, streams, environment: {} });
  return { exit, ...written };
}

describe('umstieg drill new', () => {
  it('writes twelve users and says how to go on', async () => {
    const out = join(makeFolder(), 'kunde');
    const { exit, stdout } = await umstieg('drill', 'new', '--out', out);
    expect(exit).toBe(0);
    expect(stdout).toContain('12 Benutzer');
    expect(stdout).toContain('umstieg play');
    expect(existsSync(join(out, 'answers.yaml'))).toBe(true);
  });

  it('answers one document with --json', async () => {
    const out = join(makeFolder(), 'kunde');
    const all = ['drill', 'new', '--out', out, '--users', '20', '--seed', '9', '--json'];
    const { exit, stdout } = await umstieg(...all);
    expect(exit).toBe(0);
    const key = JSON.parse(readFileSync(join(out, 'key.json'), 'utf8')) as { customer: string };
    expect(JSON.parse(stdout)).toMatchObject({ out, users: 20, seed: 9, customer: key.customer });
  });

  it.each([
    ['no folder', [], 2, 'command.unknown'],
    ['words for a number', ['--out', 'kunde', '--users', 'zwölf'], 2, 'input.invalid'],
    ['too few users', ['--out', 'kunde', '--users', '2'], 2, 'input.invalid'],
  ])('does not understand %s', async (_what, args, exit, code) => {
    const answer = await umstieg('drill', 'new', ...args, '--json');
    expect(answer.exit).toBe(exit);
    expect(JSON.parse(answer.stdout)).toMatchObject({ error: { code } });
  });

  it('refuses a folder that holds something', async () => {
    const out = makeFolder({ 'mine.txt': '' });
    const { exit, stderr } = await umstieg('drill', 'new', '--out', out, '--lang', 'en');
    expect(exit).toBe(3);
    expect(stderr).toContain('path.refused');
  });
});

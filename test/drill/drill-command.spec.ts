import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { MIGRATION_COMMANDS } from '../../src/cli/migration-commands.js';
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
    leave: () => undefined,
    serve: () => Promise.reject(new Error('served')),
    version: '0',
    purpose: { de: '', en: '' },
    open: () => Promise.reject(new Error('opened a data folder')),
  };
  const streams = { stdout: stream('stdout'), stderr: stream('stderr') };
  const exit = await runCli(args, {
    ports,
    commands: MIGRATION_COMMANDS,
    streams,
    environment: {},
  });
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
    [
      'too few for errors',
      ['--out', 'kunde', '--users', '8', '--errors', 'all'],
      2,
      'input.invalid',
    ],
    ['an unknown error', ['--out', 'kunde', '--errors', 'v4.empty,typo'], 2, 'input.invalid'],
  ])('does not understand %s', async (_what, args, exit, code) => {
    const answer = await umstieg('drill', 'new', ...args, '--json');
    expect(answer.exit).toBe(exit);
    expect(JSON.parse(answer.stdout)).toMatchObject({ error: { code } });
  });

  it('shows the catalog of errors and writes nothing', async () => {
    const { exit, stdout } = await umstieg('drill', 'new', '--errors', 'list', '--json');
    expect(exit).toBe(0);
    const { errors } = JSON.parse(stdout) as { errors: object[] };
    expect(errors.length).toBeGreaterThan(50);
    expect(errors[0]).toMatchObject({ id: 'license.other-mac', by: 'R-304', named: 'R-304' });
  });

  it('plants only the errors it is asked for, the same ones for the same seed', async () => {
    const errors = ['--errors', 'v4.duplicate,copy.extra-file'];
    const keys = [1, 2].map(() => join(makeFolder(), 'kunde'));
    for (const out of keys) {
      const { stdout } = await umstieg('drill', 'new', '--out', out, ...errors);
      expect(stdout).toContain('Eingebaute Fehler: 2, dazu die 3 jeder Übung.');
    }
    const [a, b] = keys.map((out) => readFileSync(join(out, 'key.json'), 'utf8'));
    expect(a).toBe(b);
    const { planted } = JSON.parse(a ?? '') as { planted: { trap: string }[] };
    expect(planted.map(({ trap }) => trap).slice(3)).toEqual(['v4-list', 'copy']);
  });

  it('refuses a folder that holds something', async () => {
    const out = makeFolder({ 'mine.txt': '' });
    const { exit, stderr } = await umstieg('drill', 'new', '--out', out, '--lang', 'en');
    expect(exit).toBe(3);
    expect(stderr).toContain('path.refused');
  });
});

describe('umstieg drill grade', () => {
  it('needs the key, and a key of this version, before it opens a data folder', async () => {
    const none = await umstieg('drill', 'grade', 'r-1', '--json');
    expect([none.exit, JSON.parse(none.stdout)]).toMatchObject([
      2,
      { error: { code: 'command.unknown' } },
    ]);
    const key = join(makeFolder({ 'key.json': '{"format":"umstieg-drill-key/1"}' }), 'key.json');
    const old = await umstieg('drill', 'grade', 'r-1', '--key', key, '--json');
    expect([old.exit, JSON.parse(old.stdout)]).toMatchObject([
      2,
      { error: { code: 'input.invalid', place: { file: 'key.json' } } },
    ]);
  });
});

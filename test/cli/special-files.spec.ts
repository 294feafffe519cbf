import { spawnSync } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { formatManifest, manifestOf } from '../../src/connect/manifest.js';
import { errorOf, Folder, withEngine, withoutEngine } from './command-line.js';

let folder: Folder;
let sound: string;
let manifest: string;
let server: Server;

beforeAll(async () => {
  folder = new Folder();
  sound = folder.file('sound.csv', 'ID;email\n1;a@x.example\n');
  manifest = folder.file('manifest.json', formatManifest(manifestOf([])));
  spawnSync('mkfifo', [join(folder.path, 'pipe')]);
  server = createServer();
  await new Promise<void>((listening) => server.listen(join(folder.path, 'socket'), listening));
});
afterAll(async () => {
  await new Promise((closed) => server.close(closed));
  folder.remove();
});

/** Every command that reads a file, with the file in question in one of its places. */
const COMMANDS: readonly (readonly string[])[] = [
  ['csv', 'check', 'FILE'],
  ['csv', 'check', 'FILE', '--as', 'users'],
  ['match', '--source', 'FILE', '--target', 'SOUND'],
  ['match', '--source', 'SOUND', '--target', 'FILE'],
  ['match', '--source', 'SOUND', '--target', 'SOUND', '--userdata', 'FILE'],
  ['manifest', 'create', 'FILE', '-o', 'OUT'],
  ['manifest', 'compare', 'FILE', 'SOUND'],
  ['manifest', 'compare', 'MANIFEST', 'FILE'],
  ['export', 'inspect', 'FILE'],
  ['export', 'inspect', 'FOLDER', '--layout', 'FILE'],
  ['connector', 'check', 'FILE', '--purpose', 'create-users'],
  ['connector', 'build', '--users', 'FILE', '--template', 'SOUND', '-o', 'OUT'],
  ['connector', 'build', '--users', 'SOUND', '--template', 'FILE', '-o', 'OUT'],
  ['play', 'r-1', 'FILE', '--as', 'Anna'],
  ['task', 'do', 'r-1', 'R-101', '--as', 'Anna', '--input', 'FILE'],
  ['bundle', 'verify', 'FILE'],
  ['bundle', 'verify', 'SOUND', '--anchor', 'FILE'],
  ['audit', 'verify', 'FILE'],
];

function placed(command: readonly string[], file: string): string[] {
  const places: Readonly<Record<string, string>> = {
    FILE: file,
    SOUND: sound,
    MANIFEST: manifest,
    FOLDER: folder.path,
    OUT: join(folder.path, 'out.json'),
  };
  return command.map((word) => places[word] ?? word);
}

describe.each(['pipe', 'socket', '/dev/zero'])('%s where a file or folder is read', (name) => {
  it.each(COMMANDS)(
    'is refused at once with 2 by %s %s %s %s %s %s',
    async (...command) => {
      const file = name.startsWith('/') ? name : join(folder.path, name);
      const ended = await withoutEngine('--json', ...placed(command, file));
      expect(ended.code).toBe(2);
      expect(errorOf(ended).code).toBe('file.unreadable');
      expect(ended.stderr).toContain(file);
    },
    10_000,
  );

  it('is no evidence', async () => {
    const file = name.startsWith('/') ? name : join(folder.path, name);
    const run = await withEngine();
    const at = ['--data', join(folder.path, `data-${name.replaceAll('/', '-')}`), '--as', 'Anna'];
    const made = await run(...at, '--json', 'project', 'new', '--customer', 'Muster');
    const { id } = JSON.parse(made.stdout) as { id: string };
    const set = { customer: 'M', partner: 'P', contacts: 'a@x.example', sourceProduct: 'uc-v4' };
    const claim = folder.file('claim.json', JSON.stringify({ ...set, targetVersion: 'V9 SR1' }));
    const task = ['task', 'do', id, 'R-101', '--input', claim, '--evidence', file];
    const ended = await run(...at, '--json', ...task);
    expect([ended.code, errorOf(ended).code]).toEqual([2, 'evidence.unusable']);
  });
});

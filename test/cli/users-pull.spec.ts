import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { REPLAY_CA, ReplayServer } from '../directory/replay-server.js';
import { documentOf, errorOf, Folder, withoutEngine } from './command-line.js';

let folder: Folder;
let server: ReplayServer;
beforeEach(() => {
  folder = new Folder();
  server = new ReplayServer('samba-starttls');
});
afterEach(async () => {
  folder.remove();
  await server.close();
});

async function pull(...more: readonly string[]) {
  const { base, bind, filter, password } = server.question;
  const args = ['users', 'pull', '--json', '--ldap', `ldap://127.0.0.1:${await server.listen()}`];
  args.push(
    '--base',
    base,
    '--bind',
    bind,
    '--filter',
    filter,
    '--ca',
    folder.file('ca', REPLAY_CA),
  );
  return withoutEngine(...args, '--password-file', folder.file('password', password), ...more);
}

describe('users pull, against a recorded conversation with Samba', () => {
  it('writes the list and reports its findings', async () => {
    const output = join(folder.path, 'ad-users.csv');
    const ended = await pull('-o', output);
    expect(ended.code).toBe(0);
    expect(documentOf(ended)).toMatchObject({ file: output, users: 100, disabled: 7 });
    expect(readFileSync(output, 'utf8').trimEnd().split('\n')).toHaveLength(101);
    const found = documentOf(ended) as { findings: { code: string; place: object }[] };
    expect(found.findings[0]).toMatchObject({
      code: 'email.invalid',
      place: { file: 'ad-users.csv', row: 7, column: 'mail' },
    });
  });

  it('shows the password nowhere', async () => {
    const { stdout, stderr } = await pull('-o', join(folder.path, 'ad-users.csv'));
    expect(stdout + stderr).not.toContain(server.question.password);
    expect(readFileSync(join(folder.path, 'ad-users.csv'), 'utf8')).not.toContain(
      server.question.password,
    );
  });

  it('leaves an old list as it was when the server fails, and nothing half beside it', async () => {
    await server.close();
    server = new ReplayServer('samba-starttls', [20, 20, 20, 20]);
    const output = folder.file('out/ad-users.csv', 'old');
    const ended = await pull('-o', output);
    expect([ended.code, errorOf(ended).code]).toEqual([1, 'target.unreachable']);
    expect(server.connections).toBe(4);
    expect(readFileSync(output, 'utf8')).toBe('old');
    expect(readdirSync(join(folder.path, 'out'))).toEqual(['ad-users.csv']);
  });

  it('refuses to write over the password file or the certificate', async () => {
    const ended = await pull('-o', join(folder.path, 'ca'));
    expect([ended.code, errorOf(ended).code]).toEqual([3, 'path.refused']);
    expect(server.connections).toBe(0);
  });

  it('needs a folder that is there', async () => {
    mkdirSync(join(folder.path, 'out'));
    const ended = await pull('-o', join(folder.path, 'gone', 'ad-users.csv'));
    expect([ended.code, errorOf(ended).code]).toEqual([3, 'path.refused']);
  });
});

describe('users pull refuses before anything is sent', () => {
  it.each([
    ['an empty password', ['--bind', 'a@firma.example'], '\n'],
    ['a password without a name', [], 'x'],
    ['a name without domain', ['--bind', 'anna'], 'x'],
    ['a broken filter', ['--bind', 'a@firma.example', '--filter', '(mail=*'], 'x'],
  ])('%s', async (_what, args, password) => {
    let connections = 0;
    const listener = createServer(() => connections++);
    await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
    const url = `ldap://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    const ended = await withoutEngine(
      ...['users', 'pull', '--json', '--ldap', url, '--base', 'DC=x', ...args],
      ...['--password-file', folder.file('password', password), '-o', join(folder.path, 'out.csv')],
    );
    listener.close();
    expect([ended.code, errorOf(ended).code]).toEqual([2, 'input.invalid']);
    expect(connections).toBe(0);
    expect(readdirSync(folder.path)).toEqual(['password']);
  });

  it('has no option for the password itself', async () => {
    const { stdout } = await withoutEngine('users', 'pull', '--help', '--lang', 'en');
    expect(stdout).toContain('--password-file');
    expect(stdout).not.toMatch(/--password[ =<]/);
  });
});

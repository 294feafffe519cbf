import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

let folder: Folder;
let run: (...args: readonly string[]) => Promise<Ended>;

beforeEach(async () => {
  folder = new Folder();
  const line = await withEngine();
  run = (...args) => line('--data', `${folder.path}/data`, '--json', ...args);
});
afterEach(() => folder.remove());

const at = (name: string) => `${folder.path}/${name}`;
function file(name: string, content: string): string {
  writeFileSync(at(name), content, { mode: 0o600 });
  return at(name);
}

/** Invites, takes the code from the answer, joins; the session token is then in `NAME.token`. */
async function join(name: string, invite: readonly string[], given: readonly string[] = []) {
  const { token } = documentOf(await run('people', 'invite', ...invite)) as { token: string };
  const code = file(`${name}.code`, `${token}\n`);
  const password = file(`${name}.password`, `acht Boote fahren mit ${name}\n`);
  return run(
    ...['people', 'join', '--invitation-file', code, '--password-file', password],
    ...['-o', at(`${name}.token`), ...given],
  );
}

const asOlga = () => ['--token-file', at('olga.token')];

describe('people on the command line', () => {
  it('begin with an owner, who invites others, sees them and sends them away', async () => {
    expect((await join('olga', [], ['--name', 'Olga'])).code).toBe(0);
    const tom = ['--name', 'Tom', '--role', 'technician', '--scope', 'installation'];
    expect((await join('tom', [...tom, ...asOlga()])).code).toBe(0);
    const listed = documentOf(await run('people', 'list', ...asOlga())) as {
      people: { account: string; name: string }[];
    };
    expect(listed.people.map(({ name }) => name)).toEqual(['Olga', 'Tom']);
    const account = listed.people[1]?.account ?? '';
    const asTom = ['--token-file', at('tom.token')];
    expect((await run('people', 'sessions', ...asTom)).code).toBe(0);
    expect(errorOf(await run('people', 'revoke', account, ...asTom)).code).toBe('access.denied');
    expect((await run('people', 'revoke', account, ...asOlga())).code).toBe(0);
    expect(errorOf(await run('people', 'sessions', ...asTom)).code).toBe('sign-in.required');
  });

  it('keep a token in a file for its owner, never over another file, never on the screen', async () => {
    const joined = await join('olga', [], ['--name', 'Olga']);
    const token = readFileSync(at('olga.token'), 'utf8').trim();
    expect(token).toHaveLength(43);
    expect(statSync(at('olga.token')).mode & 0o077).toBe(0);
    expect(joined.stdout + joined.stderr).not.toContain(token);
    const again = ['people', 'sign-in', '--name', 'olga', '--password-file', at('olga.password')];
    expect((await run(...again, '-o', at('olga.token'))).code).toBe(3);
    expect(readFileSync(at('olga.token'), 'utf8').trim()).toBe(token);
    expect((await run(...again, '-o', at('second.token'))).code).toBe(0);
  });

  it('leave an invitation unused, and no file behind, when they cannot join', async () => {
    file('olga.token', 'something else');
    expect((await join('olga', [], ['--name', 'Olga'])).code).toBe(3);
    const weak = file('weak.password', 'kurz\n');
    const ask = ['people', 'join', '--invitation-file', at('olga.code'), '--name', 'Olga'];
    const refused = await run(...ask, '--password-file', weak, '-o', at('new.token'));
    expect(errorOf(refused).code).toBe('password.weak');
    expect(existsSync(at('new.token'))).toBe(false);
    const good = ['--password-file', at('olga.password'), '-o', at('new.token')];
    expect((await run(...ask, ...good)).code).toBe(0);
  });

  it('ask who it is once somebody has an account', async () => {
    await join('olga', [], ['--name', 'Olga']);
    for (const args of [['invite'], ['list'], ['revoke', 'x'], ['sessions']]) {
      const ended = await run('people', ...args);
      expect(errorOf(ended).code).toBe('sign-in.required');
      expect(ended.code).toBe(2);
    }
  });

  it('end their own sessions', async () => {
    await join('olga', [], ['--name', 'Olga']);
    expect(documentOf(await run('people', 'sessions', '--end', 'all', ...asOlga()))).toEqual([]);
    expect(errorOf(await run('people', 'list', ...asOlga())).code).toBe('sign-in.required');
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { umstieg } from '../cli/command-line.js';
import { ROOT } from '../style/repository.js';
import { Forwarder } from './forwarder.js';
import { pull, Server, type Samba } from './servers.js';

/** Signing in to a real Samba AD domain controller. */
const samba = new Server<Samba>('samba');
const OU = 'OU=Ausgeschieden,OU=Mitarbeiter';
let folder: string;
let forwarder: Forwarder;
let name: { readonly upn: string; readonly dn: string };

beforeAll(async () => {
  await samba.start();
  const { reader, base } = samba.facts;
  name = { upn: `${reader}@corp.example.test`, dn: `CN=${reader},${base}` };
  folder = mkdtempSync(join(tmpdir(), 'umstieg-sign-in-'));
}, 1_200_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await samba.stop();
});

const host = () => samba.facts.address;
const below = () => `${OU},${samba.facts.base}`;
const ask = (url: string, more: Parameters<typeof pull>[2] = {}) =>
  pull(samba.facts, url, { bind: name.upn, base: below(), ...more });

async function forward(port: 389 | 636, address?: string): Promise<number> {
  forwarder = new Forwarder(host(), port);
  return forwarder.listen(address);
}

describe('a sign-in', () => {
  it.each(['ldaps', 'ldap'])('over %s works by UPN, DOMAIN\\name and DN', async (scheme) => {
    for (const bind of [name.upn, `CORP\\${samba.facts.reader}`, name.dn]) {
      expect((await ask(`${scheme}://${host()}`, { bind })).rows).toBe(100);
    }
  });

  it('over ldap:// sends neither name nor password before encryption', async () => {
    const port = await forward(389);
    expect((await ask(`ldap://${host()}:${port}`)).rows).toBe(100);
    await forwarder.close();
    const sent = Buffer.concat(forwarder.sent).toString('latin1');
    expect(sent).toContain('1.3.6.1.4.1.1466.20037');
    expect(sent).not.toContain(samba.facts.password);
    expect(sent).not.toContain(samba.facts.reader);
    expect(forwarder.connections).toBe(1);
  });

  it('with a wrong password is refused once and not tried again', async () => {
    const port = await forward(636);
    const tried = ask(`ldaps://${host()}:${port}`, { password: 'wrong' });
    await expect(tried).rejects.toMatchObject({
      code: 'target.denied',
      retry: 'never',
      message: expect.stringContaining('data 52e') as string,
    });
    await forwarder.close();
    expect(forwarder.connections).toBe(1);
  });

  it('to a disabled account says so', async () => {
    const bind = `${samba.facts.lockedOut}@corp.example.test`;
    const error = expect.stringContaining('The account is disabled') as string;
    await expect(ask(`ldaps://${host()}`, { bind })).rejects.toMatchObject({ message: error });
  });

  it('with an empty password reaches no server', async () => {
    const port = await forward(636);
    expect(() => ask(`ldaps://${host()}:${port}`, { password: '' })).toThrow(
      expect.objectContaining({ code: 'input.invalid' }) as Error,
    );
    await forwarder.close();
    expect(forwarder.connections).toBe(0);
  });

  it('to a base that does not exist is refused', async () => {
    const base = `OU=Niemand,${samba.facts.base}`;
    await expect(ask(`ldaps://${host()}`, { base })).rejects.toMatchObject({
      code: 'target.denied',
    });
  });
});

describe('a certificate', () => {
  it.each(['ldaps', 'ldap'])('of another authority is refused over %s', async (scheme) => {
    const caFile = join(ROOT, 'test', 'directory', 'recorded', 'ca.pem');
    await expect(ask(`${scheme}://${host()}`, { caFile })).rejects.toMatchObject({
      code: 'target.untrusted',
      exitCode: 3,
      retry: 'never',
    });
  });

  it.each([636, 389] as const)('for another name is refused on port %p', async (port) => {
    const at = await forward(port, '127.0.0.1');
    const url = `${port === 636 ? 'ldaps' : 'ldap'}://127.0.0.1:${at}`;
    await expect(ask(url)).rejects.toMatchObject({
      code: 'target.untrusted',
      message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID') as string,
    });
    await forwarder.close();
    expect(Buffer.concat(forwarder.sent).toString('latin1')).not.toContain(samba.facts.password);
  });
});

describe('the command users pull', () => {
  const args = (...more: readonly string[]) => [
    ...['users', 'pull', '--lang', 'en', '--ldap', `ldaps://${host()}`, '--base', below()],
    ...['--bind', name.upn, '--ca', samba.facts.ca, ...more],
  ];
  const secret = (text: string): string => {
    const path = join(folder, 'password');
    writeFileSync(path, `${text}\n`, { mode: 0o600 });
    return path;
  };

  it('writes the list and ends with 0', () => {
    const output = join(folder, 'users.csv');
    const ended = umstieg(args('--password-file', secret(samba.facts.password), '-o', output));
    expect([ended.code, ended.stdout.split('\n')[0]]).toEqual([
      0,
      `100 users of ldaps://${host()}:636 → ${output}`,
    ]);
    expect(readFileSync(output, 'utf8').trimEnd().split('\n')).toHaveLength(101);
  });

  it.each([
    ['a wrong password', () => ['--password-file', secret('wrong')]],
    [
      'no right to sign in',
      () => ['--bind', 'gesperrt@corp.example.test', '--password-file', secret('x')],
    ],
  ])('ends by itself after %s, and writes nothing', (_what, more) => {
    const output = join(folder, 'none.csv');
    const started = Date.now();
    const ended = umstieg(args(...more(), '-o', output));
    expect([ended.code, existsSync(output)]).toEqual([3, false]);
    expect(ended.stderr).toContain('[target.denied]');
    expect(Date.now() - started).toBeLessThan(60_000); // a socket left open would keep it for ever
  });

  it('asks for the password at a terminal and does not show it', () => {
    const output = join(folder, 'asked.csv');
    const command = [process.execPath, join(ROOT, 'bin', 'umstieg.js'), ...args('-o', output)];
    const typed = join(ROOT, 'test', 'active-directory', 'type-password.py');
    const shown = execFileSync('/usr/bin/python3', [typed, samba.facts.password, ...command], {
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    expect(shown).toContain('Password for leser@corp.example.test:');
    expect(shown).not.toContain(samba.facts.password);
    expect(existsSync(output)).toBe(true);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Forwarder } from './forwarder.js';
import { rowsOf } from './pulled-rows.js';
import { pull, Server, type Samba } from './servers.js';
import { withoutEngine } from '../cli/command-line.js';

/** A real Samba AD domain controller that dies or falls silent. */
const samba = new Server<Samba>('samba');
const url = () => `ldaps://${samba.facts.address}`;
const bind = () => `${samba.facts.reader}@corp.example.test`;
const kill = () => process.kill(samba.facts.pid, 'SIGKILL');

beforeAll(() => samba.start(), 1_200_000);
afterAll(() => samba.stop());

describe('a server that is killed in the middle of paging', () => {
  it('and comes back is asked again from the start, and the list is whole', async () => {
    let killed = 0;
    let back: Promise<void> | undefined;
    const pulled = await pull(samba.facts, url(), {
      bind: bind(),
      attempts: 40,
      progress: (done) => {
        if (done < 2_000 || killed++ > 0) return;
        kill();
        back = samba.start(); // takes its time on a busy machine
      },
    });
    await back;
    expect(killed).toBeGreaterThan(0);
    expect(rowsOf(pulled).size).toBe(5_003);
    expect(pulled.notes.map(({ code }) => code)).toContain('directory.retried');
  });

  it('and stays away ends the command with 1, and nothing half is written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'umstieg-killed-'));
    const [output, password] = [join(folder, 'users.csv'), join(folder, 'password')];
    writeFileSync(output, 'old');
    writeFileSync(password, samba.facts.password, { mode: 0o600 });
    const forwarder = new Forwarder(samba.facts.address, 636);
    const port = await forwarder.listen();
    let killed = false;
    forwarder.onAnswer = (bytes) => {
      if (killed || bytes < 900_000) return;
      killed = true;
      kill();
    };
    const ended = await withoutEngine(
      ...[
        'users',
        'pull',
        '--lang',
        'en',
        '--ldap',
        `${url()}:${port}`,
        '--base',
        samba.facts.base,
      ],
      ...['--bind', bind(), '--ca', samba.facts.ca, '--password-file', password, '-o', output],
    );
    await forwarder.close();
    await samba.start();
    expect(killed).toBe(true);
    expect([ended.code, ended.stdout]).toEqual([1, '']);
    expect(ended.stderr).toContain('[target.unreachable]');
    expect(readFileSync(output, 'utf8')).toBe('old');
    expect(readdirSync(folder).sort()).toEqual(['password', 'users.csv']);
    rmSync(folder, { recursive: true });
  });
});

describe('a server that falls silent', () => {
  it('in the middle of a page counts as gone when its time is over', async () => {
    const forwarder = new Forwarder(samba.facts.address, 636, 300_000);
    const port = await forwarder.listen();
    const asked = pull(samba.facts, `${url()}:${port}`, {
      bind: bind(),
      attempts: 2,
      times: { operationMs: 5_000 },
    });
    await expect(asked).rejects.toMatchObject({ code: 'target.unreachable', retry: 'yes' });
    await forwarder.close();
    expect(forwarder.connections).toBe(2);
  });

  it.each([
    ['before TLS', 'ldaps', 0],
    ['after the answer to StartTLS', 'ldap', 60],
  ])('%s counts as gone, too', async (_when, scheme, silentAfter) => {
    const forwarder = new Forwarder(
      samba.facts.address,
      scheme === 'ldaps' ? 636 : 389,
      silentAfter,
    );
    const port = await forwarder.listen();
    const asked = pull(samba.facts, `${scheme}://${samba.facts.address}:${port}`, {
      bind: bind(),
      attempts: 1,
      times: { connectMs: 1_000 },
    });
    await expect(asked).rejects.toMatchObject({ code: 'target.unreachable' });
    await forwarder.close();
  });
});

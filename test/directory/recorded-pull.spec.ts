import { directoryQuestion } from '../../src/directory/directory-question.js';
import { pullUsers, type PulledList } from '../../src/directory/pull-users.js';
import { REPLAY_CA, ReplayServer } from './replay-server.js';

/** The real domain controller is asked in test/active-directory; here its recorded answers are played back. */
let replay: ReplayServer;
afterEach(() => replay.close());

async function pull(
  server: ReplayServer,
  scheme: 'ldaps' | 'ldap',
  o: { readonly attempts?: number } = {},
) {
  replay = server;
  const { base, bind, filter, password } = server.question;
  const url = `${scheme}://127.0.0.1:${await server.listen()}`;
  const question = directoryQuestion({ url, base, bind, filter }, { password, ca: REPLAY_CA });
  return pullUsers(question, { signal: new AbortController().signal, file: 'ad-users.csv', ...o });
}

const lines = (pulled: PulledList) => pulled.csv.toString('utf8').trimEnd().split('\n');
const count = (pulled: PulledList, code: string) =>
  pulled.findings.filter((f) => f.code === code).length;

describe('a recorded conversation with Samba', () => {
  it('gives all 1,000 users over two pages, and the client still asks as it was recorded', async () => {
    const server = new ReplayServer('samba-ldaps');
    const pulled = await pull(server, 'ldaps');
    expect(pulled.rows).toBe(1_000);
    expect(server.strange).toEqual([]);
    expect(server.connections).toBe(1);
    const [header, ...rows] = lines(pulled);
    expect(header).toBe('sid,account,firstname,name,mail,aliases,telephoneNumber,enabled');
    expect(rows).toHaveLength(1_000);
    expect(rows[0]).toMatch(
      /^S-1-5-21-(\d+-){3}\d+,u0000,Vor0,Müller,u0000@corp\.example\.test,SMTP:u0000@/,
    );
    expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(1_000);
  });

  it('keeps umlauts, commas, quotes and telephone numbers as they are', async () => {
    const rows = lines(await pull(new ReplayServer('samba-ldaps'), 'ldaps'));
    expect(rows.find((row) => row.includes(',u0008,'))).toContain(
      ',u0008,Vor8,"Smith, John",u0008@corp.example.test,SMTP:u0008@corp.example.test,+49 89 84079-0008,1',
    );
    expect(rows.find((row) => row.includes(',u0012,'))).toContain(',"Zitat""Zeichen",');
    expect(rows.find((row) => row.includes(',u0033,'))).toContain(
      'SMTP:u0033@corp.example.test|X500:/o=Corp/cn=u0033|smtp:alt0033@corp.example.test|smtp:früher0033@',
    );
    expect(rows.find((row) => row.includes(',u0003,'))).toMatch(/,0$/);
    expect(rows.find((row) => row.includes(',u0004,'))).toContain(",u0004,,O'Brien,");
  });

  it('finds the planted faults', async () => {
    const pulled = await pull(new ReplayServer('samba-ldaps'), 'ldaps');
    expect(count(pulled, 'email.empty')).toBe(17);
    expect(count(pulled, 'email.invalid')).toBe(5);
    expect(count(pulled, 'email.duplicate')).toBe(11);
    expect(count(pulled, 'email.case-variant')).toBe(24);
    expect(pulled.disabled).toBe(70);
    expect(pulled.notes.map((note) => note.code)).toEqual([
      'account.disabled',
      'directory.referral',
    ]);
  });

  it('sends nothing but the wish for StartTLS in the clear', async () => {
    const server = new ReplayServer('samba-starttls');
    const pulled = await pull(server, 'ldap');
    expect(pulled.rows).toBe(100);
    expect(server.strange).toEqual([]);
    const sent = Buffer.concat(server.inTheClear);
    expect(sent.toString('latin1')).toContain('1.3.6.1.4.1.1466.20037');
    expect(sent.length).toBeLessThan(40);
  });

  it('begins again from the start when the connection breaks in the middle of a page', async () => {
    const server = new ReplayServer('samba-ldaps', [200]);
    const pulled = await pull(server, 'ldaps');
    expect(pulled.rows).toBe(1_000);
    expect(server.connections).toBe(2);
    expect(pulled.notes.map((note) => note.code)).toContain('directory.retried');
  });

  it('gives up after the tries it has, without any part of a list', async () => {
    const server = new ReplayServer('samba-ldaps', [200, 300]);
    await expect(pull(server, 'ldaps', { attempts: 2 })).rejects.toMatchObject({
      code: 'target.unreachable',
      retry: 'yes',
    });
    expect(server.connections).toBe(2);
  });
});

import { directoryQuestion } from '../../src/directory/directory-question.js';
import { pullUsers } from '../../src/directory/pull-users.js';
import { BerServer, type Page } from './ber-server.js';
import { REPLAY_CA } from './replay-server.js';

let server: BerServer;
afterEach(() => server.close());

const pull = (...pages: Page[]) => pullFrom(new BerServer(pages));

async function pullFrom(stub: BerServer) {
  server = stub;
  const address = { url: `ldaps://127.0.0.1:${await server.listen()}`, base: 'DC=x', bind: 'a@x' };
  const question = directoryQuestion(address, { password: 'p', ca: REPLAY_CA });
  return pullUsers(question, { signal: new AbortController().signal, file: 'ad.csv' });
}

const page = (names: string, more = false): Page => ({
  names: names.split(' ').filter(Boolean),
  more,
});

describe('a server that does not hand out everything', () => {
  it('is noticed when it sends an empty page before the last one', async () => {
    const counted = page('a b c');
    const pulled = pull(counted, page('a b', true), page('', true), page('c'));
    await expect(pulled).rejects.toMatchObject({
      code: 'target.incomplete',
      message: expect.stringContaining('3 users were counted, 2 were read') as string,
    });
  });

  it('is noticed when users appear between counting and reading', async () => {
    await expect(pull(page('a'), page('a b'))).rejects.toMatchObject({ code: 'target.incomplete' });
  });

  it('gives a list when both numbers agree, sorted by account, with a finding for a missing SID', async () => {
    const pulled = await pull(page('b', true), page('a'), page('b', true), page('a'));
    expect(pulled.csv.toString()).toMatch(/^sid,.*\n,a,.*\n,b,.*\n$/);
    expect(pulled.findings.filter((f) => f.code === 'sid.empty')).toHaveLength(2);
    expect(pulled.findings.filter((f) => f.code === 'account.unknown')).toHaveLength(2);
  });

  it('gives no empty list', async () => {
    await expect(pull(page(''), page(''))).rejects.toMatchObject({ code: 'target.incomplete' });
  });
});

describe('an attribute with very many values', () => {
  const addresses = Array.from({ length: 1_500 }, (_, i) => `smtp:a${i}@x.example`);
  const ranged = (range: string): Page => ({
    ...page('a'),
    attributes: { proxyAddresses: [], [`proxyAddresses;range=${range}`]: addresses },
  });
  const aliasCodes = (codes: readonly { code: string }[]) =>
    codes.map(({ code }) => code).filter((code) => code.startsWith('alias'));

  it('of which AD hands out a part keeps that part, and the list names the user', async () => {
    const pulled = await pull(page('a'), ranged('0-1499'));
    expect(pulled.csv.toString().split('|')).toHaveLength(1_500);
    expect(aliasCodes(pulled.findings)).toEqual(['alias.cut']);
    expect(pulled.findings.find((f) => f.code === 'alias.cut')).toMatchObject({
      place: { file: 'ad.csv', row: 2, column: 'aliases' },
      claimed: 'a',
    });
  });

  it('is whole where the range ends with an asterisk', async () => {
    const pulled = await pull(page('a'), ranged('0-*'));
    expect(pulled.csv.toString().split('|')).toHaveLength(1_500);
    expect(aliasCodes(pulled.findings)).toEqual([]);
  });

  it('or one of a megabyte comes whole', async () => {
    const sn = ['x'.repeat(1_000_000)];
    const pulled = await pull(page('a'), { ...page('a'), attributes: { sn } });
    expect(pulled.csv.toString()).toContain(sn[0]);
  });
});

describe('entries that are no plain user', () => {
  const entry = (attributes: Page['attributes']): Page => ({
    ...page('a'),
    ...(attributes ? { attributes } : {}),
  });

  it('with several mail values give one row, the same whatever the order, and a finding with all', async () => {
    for (const mail of [
      ['b@x.example', 'a@x.example'],
      ['a@x.example', 'b@x.example'],
    ]) {
      const pulled = await pull(page('a'), entry({ mail }));
      await server.close();
      expect(pulled.csv.toString()).toContain(',a@x.example,');
      expect(pulled.findings).toContainEqual(
        expect.objectContaining({ code: 'email.several', claimed: 'a@x.example, b@x.example' }),
      );
    }
  });

  it('but stand for the trust with another domain are left out and named', async () => {
    const trust = entry({ sAMAccountName: ['PARTNER$'], userAccountControl: ['2080'] });
    const pulled = await pull(page('a b'), { ...page('b'), more: true }, trust);
    expect(pulled.csv.toString()).not.toContain('PARTNER$');
    expect(pulled.notes).toContainEqual(
      expect.objectContaining({ code: 'account.trust', claimed: 'PARTNER$' }),
    );
  });
});

describe('a sign-in that AD refuses', () => {
  it.each([
    ['530', 'may not sign in now'],
    ['531', 'may not sign in here'],
    ['532', 'The password has expired'],
    ['533', 'The account is disabled'],
    ['701', 'The account has expired'],
    ['773', 'The password must be changed first'],
    ['775', 'The account is locked out'],
  ])('with data %s says why, and is not tried again', async (data, why) => {
    const message = `80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${data}, v4563`;
    await expect(pullFrom(new BerServer([], { code: 49, message }))).rejects.toMatchObject({
      code: 'target.denied',
      retry: 'never',
      message: expect.stringContaining(why) as string,
    });
  });
});

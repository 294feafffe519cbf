import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { withDirectory } from '../../src/directory/directory-connection.js';
import { BINARY_ATTRIBUTES, USER_ATTRIBUTES, userOf } from '../../src/directory/directory-entry.js';
import { directoryQuestion } from '../../src/directory/directory-question.js';
import type { PulledList } from '../../src/directory/pull-users.js';
import { rowsOf } from './pulled-rows.js';
import { pull, Server, type Planted, type Samba } from './servers.js';

/** A real Samba AD domain controller. */
const samba = new Server<Samba>('samba');
let url: string;
let pulled: PulledList;
let rows: ReturnType<typeof rowsOf>;
const at = (name: string) => `${name}@corp.example.test`;
const ask = (more: Parameters<typeof pull>[2] = {}) =>
  pull(samba.facts, url, { bind: at(samba.facts.reader), ...more });

beforeAll(async () => {
  await samba.start();
  url = `ldaps://${samba.facts.address}`;
  pulled = await ask();
  rows = rowsOf(pulled);
}, 1_200_000);
afterAll(() => samba.stop());

describe('5,000 users of Samba', () => {
  it('come with every value as it was planted', () => {
    const { users } = samba.company;
    expect(users).toHaveLength(5_000);
    const wrong = users.filter((one) => {
      const { sid: _sid, ...row } = rows.get(one.account) ?? {};
      return JSON.stringify(row) !== JSON.stringify(planted(one));
    });
    expect(wrong).toEqual([]);
    // beside them only the accounts the domain was made with
    const known = new Set(users.map(({ account }) => account));
    const others = [...rows.keys()].filter((account) => !known.has(account));
    expect(others).toEqual(['dns-dc1', 'gesperrt', 'leser']);
  });

  it('have the SIDs that the tools of the server print', () => {
    const args = ['-H', samba.facts.sam, '(objectClass=user)', 'sAMAccountName', 'objectSid'];
    const printed = execFileSync('ldbsearch', args, {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 ** 2,
    });
    const sids = printed.split('\n\n').flatMap((record) => {
      const account = /^sAMAccountName: (.+)$/m.exec(record)?.[1];
      const sid = /^objectSid: (.+)$/m.exec(record)?.[1];
      return account && sid ? [[account, sid] as const] : [];
    });
    expect(sids.length).toBeGreaterThan(5_000);
    const wrong = sids.filter(
      ([account, sid]) => rows.has(account) && rows.get(account)?.['sid'] !== sid,
    );
    expect(wrong).toEqual([]);
    expect(new Set([...rows.values()].map((row) => row['sid'])).size).toBe(rows.size);
  });

  it('leave out deleted users, computers and the accounts of the system', () => {
    const gone = samba.company.deleted.map(({ account }) => account);
    expect(gone).toHaveLength(25);
    expect(
      [...gone, 'DC1$', 'Administrator', 'Guest', 'krbtgt'].filter((a) => rows.has(a)),
    ).toEqual([]);
    const note = pulled.notes.find(({ code }) => code === 'account.built-in');
    expect(note?.claimed?.split(', ').sort()).toEqual(['Administrator', 'Guest', 'krbtgt']);
  });

  it('show every planted fault and no other', () => {
    const byMail = new Map<string, Planted[]>();
    for (const one of samba.company.users.filter(({ mail }) => mail !== '')) {
      const key = one.mail.toLowerCase();
      byMail.set(key, [...(byMail.get(key) ?? []), one]);
    }
    const shared = [...byMail.values()].filter((group) => group.length > 1).flat();
    const twin = (one: Planted) => shared.some((o) => o !== one && o.mail === one.mail);
    const expected = {
      'email.empty': [
        ...samba.company.users.filter(({ mail }) => mail === '').map(({ account }) => account),
        ...['dns-dc1', 'gesperrt', 'leser'],
      ],
      'email.invalid': samba.company.users.filter(({ mail }) => mail !== '' && !mail.includes('@')),
      'email.duplicate': shared.filter(twin),
      'email.case-variant': shared.filter((one) => !twin(one)),
    };
    const count = (code: string) => pulled.findings.filter((f) => f.code === code).length;
    const counts = Object.keys(expected).map((code) => [code, count(code)]);
    expect(counts).toEqual(Object.entries(expected).map(([code, all]) => [code, all.length]));
    expect(counts.reduce((sum, [, n]) => sum + Number(n), 0)).toBe(pulled.findings.length);
    expect(expected['email.duplicate'].length).toBeGreaterThan(40);
    expect(expected['email.case-variant'].length).toBeGreaterThan(80);
  });
});

describe('the domain', () => {
  it('can be asked below one OU, even one with a comma, a plus and an umlaut in its name', async () => {
    const base = `OU=Büro\\, Nord\\+Süd,OU=Mitarbeiter,${samba.facts.base}`;
    const inside = samba.company.users.filter(({ dn }) => dn.endsWith(`,${base}`));
    const found = rowsOf(await ask({ base }));
    expect([...found.keys()]).toEqual(inside.map(({ account }) => account));
  });

  it('show a referral of the domain as a note', () => {
    const note = pulled.notes.find(({ code }) => code === 'directory.referral');
    expect(note?.claimed).toContain('CN=Configuration');
  });
});

function planted(one: Planted): Record<string, string> {
  const rest = one.aliases.slice(1).sort((a, b) => (a < b ? -1 : 1));
  const aliases = one.aliases[0]?.startsWith('SMTP:')
    ? [one.aliases[0], ...rest]
    : [...one.aliases].sort((a, b) => (a < b ? -1 : 1));
  const { account, firstname, name, mail, telephoneNumber, enabled } = one;
  return {
    ...{ account, firstname, name, mail, aliases: aliases.join('|') },
    ...{ telephoneNumber, enabled: enabled ? '1' : '0' },
  };
}

describe('groups and filters', () => {
  const members = (name: string) =>
    samba.company.groups.find((g) => g.name === name)?.members ?? [];

  it('follow a nested group, and count a user in both only once', async () => {
    const direct = members('Vertrieb').filter((dn) => dn.includes('CN=') && !dn.includes('Süd)'));
    const all = new Set([...direct, ...members('Vertrieb (Süd)*')]);
    expect((await ask({ group: 'Vertrieb' })).rows).toBe(all.size);
  });

  it('take a group by its DN, with brackets and an asterisk in its name', async () => {
    const dn = samba.company.groups.find((g) => g.name === 'Vertrieb (Süd)*')?.dn;
    expect((await ask({ group: dn ?? '' })).rows).toBe(members('Vertrieb (Süd)*').length);
  });

  it('give all members of a group that is larger than one answer of AD (member;range)', async () => {
    expect(members('Alle')).toHaveLength(2_500);
    expect((await ask({ group: 'Alle' })).rows).toBe(2_500);
  });

  it('narrow down with a filter of one’s own', async () => {
    const found = rowsOf(
      await ask({ filter: '(&(mail=sammel@corp.example.test)(givenName=Vor1*))' }),
    );
    const expected = samba.company.users.filter(
      (one) => one.mail.startsWith('sammel@') && one.firstname.startsWith('Vor1'),
    );
    expect([...found.keys()]).toEqual(expected.map(({ account }) => account));
  });

  it.each([
    '*',
    'Vert*',
    '*)(objectClass=*',
    'x)(|(objectClass=*)',
    '\\2a',
    '(',
    'Alle)(cn=*',
    '\u0000',
  ])('an injection by the group name %j finds no group, and no user', async (group) => {
    await expect(ask({ group })).rejects.toMatchObject({
      code: 'target.denied',
      message: expect.stringContaining('found: 0') as string,
    });
  });

  it('an injection by a group DN finds no user', async () => {
    const group = `CN=*,OU=Mitarbeiter,${samba.facts.base})(objectClass=*`;
    await expect(ask({ group })).rejects.toMatchObject({
      code: expect.stringMatching(/^target\.(incomplete|denied)$/) as string,
    });
  });
});

describe('what the client would do by itself', () => {
  const raw = <T>(use: Parameters<typeof withDirectory<T>>[2]) => {
    const { base, reader, password, ca } = samba.facts;
    const secrets = { password, ca: readFileSync(ca, 'utf8') };
    const question = directoryQuestion({ url, base, bind: at(reader) }, secrets);
    return withDirectory(question, { signal: new AbortController().signal }, use);
  };

  it('is to give a built-in SID as text; asked as we do it is bytes, and decoded', async () => {
    const base = `CN=Builtin,${samba.facts.base}`;
    const filter = '(sAMAccountName=Administrators)';
    const [loose] = await raw(async (c) => (await c.search(base, { filter })).searchEntries);
    expect(typeof loose?.['objectSid']).toBe('string');
    const attributes = { attributes: USER_ATTRIBUTES, explicitBufferAttributes: BINARY_ATTRIBUTES };
    const [strict] = await raw(
      async (c) => (await c.search(base, { filter, ...attributes })).searchEntries,
    );
    expect(strict && userOf(strict).sid).toBe('S-1-5-32-544');
  });

  it('is to give [] for what is missing, a text for one value and a list for several', async () => {
    const { base } = samba.facts;
    const attributes = ['mail', 'proxyAddresses'];
    const of = (filter: string) =>
      raw(async (c) => (await c.search(base, { filter, attributes })).searchEntries[0]);
    expect((await of('(sAMAccountName=u0017)'))?.['mail']).toEqual([]);
    expect((await of('(sAMAccountName=u0001)'))?.['proxyAddresses']).toBe(`SMTP:${at('u0001')}`);
    expect((await of('(sAMAccountName=u0033)'))?.['proxyAddresses']).toHaveLength(4);
    expect(rows.get('u0017')?.['mail']).toBe('');
    expect(rows.get('u0001')?.['aliases']).toBe(`SMTP:${at('u0001')}`);
    expect(rows.get('u0033')?.['aliases']?.split('|')).toHaveLength(4);
  });

  it('is unbounded here, which is why the limit of 1,000 is tested against slapd', async () => {
    const found = await raw((c) => c.search(samba.facts.base, { filter: '(sAMAccountName=u*)' }));
    expect(found.searchEntries.length).toBeGreaterThanOrEqual(5_000);
  });
});

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { withDirectory } from '../../src/directory/directory-connection.js';
import { directoryQuestion } from '../../src/directory/directory-question.js';
import { ROOT } from '../style/repository.js';
import { Forwarder } from './forwarder.js';
import { rowsOf } from './pulled-rows.js';
import { pull, Server, type Slapd } from './servers.js';

/** A real OpenLDAP slapd with the limits of an Active Directory, which Samba does not keep. */
const slapd = new Server<Slapd>('slapd');
beforeAll(() => slapd.start());
afterAll(() => slapd.stop());

const ask = (more: Parameters<typeof pull>[2] = {}) =>
  pull(slapd.facts, slapd.facts.good.ldaps, more);
const raw = <T>(use: Parameters<typeof withDirectory<T>>[2]) => {
  const { base, reader: bind, password, ca, good } = slapd.facts;
  const secrets = { password, ca: readFileSync(ca, 'utf8') };
  const question = directoryQuestion({ url: good.ldaps, base, bind }, secrets);
  return withDirectory(question, { signal: new AbortController().signal }, use);
};

describe('a server that gives 1,000 entries at most', () => {
  it('gives all users page by page, deleted ones left out', async () => {
    const rows = rowsOf(await ask());
    const kept = slapd.company.users.filter((_, i) => i % 500 !== 99);
    expect([...rows.keys()]).toEqual(kept.map(({ account }) => account));
    expect(rows.get('u0000')?.['sid']).toBe('S-1-5-21-3683290808-3023202824-1368398624-1104');
    expect(rows.get('u2498')?.['sid']).toBe('S-1-5-21-3683290808-3023202824-1368398624-3602');
  });

  it('really ends an unpaged search at 1,000', async () => {
    const search = raw((c) => c.search(slapd.facts.base, { filter: '(objectClass=user)' }));
    await expect(search).rejects.toMatchObject({ code: 'target.incomplete' });
  });

  it('is taken for complete by the client where a size limit is set, which is why we never set one', async () => {
    const options = { filter: '(objectClass=user)', sizeLimit: 2_400 };
    const found = await raw((c) => c.search(slapd.facts.base, options));
    expect(found.searchEntries).toHaveLength(1_000);
  });

  it('refuses a page over its limit, which is why a page has 500', async () => {
    const options = { filter: '(objectClass=user)', paged: { pageSize: 2_000 } };
    const search = raw((c) => c.search(slapd.facts.base, options));
    await expect(search).rejects.toMatchObject({
      code: 'target.incomplete',
      message: expect.stringContaining('LDAP 11') as string,
    });
  });
});

describe('a directory that changes while it is read', () => {
  it('gives no list, since count and users differ', async () => {
    const { admin, password, ca, good, base } = slapd.facts;
    const program = `
      import { readFileSync } from 'node:fs';
      import { Client } from 'ldapts';
      const [url, dn, password, ca, base] = process.argv.slice(1);
      const client = new Client({ url, tlsOptions: { ca: readFileSync(ca) } });
      await client.bind(dn, password);
      await client.add('CN=neu,' + base, { objectClass: 'user', cn: 'neu', sn: 'neu', sAMAccountName: 'neu' });
      await client.unbind();`;
    let added = false;
    const asked = ask({
      progress: () => {
        if (added) return;
        added = true;
        const args = ['--input-type=module', '-e', program, good.ldaps, admin, password, ca, base];
        execFileSync(process.execPath, args, { cwd: ROOT, timeout: 60_000 });
      },
    });
    await expect(asked).rejects.toMatchObject({
      code: 'target.incomplete',
      message: expect.stringContaining('2495 users were counted, 2496 were read') as string,
    });
  });
});

describe('a referral', () => {
  it('is shown and never followed', async () => {
    let followed = 0;
    const port = Number(new URL(slapd.facts.referral).port);
    const listener = createServer(() => followed++);
    await new Promise<void>((done) => listener.listen(port, '127.0.0.1', done));
    const pulled = await ask();
    await new Promise((done) => listener.close(done));
    expect(pulled.notes.find(({ code }) => code === 'directory.referral')?.claimed).toContain(
      slapd.facts.referral,
    );
    expect(followed).toBe(0);
  });

  it('as an answer to the base is refused', async () => {
    const base = `CN=Verweis,${slapd.facts.base}`;
    await expect(ask({ base })).rejects.toMatchObject({
      code: 'target.denied',
      message: expect.stringContaining('never followed') as string,
    });
  });
});

describe('encryption', () => {
  it('with an expired certificate is refused', async () => {
    const { old, expiredCa: caFile } = slapd.facts;
    for (const url of [old.ldaps, old.ldap]) {
      await expect(pull(slapd.facts, url, { caFile })).rejects.toMatchObject({
        code: 'target.untrusted',
        message: expect.stringContaining('CERT_HAS_EXPIRED') as string,
      });
    }
  });

  it('that a server does not offer ends the conversation before anything is sent', async () => {
    const forwarder = new Forwarder('127.0.0.1', Number(new URL(slapd.facts.bare.ldap).port));
    const port = await forwarder.listen();
    await expect(pull(slapd.facts, `ldap://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'target.untrusted',
      message: expect.stringContaining('StartTLS') as string,
    });
    await forwarder.close();
    const sent = Buffer.concat(forwarder.sent).toString('latin1');
    expect(sent).toContain('1.3.6.1.4.1.1466.20037');
    expect(sent).not.toContain(slapd.facts.password);
    expect(sent).not.toContain('leser');
  });

  it('without a sign-in gives no users', async () => {
    const { good, base, ca } = slapd.facts;
    const question = directoryQuestion({ url: good.ldaps, base }, { ca: readFileSync(ca, 'utf8') });
    const asked = withDirectory(question, { signal: new AbortController().signal }, (c) =>
      c.search(base),
    );
    await expect(asked).rejects.toMatchObject({ code: 'target.denied' });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Access } from '../../src/access/access.js';
import type { Person } from '../../src/access/person.js';
import { SESSION_LIMITS } from '../../src/access/session-rules.js';
import { CHEAP, codeOf, hmac, Office, PASSWORD } from './office.js';

let office: Office;
let owner: Person;

beforeEach(async () => {
  office = await Office.open();
  owner = await office.owner();
});
afterEach(() => office.remove());

const WRONG = { password: 'ganz sicher nicht das richtige' };
const whoIs = (token: string) => office.access.sessions.personOf(token);

describe('signing in', () => {
  it('finds the account however the name is spelled', async () => {
    const { account } = await office.signIn('  OLGA  öwner'.replace('ö', 'O'));
    expect(account).toBe(owner.account);
  });

  it('ends the session this browser had before, and gives a new token', async () => {
    const first = await office.signIn('Olga Owner');
    const second = await office.signIn('Olga Owner', { earlier: first.token });
    expect(second.token).not.toBe(first.token);
    expect(await codeOf(whoIs(first.token))).toBe('sign-in.required');
    expect((await whoIs(second.token)).name).toBe('Olga Owner');
  });

  it('says the same of a wrong password, an unknown name and a revoked account', async () => {
    const tom = await office.add(owner, 'Tom', 'technician', 'installation');
    await office.access.people.revoke(owner, tom.account);
    const said = ['Olga Owner', 'Niemand', 'Tom'].map(async (name) =>
      office.signIn(name, name === 'Tom' ? {} : WRONG).catch((e: unknown) => String(e)),
    );
    const [first, ...others] = await Promise.all(said);
    expect(first).toContain('sign-in.failed');
    expect(others).toEqual([first, first]);
  });

  it('makes a new record once the parameters have changed, and the old password still fits', async () => {
    const dearer = { ...CHEAP, ln: 5 };
    const { database } = office;
    const next = new Access({ database, hmac, cost: dearer, now: () => new Date(office.time) });
    const stored = () => database.query<{ password: string }>('SELECT password FROM account');
    expect((await stored())[0]?.password).toContain('ln=4,');
    await next.signIn.signIn({ name: 'Olga Owner', password: PASSWORD, address: 'x' });
    expect((await stored())[0]?.password).toContain('ln=5,');
    expect((await office.signIn('Olga Owner')).account).toBe(owner.account);
  });

  it('with a new password ends all other sessions', async () => {
    const { token } = await office.signIn('Olga Owner');
    const changed = await office.access.signIn.changePassword({
      ...{ name: 'Olga Owner', password: PASSWORD, address: '192.0.2.1' },
      newPassword: 'sieben Gänse fliegen südwärts',
    });
    expect(await codeOf(whoIs(token))).toBe('sign-in.required');
    expect((await whoIs(changed.token)).account).toBe(owner.account);
    expect(await codeOf(office.signIn('Olga Owner'))).toBe('sign-in.failed');
  });
});

describe('a new password', () => {
  it('is not stored once the session that asked for it was ended by somebody else', async () => {
    const slow = new Access({
      ...{ database: office.database, hmac, cost: { ...CHEAP, ln: 14 } },
      now: () => new Date(office.time),
    });
    const tina = await office.add(owner, 'Tina', 'technician', 'installation');
    const changing = codeOf(
      slow.signIn.changePassword({
        ...{ name: 'Tina', password: PASSWORD, address: '192.0.2.9' },
        newPassword: 'sieben Gänse fliegen südwärts',
      }),
    );
    // others stand in the queue before the new password is hashed
    const others = Array.from({ length: 20 }, (_, n) =>
      codeOf(slow.signIn.signIn({ name: `N${n}`, password: PASSWORD, address: `192.0.3.${n}` })),
    );
    const isIn = async () =>
      (await office.events(owner)).some(
        ({ event, account }) => event === 'sign-in.done' && account === tina.account,
      );
    const until = Date.now() + 10_000;
    while (!(await isIn())) if (Date.now() > until) throw new Error('nobody signed in');
    await office.access.people.endSessions(owner, tina.account);
    expect(await changing).toBe('sign-in.failed');
    await Promise.all(others);
    expect((await office.signIn('Tina')).account).toBe(tina.account);
  });
});

describe('failed tries', () => {
  it('make the next one wait, longer each time, also for the right password and after a restart', async () => {
    for (let n = 0; n < 5; n++)
      expect(await codeOf(office.signIn('Olga Owner', WRONG))).toBe('sign-in.failed');
    expect(await codeOf(office.signIn('Olga Owner'))).toBe('sign-in.paused');
    await office.close();
    const again = await Office.open(office.folder);
    again.time = office.time;
    office = again;
    expect(await codeOf(office.signIn('Olga Owner'))).toBe('sign-in.paused');
    office.time += 1_000;
    expect(await codeOf(office.signIn('Olga Owner', WRONG))).toBe('sign-in.failed');
    office.time += 1_000;
    expect(await codeOf(office.signIn('Olga Owner'))).toBe('sign-in.paused');
    office.time += 1_000;
    expect((await office.signIn('Olga Owner')).account).toBe(owner.account);
    expect(await codeOf(office.signIn('Olga Owner', WRONG))).toBe('sign-in.failed');
    expect((await office.signIn('Olga Owner')).account).toBe(owner.account);
  });

  it('count before the password is looked at: forty at once get no more than the free ones', async () => {
    const tries = Array.from({ length: 30 }, () => codeOf(office.signIn('Olga Owner', WRONG)));
    const ended = await Promise.all(tries);
    expect(ended.filter((code) => code === 'sign-in.failed')).toHaveLength(5);
    expect(ended.filter((code) => code === 'sign-in.paused')).toHaveLength(25);
  });

  it('of many names count for their address, and leave other addresses alone', async () => {
    for (let n = 0; n < 21; n++) await codeOf(office.signIn(`Name ${n}`, WRONG));
    expect(await codeOf(office.signIn('Olga Owner'))).toBe('sign-in.paused');
    expect((await office.signIn('Olga Owner', { address: '198.51.100.4' })).account).toBe(
      owner.account,
    );
  });

  it('never come from an office that signs in properly all day', async () => {
    for (let n = 0; n < 60; n++) await office.signIn('Olga Owner');
    expect(await codeOf(office.signIn('Olga Owner'))).toBe('nothing refused');
  });

  it('are recorded with who and since when, without the address or a name nobody has', async () => {
    for (let n = 0; n < 5; n++) await codeOf(office.signIn('Olga Owner', WRONG));
    await codeOf(office.signIn('mein geheimes Kennwort', { ...WRONG, address: '198.51.100.4' }));
    const events = await office.events(owner);
    const kinds = events.map(({ event }) => event);
    expect(kinds.filter((kind) => kind === 'sign-in.failed')).toHaveLength(5);
    expect(kinds.filter((kind) => kind === 'sign-in.locked')).toHaveLength(1);
    const text = JSON.stringify(events);
    for (const secret of ['192.0.2.1', '198.51.100.4', 'geheimes', 'Olga'])
      expect(text).not.toContain(secret);
  });
});

describe('sessions', () => {
  it('end by themselves after an hour without a request, and after a day of work', async () => {
    const idle = await office.signIn('Olga Owner');
    const busy = await office.signIn('Olga Owner');
    for (let ms = 0; ms < SESSION_LIMITS.absoluteMs; ms += 1_800_000) {
      expect((await whoIs(busy.token)).account).toBe(owner.account);
      office.time += 1_800_000;
    }
    expect(await codeOf(whoIs(idle.token))).toBe('sign-in.required');
    expect(await codeOf(whoIs(busy.token))).toBe('sign-in.required');
  });

  it('that ended by themselves are cleared away when somebody signs in', async () => {
    const { token } = await office.signIn('Olga Owner');
    office.time += SESSION_LIMITS.idleMs + 1;
    const next = await office.signIn('Olga Owner');
    office.time -= SESSION_LIMITS.idleMs + 1; // its own time is back, the session is not
    expect(await codeOf(whoIs(token))).toBe('sign-in.required');
    office.time += SESSION_LIMITS.idleMs + 1;
    expect((await whoIs(next.token)).account).toBe(owner.account);
  });

  it('are ended one by one or all at once, and only one’s own', async () => {
    const tom = await office.add(owner, 'Tom', 'technician', 'installation');
    const one = await office.signIn('Tom');
    await office.access.sessions.end(owner, one.session);
    expect((await whoIs(one.token)).name).toBe('Tom');
    await office.access.sessions.end(tom, one.session);
    expect(await codeOf(whoIs(one.token))).toBe('sign-in.required');
    const two = await office.signIn('Tom');
    expect(await office.access.sessions.of(await whoIs(two.token))).toMatchObject([
      { current: false },
      { id: two.session, current: true },
    ]);
    await office.access.sessions.endAll(tom);
    expect(await office.access.sessions.of(tom)).toEqual([]);
    expect(await codeOf(whoIs(two.token))).toBe('sign-in.required');
  });

  it('are known to nobody who has only the files', async () => {
    const tokens = [(await office.signIn('Olga Owner')).token];
    const o = { name: 'Tom', role: 'lead', scope: 'installation' } as const;
    tokens.push((await office.access.invitations.invite(owner, o)).token);
    tokens.push((await office.access.invitations.invite(owner, { ...o, name: 'Ute' })).token);
    await office.access.invitations.redeem({ token: tokens[1] ?? '', password: PASSWORD });
    const files = readdirSync(office.folder).filter((file) => file.startsWith('umstieg.sqlite'));
    expect(files).toContain('umstieg.sqlite-wal');
    const bytes = files.map((file) => readFileSync(join(office.folder, file)).toString('latin1'));
    for (const secret of [...tokens, PASSWORD, '192.0.2.1'])
      expect(bytes.some((content) => content.includes(secret))).toBe(false);
    expect(bytes.some((content) => content.includes(owner.account))).toBe(true);
  });
});

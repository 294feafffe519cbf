import { createHook } from 'node:async_hooks';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { accessTo, PASSWORD, serveBound, serveHere, stopServers } from './api.js';
import { Browser } from './browser.js';
import { dripped } from './raw-request.js';

/** Every scrypt this process begins, whoever asks for it. */
let scrypts = 0;
const hook = createHook({
  init: (_id, type) => {
    if (type === 'SCRYPTREQUEST') scrypts++;
  },
});
beforeAll(() => hook.enable());
afterAll(() => hook.disable());

afterEach(async () => {
  await stopServers();
  await cleanUp();
});

describe('a client that sends drop by drop', () => {
  it('is let go within seconds, while others are answered', async () => {
    const api = await serveHere(await openTiny(await temporaryFolder()));
    const begin = `GET /api/runs HTTP/1.1\r\nhost: ${new URL(api.address).host}\r\n`;
    const slow = Array.from({ length: 20 }, () =>
      dripped(api.address, begin, 'x-endless: '.repeat(1_000), 200),
    );
    expect((await api.get('/health')).status).toBe(200);
    for (const { text, afterMs } of await Promise.all(slow)) {
      expect(text).toContain('408');
      expect(afterMs).toBeLessThan(30_000);
    }
  }, 60_000);
});

describe('a sign-in', () => {
  const WRONG = 'ganz sicher nicht das richtige';

  it('costs one hash, known or unknown, revoked or not, and says the same', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const api = await serveHere(umstieg);
    const access = accessTo(umstieg);
    const owner = await access.sessions.personOf(api.token);
    const grant = { name: 'Tom', role: 'technician', scope: 'installation' } as const;
    const { token } = await access.invitations.invite(owner, grant);
    const tom = await access.invitations.redeem({ token, password: PASSWORD });
    await access.people.revoke(owner, tom.account);
    const answers = [];
    const hashes = [];
    for (const name of ['Anna', 'Niemand', 'Tom', 'x'.repeat(299)]) {
      const before = scrypts;
      answers.push(await new Browser(api).signIn(name, WRONG));
      hashes.push(scrypts - before);
    }
    expect(hashes).toEqual([1, 1, 1, 1]);
    const told = answers.map(({ status, body }) => ({ status, ...body, instance: '' }));
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('stays paused for an address after a restart, whoever is tried from there', async () => {
    const folder = await temporaryFolder();
    const first = await openTiny(folder);
    const now = () => new Date(Date.UTC(2026, 2, 2));
    const api = await serveHere(first, [], now);
    let last: string | undefined;
    for (let n = 0; n < 30 && last !== 'sign-in.paused'; n++)
      last = (await new Browser(api).signIn(`Niemand ${n}`, WRONG)).body['code'] as string;
    expect(last).toBe('sign-in.paused');
    await stopServers();
    await first.close();
    const again = await serveBound(await openTiny(folder), { host: '127.0.0.1' }, now);
    const tried = await new Browser(again).signIn('Jemand ganz anderes', WRONG);
    expect([tried.status, tried.body['code']]).toEqual([429, 'sign-in.paused']);
  });
});

import { setTimeout as delay } from 'node:timers/promises';
import { cleanUp, newTinyRun, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import type { Access } from '../../src/access/access.js';
import { SESSION_LIMITS } from '../../src/access/session-rules.js';
import { accessTo, PASSWORD, serveHere, stopServers, type Api } from './api.js';
import { Browser } from './browser.js';

let api: Api;
let beside: Access;
let project = '';
let ahead = 0;

beforeAll(async () => {
  const umstieg = await openTiny(await temporaryFolder());
  const run = await newTinyRun(umstieg, 'drill');
  project = (await umstieg.queries.run(run)).projectId;
  const now = () => new Date(Date.now() + ahead);
  api = await serveHere(umstieg, [], now);
  beside = accessTo(umstieg, now); // what another process knows: the command line
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

/** Somebody new, who listens to the project. */
async function listener(name: string) {
  const role = { role: 'technician', scope: `project:${project}` } as const;
  const owner = await beside.sessions.personOf(api.token);
  const { token } = await beside.invitations.invite(owner, { name, ...role });
  const browser = new Browser(api);
  await browser.post('/api/invitations/accept', { token, password: PASSWORD });
  const response = await fetch(`${api.address}/api/projects/${project}/events`, {
    headers: { cookie: browser.cookie ?? '' },
    signal: AbortSignal.timeout(20_000),
  });
  expect(response.status).toBe(200);
  const { account } = (await browser.get('/api/session')).body as { account: string };
  return { browser, owner, account, role, ended: response.text() };
}

/** A stream more of the same browser. */
const another = (browser: Browser): Promise<Response> =>
  fetch(`${api.address}/api/projects/${project}/events`, {
    headers: { cookie: browser.cookie ?? '' },
    signal: AbortSignal.timeout(20_000),
  });

/** Resolves with what came when the stream ends, fails after ten seconds. */
function soon(ended: Promise<string>): Promise<string> {
  const late = delay(10_000, undefined, { ref: false }).then(() => {
    throw new Error('the stream goes on');
  });
  return Promise.race([ended, late]);
}

describe('an event stream ends', () => {
  it('when whoever listens signs out', async () => {
    const { browser, ended } = await listener('Tom');
    await browser.send('DELETE', '/api/session');
    expect(await soon(ended)).toContain('retry: 1000');
  });

  it('when the account is revoked by another process', async () => {
    const { owner, account, ended } = await listener('Ute');
    await beside.people.revoke(owner, account);
    await soon(ended);
  });

  it('when the role at the project is taken', async () => {
    const { owner, account, role, ended } = await listener('Vera');
    await beside.people.take(owner, account, role);
    await soon(ended);
  });

  it('when the session runs out, which listening does not prevent', async () => {
    const { browser, ended } = await listener('Willi');
    ahead += SESSION_LIMITS.idleMs;
    await soon(ended);
    expect((await browser.get('/api/session')).status).toBe(401);
  });

  it('and not when somebody else is signed out', async () => {
    ahead = 0;
    const { ended } = await listener('Xaver');
    const other = await listener('Yvonne');
    await other.browser.send('DELETE', '/api/session');
    await soon(other.ended);
    const open = await Promise.race([ended, delay(2_500, 'open')]);
    expect(open).toBe('open');
  });
});

describe('one account', () => {
  it('holds no more than 64 streams, keeps none of the places of others, and gets its own back', async () => {
    const { browser, ended } = await listener('Zoe');
    const more = await Promise.all(Array.from({ length: 63 }, () => another(browser)));
    expect(more.map(({ status }) => status)).toEqual(Array.from({ length: 63 }, () => 200));
    const refused = await another(browser);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'server.busy' });
    const alma = await listener('Alma');
    await more[0]?.body?.cancel();
    let again = await another(browser);
    for (let tries = 0; again.status === 503 && tries < 50; tries++) {
      await delay(100);
      again = await another(browser);
    }
    expect(again.status).toBe(200);
    for (const one of [browser, alma.browser]) await one.send('DELETE', '/api/session');
    await Promise.all([soon(ended), soon(alma.ended)]);
  });
});

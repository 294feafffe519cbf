import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { accessTo, PASSWORD, serveHere, stopServers, type Api } from './api.js';
import { Browser } from './browser.js';
import type { Access } from '../../src/access/access.js';

let api: Api;
let access: Access;

beforeAll(async () => {
  const umstieg = await openTiny(await temporaryFolder());
  api = await serveHere(umstieg);
  access = accessTo(umstieg);
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

async function invited(name: string, role: string, scope = 'installation') {
  const sent = await api.post('/api/invitations', { name, role, scope });
  expect(sent.status).toBe(201);
  return (sent.body['link'] as string).split('#')[1] ?? '';
}

describe('a browser', () => {
  it('signs in, is known by its cookie, and signs out for good', async () => {
    const browser = new Browser(api);
    expect((await browser.get('/api/session')).status).toBe(401);
    const signedIn = await browser.signIn('anna', PASSWORD);
    expect(signedIn.body).toMatchObject({ name: 'Anna', grants: [{ role: 'owner' }] });
    expect(browser.setCookie).toMatch(/^umstieg=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(JSON.stringify(signedIn.body)).not.toContain(browser.cookie?.split('=')[1]);
    expect((await browser.get('/api/session')).body).toEqual(signedIn.body);
    const { cookie } = browser;
    expect((await browser.send('DELETE', '/api/session')).status).toBe(200);
    expect(browser.cookie).toBeUndefined();
    browser.cookie = cookie;
    expect((await browser.get('/api/session')).body['code']).toBe('sign-in.required');
  });

  it('acts under the name of its account, which the audit trail keeps as authenticated', async () => {
    const browser = new Browser(api);
    await browser.signIn('Anna', PASSWORD);
    const made = await browser.post(
      '/api/projects',
      { customer: 'Muster', kind: 'drill' },
      { headers: { 'umstieg-as': 'Karl' } },
    );
    expect(made.status).toBe(201);
    const entries = await browser.get(`/api/runs/${String(made.body['id'])}/entries?limit=1`);
    expect(entries.body['items']).toMatchObject([{ event: 'run.created', actor: 'Anna' }]);
    const actions = await browser.get(`/api/runs/${String(made.body['id'])}/actions`);
    expect(actions.body['actions']).toContain('run.cancel');
  });

  it('gets another cookie at each sign-in, never the one it brought, and the old one ends', async () => {
    const browser = new Browser(api);
    await browser.signIn('Anna', PASSWORD);
    const first = browser.cookie;
    await browser.signIn('Anna', PASSWORD);
    expect(browser.cookie).not.toBe(first);
    const old = new Browser(api);
    old.cookie = first;
    expect((await old.get('/api/session')).status).toBe(401);
    const planted = `umstieg=${'A'.repeat(43)}`;
    old.cookie = planted;
    await old.signIn('Anna', PASSWORD);
    expect(old.cookie).not.toBe(planted);
  });
});

describe('sessions of one’s own', () => {
  it('are seen and ended, one or all', async () => {
    const one = new Browser(api);
    const two = new Browser(api);
    const token = await invited('Sofie', 'technician');
    await one.post('/api/invitations/accept', { token, password: PASSWORD });
    const { body } = await two.signIn('Sofie', PASSWORD);
    const listed = await one.get('/api/sessions');
    expect(listed.body['items']).toMatchObject([{ current: true }, { id: body['session'] }]);
    await one.send('DELETE', `/api/sessions/${String(body['session'])}`);
    expect((await two.get('/api/session')).status).toBe(401);
    expect((await one.send('DELETE', '/api/sessions')).status).toBe(200);
    expect((await one.get('/api/session')).status).toBe(401);
  });

  it('end with a new password, but for the one that set it', async () => {
    const one = new Browser(api);
    const two = new Browser(api);
    const token = await invited('Petra', 'technician');
    await one.post('/api/invitations/accept', { token, password: PASSWORD });
    await two.signIn('Petra', PASSWORD);
    const newPassword = 'sieben Gänse fliegen südwärts';
    const body = { password: PASSWORD, newPassword };
    expect((await one.send('PUT', '/api/session/password', { body })).status).toBe(200);
    expect((await one.get('/api/session')).status).toBe(200);
    expect((await two.get('/api/session')).status).toBe(401);
    expect((await two.signIn('Petra', PASSWORD)).body['code']).toBe('sign-in.failed');
    expect((await two.signIn('Petra', newPassword)).status).toBe(200);
  });
});

describe('an invitation', () => {
  it('is looked at without being used, works once, and signs in', async () => {
    const token = await invited('Tom', 'technician');
    const browser = new Browser(api);
    for (let look = 0; look < 2; look++)
      expect((await browser.post('/api/invitations/look', { token })).body).toEqual({
        ...{ name: 'Tom', role: 'technician', scope: 'installation' },
      });
    const weak = await browser.post('/api/invitations/accept', { token, password: 'kurz' });
    expect(weak.body['code']).toBe('password.weak');
    const accepted = await browser.post('/api/invitations/accept', { token, password: PASSWORD });
    expect(accepted.body).toMatchObject({ name: 'Tom', grants: [{ role: 'technician' }] });
    expect((await browser.get('/api/session')).body['name']).toBe('Tom');
    const again = await browser.post('/api/invitations/accept', { token, password: PASSWORD });
    expect(again.body['code']).toBe('invitation.ended');
  });

  it('ends the session of whoever sat at this browser before', async () => {
    const token = await invited('Nora', 'technician');
    const [browser, before] = [new Browser(api), new Browser(api)];
    await browser.signIn('Anna', PASSWORD);
    before.cookie = browser.cookie;
    await browser.post('/api/invitations/accept', { token, password: PASSWORD });
    expect((await browser.get('/api/session')).body['name']).toBe('Nora');
    expect((await before.get('/api/session')).body['code']).toBe('sign-in.required');
  });

  it('is withdrawn, given anew for a password, and seen by those who may', async () => {
    const token = await invited('Ute', 'auditor');
    const open = await api.get('/api/invitations');
    const ute = (open.body['items'] as { name: string; invitation: string }[]).find(
      ({ name }) => name === 'Ute',
    );
    await api.call('DELETE', `/api/invitations/${ute?.invitation ?? ''}`, undefined, {});
    const browser = new Browser(api);
    const gone = await browser.post('/api/invitations/look', { token });
    expect(gone.status).toBe(410);
    const people = await api.get('/api/people');
    const tom = (people.body['items'] as { name: string; account: string }[]).find(
      ({ name }) => name === 'Tom',
    );
    const renewed = await api.post(`/api/people/${tom?.account ?? ''}/link`, undefined);
    expect(renewed.body['link']).toMatch(/^\/invitation#[\w-]{43}$/);
  });
});

describe('people', () => {
  it('are given roles, lose them, and lose everything', async () => {
    const browser = new Browser(api);
    const token = await invited('Vera', 'technician');
    await browser.post('/api/invitations/accept', { token, password: PASSWORD });
    const { account } = (await browser.get('/api/session')).body as { account: string };
    const grant = { role: 'auditor', scope: 'installation' };
    expect((await api.post(`/api/people/${account}/grants`, grant)).status).toBe(200);
    expect((await browser.get('/api/session')).body['grants']).toHaveLength(2);
    const query = new URLSearchParams(grant).toString();
    await api.call('DELETE', `/api/people/${account}/grants?${query}`, undefined, {});
    expect((await browser.get('/api/session')).body['grants']).toHaveLength(1);
    await api.call('DELETE', `/api/people/${account}/sessions`, undefined, {});
    expect((await browser.get('/api/session')).status).toBe(401);
    await browser.signIn('Vera', PASSWORD);
    await api.call('DELETE', `/api/people/${account}`, undefined, {});
    expect((await browser.get('/api/session')).status).toBe(401);
    expect((await browser.signIn('Vera', PASSWORD)).body['code']).toBe('sign-in.failed');
  });

  it('of one customer see its projects and no others', async () => {
    const north = (await api.post('/api/tenants', { kind: 'customer', name: 'Nord' })).body['id'];
    const south = (await api.post('/api/tenants', { kind: 'customer', name: 'Süd' })).body['id'];
    const made = { customer: 'Süd', kind: 'drill' };
    const foreign = await api.post('/api/projects', { ...made, tenant: south });
    const lead = new Browser(api);
    const token = await invited('Lea', 'lead', String(north));
    await lead.post('/api/invitations/accept', { token, password: PASSWORD });
    const refused = await lead.post('/api/projects', { customer: 'Nord' });
    expect(refused.body['code']).toBe('access.denied');
    const hidden = await lead.post('/api/projects', { customer: 'Nord', tenant: south });
    expect(hidden.body['code']).toBe('project.not-found');
    const own = await lead.post('/api/projects', { customer: 'Nord', tenant: north });
    expect(own.status).toBe(201);
    const { items } = (await lead.get('/api/runs')).body as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toEqual([own.body['id']]);
    expect((await lead.get(`/api/runs/${String(foreign.body['id'])}`)).status).toBe(404);
    expect((await lead.get('/api/tenants')).body['items']).toMatchObject([{ id: north }]);
    const may = '/api/tenants?may=project.new';
    expect((await lead.get(may)).body['items']).toMatchObject([{ id: north }]);
    const places = (await api.get(may)).body['items'] as { id: string }[];
    expect(new Set(places.map(({ id }) => id))).toEqual(new Set(['installation', north, south]));
    expect(places[0]?.id).toBe('installation');
    expect((await lead.get('/api/tenants?may=tenant.change')).body['items']).toEqual([]);
    const log = await access.log(await access.sessions.personOf(api.token));
    expect(log.broken).toBeUndefined();
    const denied = log.entries.filter(({ body }) => body.includes('access.denied'));
    expect(denied).toHaveLength(3);
  });
});

import { randomUUID } from 'node:crypto';
import type { Access } from '../../src/access/access.js';
import type { Person } from '../../src/access/person.js';
import type { Scope } from '../../src/access/scope.js';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { accessTo, PASSWORD, serveHere, stopServers, type Api } from './api.js';

let api: Api;
let access: Access;
let owner: Person;
let north: Scope;
let south: Scope;

beforeAll(async () => {
  const umstieg = await openTiny(await temporaryFolder());
  api = await serveHere(umstieg);
  access = accessTo(umstieg);
  owner = await access.sessions.personOf(api.token);
  north = await access.tenants.add(owner, { kind: 'customer', name: 'Nord' });
  south = await access.tenants.add(owner, { kind: 'customer', name: 'Süd' });
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

/** @returns headers of somebody who leads the projects of one customer */
async function leadOf(scope: Scope) {
  const invited = { name: `Lea ${randomUUID()}`, role: 'lead', scope } as const;
  const { token: link } = await access.invitations.invite(owner, invited);
  const { token } = await access.invitations.redeem({ token: link, password: PASSWORD });
  return { authorization: `Bearer ${token}` };
}

const project = (tenant: Scope | undefined, key: string, headers = {}) =>
  api.post('/api/projects', { customer: 'Muster', kind: 'drill', tenant }, { key, headers });

describe('a project asked for twice under one key', () => {
  it('is made once and given to both, also when both ask at the same moment', async () => {
    const headers = await leadOf(north);
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 5 }, () => project(north, key, headers)));
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(all.map(({ body }) => body['id'])).size).toBe(1);
  });

  it('does not move to the customer a second request names', async () => {
    const key = randomUUID();
    const made = await project(north, key);
    for (const other of [south, undefined])
      expect((await project(other, key)).body['code']).toBe('command.mismatch');
    const run = `/api/runs/${String(made.body['id'])}`;
    expect((await api.get(run, { headers: await leadOf(south) })).status).toBe(404);
    expect((await api.get(run, { headers: await leadOf(north) })).status).toBe(200);
  });

  it('stays where it was moved to when the first request is sent again', async () => {
    const key = randomUUID();
    const { body } = await project(north, key);
    const moved = JSON.stringify({ tenant: south });
    const path = `/api/projects/${String(body['projectId'])}/tenant`;
    expect((await api.call('PUT', path, moved, {})).status).toBe(200);
    expect((await project(north, key)).body['id']).toBe(body['id']);
    const run = `/api/runs/${String(body['id'])}`;
    expect((await api.get(run, { headers: await leadOf(north) })).status).toBe(404);
  });
});

describe('a customer asked for twice under one key', () => {
  const tenant = (name: string, key: string, kind = 'customer') =>
    api.post('/api/tenants', { kind, name }, { key });

  it('is added once, also when both ask at the same moment', async () => {
    const key = randomUUID();
    const all = await Promise.all(Array.from({ length: 4 }, () => tenant('West', key)));
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(all.map(({ body }) => body['id'])).size).toBe(1);
    const { items } = (await api.get('/api/tenants')).body as { items: { name: string }[] };
    expect(items.filter(({ name }) => name === 'West').length).toBe(1);
  });

  it('is not added under another name or as a partner', async () => {
    const key = randomUUID();
    await tenant('Ost', key);
    for (const other of [await tenant('Ostwind', key), await tenant('Ost', key, 'partner')])
      expect(other.body['code']).toBe('command.mismatch');
  });

  it('is another one for another person, and needs a key', async () => {
    const made = await tenant('Mitte', 'one');
    const other = await access.tenants.add(owner, { kind: 'customer', name: 'Mitte' });
    expect(made.body['id']).not.toBe(other);
    const bare = await api.post('/api/tenants', { kind: 'customer', name: 'Rand' }, { key: null });
    expect(bare.body['code']).toBe('key.required');
  });
});

describe('a file sent twice under one key', () => {
  it('is the same file, and no other one is taken under it', async () => {
    const { body } = await project(north, randomUUID());
    const run = String(body['id']);
    const key = randomUUID();
    const path = `/api/runs/${run}/evidence?name=note.txt`;
    const sent = (text: string) => api.call('POST', path, new TextEncoder().encode(text), { key });
    const first = await sent('first');
    expect(first.status).toBe(201);
    expect((await sent('first')).body).toEqual(first.body);
    expect((await sent('second')).body['code']).toBe('command.mismatch');
  });
});

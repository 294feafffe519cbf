import { createHash, randomUUID } from 'node:crypto';
import type { Access } from '../../src/access/access.js';
import type { Person } from '../../src/access/person.js';
import { ROLES, type Role } from '../../src/access/rights.js';
import type { Scope } from '../../src/access/scope.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { CONTROLLERS } from '../../src/http/http.module.js';
import { routesOf } from '../../src/http/openapi.js';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { accessTo, PASSWORD, serveHere, stopServers, type Api } from './api.js';
import { exportedBundle, keepComparison } from './kept-for-rights.js';
import { RIGHTS_TABLE } from './rights-table.js';

const ROUTES = routesOf(CONTROLLERS);
const CUSTOMER = 'Nordwind Seilbahnen';
const FILE = 'Beleg';

/** Who comes: a role at the customer in question or at another one of the same partner, or none. */
const COMERS = [
  ...ROLES.map((role) => ({ role, at: 'north' as const })),
  ...ROLES.map((role) => ({ role, at: 'south' as const })),
  { role: 'owner' as const, at: 'installation' as const },
  { role: undefined, at: 'nowhere' as const },
  { role: undefined, at: 'outside' as const },
];
type Comer = (typeof COMERS)[number];
const nameOf = ({ role, at }: Comer) => `${role ?? 'nobody'} ${at}`;

let api: Api;
let umstieg: Umstieg;
let access: Access;
let operator: Person;
const ids: Record<string, string> = {};
const people = new Map<string, string>();

beforeAll(async () => {
  umstieg = await openTiny(await temporaryFolder());
  api = await serveHere(umstieg);
  access = accessTo(umstieg);
  operator = await access.sessions.personOf(api.token);
  const { tenants } = access;
  const parent = await tenants.add(operator, { kind: 'partner', name: 'Partner' });
  for (const [key, name] of [
    ['NORTH', 'Nord'],
    ['SOUTH', 'Süd'],
  ] as const)
    ids[key] = await tenants.add(operator, { kind: 'customer', name, parent });
  Object.assign(ids, { PARTNER: parent, HASH: umstieg.definition.hash, step: 'T-101' });
  Object.assign(ids, { key: 'some-key', entry: '1' });
  const made = await api.post('/api/projects', {
    customer: CUSTOMER,
    kind: 'drill',
    tenant: ids['NORTH'],
  });
  ids['run'] = made.body['id'] as string;
  ids['RUN'] = ids['run'];
  ids['project'] = made.body['projectId'] as string;
  await api.post('/api/projects', { customer: 'Süd', kind: 'drill', tenant: ids['SOUTH'] });
  const path = `/api/runs/${ids['run']}/evidence?name=beleg.txt`;
  await api.call('POST', path, new TextEncoder().encode(FILE), {});
  ids['digest'] = createHash('sha256').update(FILE).digest('hex');
  const claim = { set: { size: 4 }, evidence: [ids['digest']] };
  const sent = await api.post(`/api/runs/${ids['run']}/steps/T-101/claims`, claim);
  ids['work'] = decodeURIComponent((sent.headers.get('location') ?? '').split('/').at(-1) ?? '');
  await umstieg.settle();
  ids['operation'] = await exportedBundle(api, ids['run']);
  await keepComparison(umstieg, ids['run'], 'T-101');
  for (const comer of COMERS) people.set(nameOf(comer), await accountOf(comer));
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

const scopeOf = (at: string) => (ids[at.toUpperCase()] ?? 'installation') as Scope;

async function newPerson(name: string, role: Role, scope: Scope): Promise<string> {
  const { token } = await access.invitations.invite(operator, { name, role, scope });
  return (await access.invitations.redeem({ token, password: PASSWORD })).account;
}

/** Whoever is nowhere had a role once. */
async function accountOf(comer: Comer): Promise<string> {
  if (comer.at === 'outside') return '';
  const { role = 'owner' } = comer;
  const scope = scopeOf(comer.at === 'nowhere' ? 'installation' : comer.at);
  const account = await newPerson(nameOf(comer), role, scope);
  if (comer.role === undefined) await access.people.take(operator, account, { role, scope });
  return account;
}

/** A session of their own for each request: some requests end it. */
async function tokenOf(comer: Comer): Promise<string | undefined> {
  if (comer.at === 'outside') return undefined;
  const who = { name: nameOf(comer), password: PASSWORD, address: 'test' };
  return (await access.signIn.signIn(who)).token;
}

interface Seen {
  readonly status: number;
  readonly code: string;
  readonly text: string;
}

/** Fills in ids; people and links are made anew, since a request may be the end of them. */
async function send(id: string, comer: Comer): Promise<Seen> {
  const route = ROUTES.find(({ spec }) => spec.id === id);
  const row = RIGHTS_TABLE[id];
  if (!route || !row) throw new Error(`no route ${id}`);
  const north = scopeOf('north');
  const name = `Ziel ${randomUUID()}`;
  const { invitation } = await access.invitations.invite(operator, {
    name,
    role: 'technician',
    scope: north,
  });
  const account = route.address.includes('{account}')
    ? await newPerson(`${name} 2`, 'technician', north)
    : '';
  const all: Record<string, string> = { ...ids, account, invitation, session: 's' };
  const filled = (text: string) =>
    text.replace(/\{(\w+)\}|\b(NORTH|PARTNER|HASH)\b/g, (word, param?: string) =>
      encodeURIComponent(all[param ?? word] ?? word),
    );
  const body = row.body === undefined ? undefined : named(row.body, all);
  const token = await tokenOf(comer);
  const { method } = route.spec;
  const response = await fetch(api.address + filled(route.address + (row.query ?? '')), {
    method: method.toUpperCase(),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'get' ? {} : { 'idempotency-key': randomUUID(), 'if-match': '*' }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(row.file ? { body: new TextEncoder().encode(FILE) } : {}),
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(20_000),
  });
  return read(response);
}

function named(body: unknown, all: Readonly<Record<string, string>>): string {
  return JSON.stringify(body).replace(/"(NORTH|PARTNER|HASH|RUN)"/g, (_, word: string) =>
    JSON.stringify(all[word]),
  );
}

async function read(response: Response): Promise<Seen> {
  const { status } = response;
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await response.body?.cancel();
    return { status, code: '', text: '' };
  }
  const text = await response.text();
  const { code } = text.startsWith('{') ? (JSON.parse(text) as { code?: string }) : {};
  return { status, code: code ?? '', text };
}

const GUARDED = ['sign-in.required', 'access.denied', 'csrf.refused', 'project.not-found'];
const HIDING = ['run.not-found', 'person.unknown', 'invitation.ended'];

/** The one code with which somebody is refused; `in` where they are let in. */
function expected(id: string, { role, at }: Comer): string {
  const { about, roles = [] } = RIGHTS_TABLE[id] ?? { about: 'nobody' as const };
  if (about === 'nobody') return 'in';
  if (at === 'outside') return 'sign-in.required';
  if (about === 'oneself') return 'in';
  if (at === 'installation') return 'in';
  const fits = role !== undefined && roles.includes(role);
  const mine = role !== undefined && at === 'north';
  switch (about) {
    case 'run':
      return mine ? (fits ? 'in' : 'access.denied') : 'run.not-found';
    case 'project':
      return mine ? (fits ? 'in' : 'access.denied') : 'project.not-found';
    case 'list':
      return fits ? 'in' : 'access.denied';
    case 'customer':
      return fits ? (mine ? 'in' : 'project.not-found') : 'access.denied';
    case 'person':
      return fits ? (mine ? 'in' : 'person.unknown') : 'access.denied';
    case 'invitation':
      return fits ? (mine ? 'in' : 'invitation.ended') : 'access.denied';
    case 'partner':
      return role === 'owner' ? 'project.not-found' : 'access.denied';
    case 'installation':
      return 'access.denied';
  }
}

/** What nobody of another customer may read anywhere. */
function secretsOfNorth(): string[] {
  const names = [...people.keys()].filter((name) => name.endsWith('north'));
  const accounts = names.map((name) => people.get(name) ?? '');
  const { run = '', project = '', work = '', digest = '' } = ids;
  return [...names, ...accounts, CUSTOMER, FILE, run, project, work, digest, 'Ziel '];
}

describe('the rights table', () => {
  it('knows every route of the server, and no other', () => {
    expect(Object.keys(RIGHTS_TABLE).sort()).toEqual(ROUTES.map(({ spec }) => spec.id).sort());
  });

  it('leaves nothing open but what says nothing of any customer', () => {
    const open = ROUTES.filter(({ spec }) => spec.right === 'anyone').map(({ spec }) => spec.id);
    const told = Object.keys(RIGHTS_TABLE).filter((id) => RIGHTS_TABLE[id]?.about === 'nobody');
    expect(open.sort()).toEqual(told.sort());
  });
});

describe.each(ROUTES.map(({ spec, address }) => [spec.id, spec.method, address] as const))(
  '%s: %s %s',
  (id, method) => {
    const refused = COMERS.filter((comer) => expected(id, comer) !== 'in');
    const welcome = COMERS.filter((comer) => expected(id, comer) === 'in');

    it('refuses everybody it should, tells them nothing and does nothing', async () => {
      const head = async () => (await umstieg.queries.run(ids['run'] ?? '')).head;
      const before = await head();
      const got: Record<string, string> = {};
      for (const comer of refused) {
        const { code, text } = await send(id, comer);
        got[nameOf(comer)] = code;
        if (comer.at !== 'north')
          expect(secretsOfNorth().filter((secret) => text.includes(secret))).toEqual([]);
      }
      expect(got).toEqual(Object.fromEntries(refused.map((c) => [nameOf(c), expected(id, c)])));
      expect(await head()).toEqual(before);
    });

    it('lets in whom it should, and tells them of their own customer only', async () => {
      for (const comer of welcome) {
        const { status, code, text } = await send(id, comer);
        const about = RIGHTS_TABLE[id]?.about ?? 'nobody';
        const isOpen = about === 'nobody' || about === 'oneself';
        const stopped = (isOpen ? [] : [...GUARDED, ...HIDING]).includes(code);
        const { answers } = RIGHTS_TABLE[id] ?? {};
        const fine = method === 'get' ? status === 200 || code === answers : status < 500;
        expect([nameOf(comer), fine, stopped ? code : 'in']).toEqual([
          ...[nameOf(comer), true, 'in'],
        ]);
        if (comer.at === 'south' || comer.at === 'nowhere')
          expect(secretsOfNorth().filter((secret) => text.includes(secret))).toEqual([]);
      }
    });
  },
);

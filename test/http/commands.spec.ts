import { request } from 'node:http';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { Api, serveHere, stopServers } from './api.js';

let api: Api;
let umstieg: Umstieg;
let run = '';
const lines: string[] = [];

beforeAll(async () => {
  umstieg = await openTiny(await temporaryFolder());
  api = await serveHere(umstieg, lines);
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});
beforeEach(async () => {
  const made = await api.post('/api/projects', { customer: 'Muster GmbH', kind: 'drill' });
  expect(made.status).toBe(201);
  run = made.body['id'] as string;
});

const revision = async () => (await api.get(`/api/runs/${run}`)).headers.get('etag') ?? '';
const claims = (step: string) => `/api/runs/${run}/steps/${step}/claims`;
const seq = async () => (await umstieg.queries.run(run)).head.seq;

describe('commands that name an old revision', () => {
  it('let one of two with the same If-Match through, and tell the other what changed', async () => {
    const match = await revision();
    const both = await Promise.all(
      ['Anna', 'Karl'].map((as) =>
        api.post(`/api/runs/${run}/steps/T-101/assign`, { to: as }, { as, match }),
      ),
    );
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 412]);
    const refused = both.find((answer) => answer.status === 412);
    expect(refused?.headers.get('content-type')).toContain('application/problem+json');
    expect(refused?.body).toMatchObject({
      code: 'run.conflict',
      changes: [{ event: 'T-101.assign', step: 'T-101' }],
    });
  });

  it('say whether what happened meanwhile concerns the step of the request', async () => {
    const match = await revision();
    await api.post(`/api/runs/${run}/steps/T-102/notes`, { text: 'anderswo' });
    const assign = () => api.post(`/api/runs/${run}/steps/T-101/assign`, { to: 'Karl' }, { match });
    expect((await assign()).body).toMatchObject({
      ...{ code: 'run.conflict', concerns: false },
      changes: [{ event: 'T-102.note', concerns: false }],
    });
    await api.post(`/api/runs/${run}/steps/T-101/notes`, { text: 'hier' });
    const told = (await assign()).body as { concerns: boolean; changes: { concerns: boolean }[] };
    expect([told.concerns, told.changes.map((one) => one.concerns)]).toEqual([true, [false, true]]);
  });

  it('say that a step is concerned when the result of one it reads moved, or too much happened to be told', async () => {
    const match = await revision();
    await api.post(claims('T-101'), { set: { size: 4 } });
    await umstieg.settle(run);
    const assign = (step: string, seen: string) =>
      api.post(`/api/runs/${run}/steps/${step}/assign`, { to: 'Karl' }, { match: seen });
    expect((await assign('T-202', match)).body['concerns']).toBe(true);
    const before = await revision();
    for (let n = 0; n < 51; n++)
      await api.post(`/api/runs/${run}/steps/T-102/notes`, { text: String(n) });
    const told = (await assign('T-101', before)).body as { concerns: boolean; changes: unknown[] };
    expect([told.concerns, told.changes.length]).toEqual([true, 50]);
  });
});

describe('commands over HTTP', () => {
  it('hand in a claim, whose check is found at Location', async () => {
    const sent = await api.post(claims('T-101'), { set: { size: 4 } }, { match: await revision() });
    expect(sent.status).toBe(202);
    await umstieg.settle(run);
    const attempt = await api.get(sent.headers.get('location') ?? '');
    expect(attempt.body).toMatchObject({ attempt: { status: 'succeeded', verdict: 'consistent' } });
    const shown = await api.get(`/api/runs/${run}`);
    expect(shown.body['progress']).toMatchObject({ done: 2 });
  });

  it('have one effect under one key, and none for another content', async () => {
    const once = { key: 'once' };
    const first = await api.post(claims('T-101'), { set: { size: 4 } }, once);
    await umstieg.settle(run);
    const after = await seq();
    const again = await api.post(claims('T-101'), { set: { size: 4 } }, once);
    expect(again.body).toEqual(first.body);
    expect(await seq()).toBe(after);
    const other = await api.post(claims('T-101'), { set: { size: 5 } }, once);
    expect(other.status).toBe(409);
    expect(other.body['code']).toBe('command.mismatch');
  });

  it('make one project under one key, also when both come at once', async () => {
    const twin = () => api.post('/api/projects', { customer: 'Zwilling' }, { key: 'twin' });
    const [one, two] = await Promise.all([twin(), twin()]);
    expect(one.body['id']).toBe(two.body['id']);
    const other = await api.post('/api/projects', { customer: 'Anders' }, { key: 'twin' });
    expect(other.body['code']).toBe('command.mismatch');
    expect((await umstieg.verify(one.body['id'] as string)).findings).toEqual([]);
  });

  it('are refused without a key or a revision', async () => {
    const assign = (o: object) => api.post(`/api/runs/${run}/steps/T-101/assign`, { to: 'x' }, o);
    expect((await assign({ key: null })).body['code']).toBe('key.required');
    expect((await assign({ match: null })).status).toBe(428);
  });

  it('name the field that does not fit, in the language that was asked for', async () => {
    const sent = await api.post(
      '/api/projects',
      { customer: 7 },
      { headers: { 'accept-language': 'en' } },
    );
    expect(sent.status).toBe(422);
    expect(sent.body).toMatchObject({ code: 'input.invalid', place: { column: 'customer' } });
    expect(sent.body['title']).toBe('Input not understood');
    expect((await api.post('/api/projects', {})).body['title']).toBe('Angaben nicht verständlich');
  });
});

describe('the front door', () => {
  it('lets nobody in without the token, and tells nothing', async () => {
    const stranger = new Api(api.address, 'wrong');
    for (const path of ['/api/runs', `/api/runs/${run}`, '/metrics'])
      expect((await stranger.get(path)).status).toBe(401);
    expect((await stranger.get('/health')).body).toEqual({ status: 'ok' });
    expect((await stranger.get('/ready')).status).toBe(200);
  });

  it('answers only to its own names', async () => {
    const { hostname, port } = new URL(api.address);
    const headers = { host: 'evil.example', authorization: `Bearer ${api.token}` };
    const status = await new Promise((done, fail) => {
      request({ hostname, port, path: '/api/runs', headers, timeout: 5_000 }, (response) => {
        response.resume();
        done(response.statusCode);
      })
        .on('error', fail)
        .end();
    });
    expect(status).toBe(403);
  });

  it('refuses what is too large, too deep or no JSON', async () => {
    const deep = `${'['.repeat(100)}${']'.repeat(100)}`;
    const send = (body: string) => api.call('POST', '/api/projects', body, {});
    expect((await send(`{"customer":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413);
    expect((await send(`{"customer":${deep}}`)).body['code']).toBe('input.invalid');
    expect((await send('{"customer":')).body['code']).toBe('body.invalid');
    expect((await api.get('/api/nowhere')).body['code']).toBe('route.unknown');
  });

  it('sends safe headers and no CORS', async () => {
    const { headers } = await api.get('/api/runs', { headers: { origin: 'https://evil.example' } });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('logs routes and codes, and nobody', async () => {
    await api.get(`/api/runs/${run}?secret=Geheim`);
    const text = lines.join('\n');
    expect(text).toContain('"route":"/api/runs/:run"');
    for (const word of [api.token, 'Muster', 'Anna', 'Geheim', run])
      expect(text).not.toContain(word);
  });

  it('gives figures in OpenMetrics', async () => {
    const { headers, body } = await api.get('/metrics');
    expect(headers.get('content-type')).toContain('application/openmetrics-text');
    expect(body['text']).toMatch(/umstieg_runs\{status="waiting"\} \d+/);
    expect((body['text'] as string).trimEnd().endsWith('# EOF')).toBe(true);
  });
});

describe('lists', () => {
  it('come in pages that hold everything once', async () => {
    const ids: string[] = [];
    for (let next: unknown = ''; typeof next === 'string';) {
      const { body } = await api.get(`/api/runs?limit=2&after=${next}`);
      ids.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      next = body['next'];
    }
    expect(ids.sort()).toEqual((await umstieg.queries.list()).map(({ id }) => id).sort());
    const { body } = await api.get(`/api/runs/${run}/entries?limit=1`);
    expect(body['items']).toMatchObject([{ seq: 1, event: 'run.created', actor: 'Anna' }]);
  });
});

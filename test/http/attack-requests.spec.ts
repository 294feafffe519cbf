import { gzipSync } from 'node:zlib';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { PASSWORD, serveHere, stopServers, type Api } from './api.js';
import { Browser } from './browser.js';
import { rawRequest } from './raw-request.js';

let api: Api;
let umstieg: Umstieg;
let run = '';

beforeAll(async () => {
  umstieg = await openTiny(await temporaryFolder());
  api = await serveHere(umstieg);
  const made = await api.post('/api/projects', { customer: 'Muster GmbH', kind: 'drill' });
  run = made.body['id'] as string;
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

const signed = (path: string, o: Partial<Parameters<typeof rawRequest>[1]> = {}) =>
  rawRequest(api.address, {
    ...{ path, ...o },
    headers: { authorization: `Bearer ${api.token}`, ...o.headers },
  });
const codeIn = (text: string) =>
  text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined;
const head = async () => (await umstieg.queries.run(run)).head.seq;

describe('a forged request', () => {
  it('with the CSRF token of another session, of nobody or of an ended one changes nothing', async () => {
    const [one, other] = [new Browser(api), new Browser(api)];
    await one.signIn('Anna', PASSWORD);
    await other.signIn('Anna', PASSWORD);
    const before = await head();
    const pause = (browser: Browser) =>
      browser.post(`/api/runs/${run}/pause`, { reason: 'Angriff' });
    const [own] = [one.csrf];
    for (const forged of [other.csrf, 'x', '', own?.slice(1), `${own ?? ''}0`]) {
      one.csrf = forged;
      expect((await pause(one)).body['code']).toBe('csrf.refused');
    }
    expect(await head()).toBe(before);
    one.csrf = own;
    await one.signIn('Anna', PASSWORD); // the session it was bound to has ended
    one.csrf = own;
    expect((await pause(one)).body['code']).toBe('csrf.refused');
  });

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('from another page (%j) is refused, reading too', async (headers) => {
    const browser = new Browser(api);
    await browser.signIn('Anna', PASSWORD);
    const read = await browser.get(`/api/runs/${run}`, { headers });
    expect(read.body['code']).toBe('csrf.refused');
  });

  it.each(['x-http-method-override', 'x-http-method', 'x-method-override'])(
    'does not become another method by %s, nor by a field',
    async (header) => {
      const before = await head();
      const sent = await signed(`/api/runs/${run}/pause?_method=POST`, {
        headers: { [header]: 'POST', 'idempotency-key': 'o', 'if-match': '*' },
      });
      expect([sent.status, codeIn(sent.text)]).toEqual([404, 'route.unknown']);
      expect(await head()).toBe(before);
    },
  );

  it.each(['TRACE', 'PATCH', 'OPTIONS', 'PROPFIND'])(
    'of method %s finds nothing',
    async (method) => {
      const { status } = await signed(`/api/runs/${run}`, { method });
      expect(status).toBe(404);
    },
  );
});

describe('a path', () => {
  it.each([
    '/api/runs/..%2f..%2fkeys',
    '/api/runs/%00',
    '/api/runs/RUN%00',
    '/api/runs/RUN/../../metrics',
    '/api//runs/RUN',
    '/api/runs/__proto__',
    '/api/runs/%E0%A4%A',
    '/api/runs/RUN/steps/..%2f..%2fT-101',
    '/api/runs/RUN/steps/__proto__',
    '/api/runs/RUN/steps/%00',
    '/api/runs/RUN/evidence/..%2f..%2fkeys%2fsigning.pem',
    '/api/runs/RUN/operations/..%2f..%2fRUN/result',
    '/api/runs/RUN/attempts/..%5c..%5cx',
    `/api/runs/${'x'.repeat(8_000)}`,
    `/api/runs/RUN/steps/${'x'.repeat(8_000)}`,
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%2f..%2f..%2fpackage.json',
  ])('that leads elsewhere finds nothing: %s', async (path) => {
    const { status, text } = await signed(path.replaceAll('RUN', run));
    expect(status).toBe(404);
    expect(codeIn(text)).toMatch(/\.(unknown|not-found)$/);
  });

  it('longer than any browser sends is refused before it is read', async () => {
    const { status } = await signed(`/${'x'.repeat(40_000)}`);
    expect(status).toBe(431);
  });

  it('of a draft leads to no other file', async () => {
    const draft = `/api/runs/${run}/steps/${encodeURIComponent('../../keys/signing.pem')}/draft`;
    expect((await signed(draft)).text).toBe('{"draft":null}');
    await signed(draft, { method: 'DELETE' });
    expect((await umstieg.verify(run)).findings).toEqual([]);
    expect((await api.get('/health')).status).toBe(200);
  });
});

describe('a body', () => {
  const claim = (body: string | Buffer, headers: Record<string, string> = {}) =>
    signed(`/api/runs/${run}/steps/T-101/claims`, {
      ...{ method: 'POST', body },
      headers: {
        ...{ 'content-type': 'application/json', 'idempotency-key': 'body', 'if-match': '*' },
        ...headers,
      },
    });

  it.each([
    ['deep', `{"set":{"x":${'['.repeat(400_000)}${']'.repeat(400_000)}}}`, 'input.invalid'],
    [
      'wide',
      `{"set":{${Array.from({ length: 60_000 }, (_, i) => `"a${i}":1`).join()}}}`,
      'input.invalid',
    ],
    ['large', `{"set":{"x":"${'x'.repeat(17_000_000)}"}}`, 'body.too-large'],
    ['cut off', '{"set":', 'body.invalid'],
    ['no object', '"set"', 'body.invalid'],
    ['a way to every object', '{"set":{"__proto__":{"size":3}}}', 'input.invalid'],
  ])('that is %s is refused', async (_, body, code) => {
    expect(codeIn((await claim(body)).text)).toBe(code);
    expect(({} as { size?: number }).size).toBeUndefined();
  });

  it('is measured after it was unpacked', async () => {
    const bomb = gzipSync(`{"set":{"x":"${' '.repeat(50_000_000)}"}}`);
    expect(bomb.length).toBeLessThan(100_000);
    const sent = await claim(bomb, { 'content-encoding': 'gzip' });
    expect(codeIn(sent.text)).toBe('body.too-large');
  });

  it('that a form of another page could send is not read as JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded'])
      expect(codeIn((await claim('{"set":{"size":3}}', { 'content-type': type })).text)).toBe(
        'body.invalid',
      );
  });

  it('that is no UTF-8 is refused, not taken with other signs', async () => {
    const broken = Buffer.from('{"set":{"size":3,"x":"\xff\xfe"}}', 'latin1');
    expect(codeIn((await claim(broken)).text)).toBe('body.invalid');
  });

  it('with a key longer than an entry holds is refused on every command', async () => {
    const key = 'k'.repeat(5_000);
    const project = await api.post('/api/projects', { customer: 'B' }, { key });
    expect(project.body['code']).toBe('input.invalid');
    const paused = await api.post(`/api/runs/${run}/pause`, { reason: 'x' }, { key });
    expect(paused.body['code']).toBe('input.invalid');
  });
});

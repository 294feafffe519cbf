import { readFileSync } from 'node:fs';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { join } from 'node:path';
import { RequestError } from '../../src/core/errors.js';
import type { Binding } from '../../src/http/binding.js';
import { serve } from '../../src/http/serve.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { ROOT } from '../style/repository.js';
import { accessTo, firstOwner, PASSWORD, serveBound, stopServers } from './api.js';

const pem = (name: string) =>
  readFileSync(join(ROOT, 'test', 'http', 'certificates', name), 'utf8');
const TLS = { cert: pem('server.pem'), key: pem('server.key.pem') };
const OUTSIDE = 'https://umstieg.example.test';

let umstieg: Umstieg;

beforeAll(async () => {
  umstieg = await openTiny(await temporaryFolder());
  await firstOwner(accessTo(umstieg), 'Anna');
});
afterEach(stopServers);
afterAll(cleanUp);

interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request with exactly these headers; `fetch` sets some itself. */
function ask(
  address: string,
  path: string,
  o: { method?: string; headers?: Record<string, string>; body?: string; from?: string } = {},
): Promise<Told> {
  const { protocol, port } = new URL(address);
  const send = protocol === 'https:' ? tlsRequest : plainRequest;
  const { method = 'GET', headers = {}, body, from } = o;
  const options = { host: '127.0.0.1', port, path, method, headers, timeout: 10_000 };
  const any = { checkServerIdentity: () => undefined }; // which names fit the server says
  const place = { ca: TLS.cert, ...any, ...(from === undefined ? {} : { localAddress: from }) };
  return new Promise((done, fail) => {
    const sent = send({ ...options, ...place }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      response.on('end', () => {
        done({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    sent.on('error', fail).end(body);
  });
}

function signIn(address: string, headers: Record<string, string>, name = 'Anna', from?: string) {
  const body = JSON.stringify({ name, password: PASSWORD });
  const type = { 'content-type': 'application/json' };
  const place = from === undefined ? {} : { from };
  return ask(address, '/api/session', {
    ...{ method: 'POST', headers: { ...type, ...headers }, body },
    ...place,
  });
}

const codeIn = ({ body }: Told) => (JSON.parse(body) as { code?: string }).code;

async function refusal(binding: Partial<Binding>, port = 0): Promise<string> {
  const bound = { host: '127.0.0.1', ...binding };
  const parts = {
    session: { umstieg, report: () => Promise.resolve('') },
    access: accessTo(umstieg),
  };
  const rest = { port, version: '9.9.9', paused: true, write: () => undefined };
  try {
    await (await serve({ ...parts, ...bound, ...rest })).close();
    return 'open';
  } catch (error) {
    if (error instanceof RequestError) return `${error.code} ${error.text.en}`;
    throw error;
  }
}

describe('an address that others reach', () => {
  it.each(['0.0.0.0', '::', '192.0.2.7', 'umstieg.example.test', '127.0.0.1.example.test', ''])(
    'is refused without TLS or a declared proxy: "%s"',
    async (host) => {
      expect(await refusal({ host })).toContain('without TLS it answers this computer only');
    },
  );

  it('that another program has taken is refused in words, with what to do', async () => {
    const { address } = await serveBound(umstieg, { host: '127.0.0.1' });
    const port = Number(new URL(address).port);
    expect(await refusal({ host: '127.0.0.1' }, port)).toMatch(
      new RegExp(`^bind.refused .*port ${port}.*--port`),
    );
  });

  it.each(['127.0.0.1', 'localhost'])('is not %s', async (host) => {
    expect(await refusal({ host })).toBe('open');
  });

  it('is refused with a certificate that is none, not of this key, without a name or run out', async () => {
    const of = (cert: string, key = TLS.key) => refusal({ host: '0.0.0.0', tls: { cert, key } });
    expect(await of('nonsense')).toContain('do not fit');
    expect(await of(TLS.cert, pem('other.key.pem'))).toContain('do not fit');
    expect(await of(TLS.cert, TLS.cert)).toContain('do not fit');
    expect(await of(pem('nameless.pem'))).toContain('names no host');
    expect(await of(pem('expired.pem'))).toContain('has run out');
  });

  it.each([
    'http://umstieg.example.test',
    'https://umstieg.example.test/',
    'https://umstieg.example.test/path',
    'https://user@umstieg.example.test',
    'umstieg.example.test',
    '*',
    '',
  ])('is refused behind a proxy that is not named exactly: "%s"', async (origin) => {
    const proxy = { origin, from: ['127.0.0.1'] };
    expect(await refusal({ host: '0.0.0.0', proxy })).toContain('--behind-proxy names');
  });

  it.each(['0.0.0.0/0', '*', 'proxy', '10.0.0.0/33', '10.0.0.0/8/8', '::/0', ''])(
    'is refused behind a proxy that may come from "%s"',
    async (from) => {
      const proxy = { origin: OUTSIDE, from: [from] };
      expect(await refusal({ host: '0.0.0.0', proxy })).toContain('--proxy-from names');
    },
  );
});

describe('a server with TLS', () => {
  it('answers to the names of its certificate, with a cookie bound to host and TLS', async () => {
    const { address } = await serveBound(umstieg, { host: '0.0.0.0', tls: TLS });
    const { port } = new URL(address);
    expect(address).toBe(`https://umstieg.test:${port}`);
    const host = `umstieg.test:${port}`;
    const signedIn = await signIn(address, { host, origin: address });
    expect(signedIn.status).toBe(200);
    expect(signedIn.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^__Host-umstieg=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ]);
    expect(signedIn.headers['strict-transport-security']).toBe('max-age=31536000');
    const byIp = `127.0.0.1:${port}`;
    expect((await signIn(address, { host: byIp, origin: `https://${byIp}` })).status).toBe(200);
    for (const other of ['evil.example', `evil.example:${port}`, 'umstieg.test', `[::1]:${port}`])
      expect((await ask(address, '/health', { headers: { host: other } })).status).toBe(403);
    for (const origin of [`http://${host}`, 'https://umstieg.test', 'https://evil.example', 'null'])
      expect(codeIn(await signIn(address, { host, origin }))).toBe('csrf.refused');
  });

  it('does not answer in the clear', async () => {
    const { address } = await serveBound(umstieg, { host: '127.0.0.1', tls: TLS });
    await expect(ask(address.replace('https:', 'http:'), '/health')).rejects.toThrow();
  });
});

describe('a server behind a proxy', () => {
  const host = new URL(OUTSIDE).host;
  const proxied = (from = ['127.0.0.1']) =>
    serveBound(umstieg, { host: '127.0.0.1', proxy: { origin: OUTSIDE, from } });

  it('is reached under the declared name only, whatever is said of other names', async () => {
    const { bound } = await proxied();
    const forged = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' };
    const signedIn = await signIn(bound, { host, origin: OUTSIDE, ...forged });
    expect(signedIn.headers['set-cookie']?.[0]).toMatch(/^__Host-umstieg=.*; Secure/);
    expect(signedIn.body).not.toContain('evil');
    const detour = { host: 'evil.example', 'x-forwarded-host': host, origin: OUTSIDE };
    expect(codeIn(await signIn(bound, detour))).toBe('host.refused');
    const inside = { host, origin: bound };
    expect(codeIn(await signIn(bound, inside))).toBe('csrf.refused');
  });

  it('believes the last address the proxy wrote, for the throttle, and nobody else', async () => {
    const { bound } = await proxied(['127.0.0.2']);
    const fail = (told: string, from: string) =>
      signIn(
        bound,
        { host, origin: OUTSIDE, 'x-forwarded-for': told },
        `Name ${told} ${from}`,
        from,
      );
    // whoever connects to the server past the proxy stays one address, whatever they write
    for (let n = 0; n < 21; n++) await fail(`198.51.100.${n}`, '127.0.0.1');
    expect(codeIn(await fail('198.51.100.99', '127.0.0.1'))).toBe('sign-in.paused');
    // people behind the proxy are told apart by what it added last, not by what they sent
    for (let n = 0; n < 21; n++) await fail(`198.51.100.${n}, 203.0.113.7`, '127.0.0.2');
    expect(codeIn(await fail('198.51.100.98, 203.0.113.7', '127.0.0.2'))).toBe('sign-in.paused');
    expect(codeIn(await fail('203.0.113.7, 203.0.113.8', '127.0.0.2'))).toBe('sign-in.failed');
  });
});

import { request } from 'node:http';
import type { ArgumentsHost } from '@nestjs/common';
import { RequestError } from '../../src/core/errors.js';
import { Log } from '../../src/http/log.js';
import { onLoopback } from '../../src/http/outside.js';
import { ProblemFilter } from '../../src/http/problem.js';
import { cleanUp, newTinyRun, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { storeError } from '../../src/persistence/store-errors.js';
import { serveHere, stopServers, type Api } from './api.js';

afterAll(async () => {
  await stopServers();
  await cleanUp();
});

/** What the filter answers to an error, to a request that names revision 1. */
async function told(
  umstieg: Umstieg,
  error: Error,
  { params, lines }: { params: Record<string, string>; lines: string[] },
) {
  const sent: string[] = [];
  const headers: Record<string, string> = {};
  const response = {
    ...{ headersSent: false, status: () => response, type: () => response },
    set: (name: string, value: string) => {
      headers[name] = value;
      return response;
    },
    send: (text: string) => sent.push(text),
  };
  const named: Readonly<Record<string, string>> = { 'if-match': '"1"' };
  const request = { params, get: (name: string) => named[name], acceptsLanguages: () => 'en' };
  const host = {
    switchToHttp: () => ({ getRequest: () => request, getResponse: () => response }),
  } as unknown as ArgumentsHost;
  const session = { umstieg, report: () => Promise.resolve('') };
  await new ProblemFilter(session, new Log((line) => lines.push(line))).catch(error, host);
  return { problem: JSON.parse(sent[0] ?? '') as unknown, headers };
}

describe('a problem', () => {
  it('is answered without what happened meanwhile when the database does not say it any more', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const run = await newTinyRun(umstieg, 'drill');
    await umstieg.close();
    const lines: string[] = [];
    const { problem } = await told(
      umstieg,
      new RequestError('run.conflict', { de: 'Konflikt', en: 'conflict' }),
      { params: { run }, lines },
    );
    expect(problem).toMatchObject({ code: 'run.conflict', detail: 'conflict' });
    expect(lines.join()).toContain('unexpected');
  });

  it('of a flush that failed once says when to send the command again', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const failed = storeError({ code: 'SQLITE_IOERR' }, 'umstieg.sqlite');
    const { problem, headers } = await told(umstieg, failed, { params: {}, lines: [] });
    expect(problem).toMatchObject({ status: 503, code: 'store.failed' });
    expect(headers['retry-after']).toBe('5');
  });

  it('says to whoever is not signed in by which scheme one is (RFC 9110)', async () => {
    const api = await serveHere(await openTiny(await temporaryFolder()));
    const answer = await fetch(`${api.address}/api/overview`);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it('says when it is worth trying again (RFC 9110)', async () => {
    const api = await serveHere(await openTiny(await temporaryFolder()));
    const body = { name: 'Anna', password: 'ganz sicher nicht das richtige' };
    let answer = await api.post('/api/session', body);
    for (let n = 0; n < 20 && answer.status !== 429; n++)
      answer = await api.post('/api/session', body);
    expect([answer.status, answer.body['code']]).toEqual([429, 'sign-in.paused']);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(answer.body['detail']).toContain(`${answer.headers.get('retry-after')} s`);
  });

  it('names no field where the request as a whole does not fit', async () => {
    const api = await serveHere(await openTiny(await temporaryFolder()));
    const sent = await api.post('/api/projects', [], { headers: { 'accept-language': 'en' } });
    expect(sent.body['detail']).toContain('The request does not fit');
    expect(sent.body['detail']).toContain('received array');
  });

  it('says what came where another type was expected', async () => {
    const api = await serveHere(await openTiny(await temporaryFolder()));
    const headers = { 'accept-language': 'en' };
    const sent = await api.post('/api/projects', { customer: 5 }, { headers });
    expect(sent.body['detail']).toContain('expected string, received number');
  });
});

describe('a client that leaves', () => {
  it('in the middle of an upload is noted as such, and is no unexpected error', async () => {
    const lines: string[] = [];
    const api = await serveHere(await openTiny(await temporaryFolder()), lines);
    const { body } = await api.post('/api/projects', { customer: 'A', kind: 'drill' });
    const path = `/api/runs/${String(body['id'])}/evidence?name=a.txt`;
    await leaveIn(api, path);
    const ends = () => lines.filter((line) => /"(client left|unexpected)"/.test(line));
    for (let n = 0; n < 200 && ends().length === 0; n++)
      await new Promise((done) => setTimeout(done, 50));
    expect(ends()).toEqual([expect.stringContaining('"client left"')]);
  });
});

/** Promises more than it sends, and hangs up. */
function leaveIn({ address, token }: Api, path: string): Promise<void> {
  const headers = {
    ...{ authorization: `Bearer ${token}`, 'idempotency-key': 'left' },
    'content-length': 5_000_000,
  };
  const sent = request(address + path, { method: 'POST', headers });
  sent.write(Buffer.alloc(100_000, 97));
  return new Promise((done) => {
    sent.on('error', () => undefined).on('close', done);
    setTimeout(() => sent.destroy(), 300);
  });
}

describe('a server on the usual port', () => {
  it('answers to its name as browsers write it, without the port', () => {
    const outside = onLoopback(() => 80);
    expect(
      ['localhost', 'localhost:80', 'example.com'].map((name) => outside.isOwnHost(name)),
    ).toEqual([true, false, false]);
    expect(outside.isOwnOrigin('http://localhost')).toBe(true);
  });
});

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { anna, cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { serveHere, stopServers, type Api } from './api.js';

let api: Api;
let umstieg: Umstieg;
let folder = '';
let run = '';

beforeAll(async () => {
  folder = await temporaryFolder();
  umstieg = await openTiny(folder);
  api = await serveHere(umstieg);
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});
beforeEach(async () => {
  const made = await api.post('/api/projects', { customer: 'Muster GmbH', kind: 'drill' });
  run = made.body['id'] as string;
});

const bytesOf = (text: string) => new TextEncoder().encode(text);
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');
const upload = (name: string, text: string, headers: Record<string, string> = {}) =>
  api.call('POST', `/api/runs/${run}/evidence?name=${encodeURIComponent(name)}`, bytesOf(text), {
    headers,
  });
const uploads = () => join(folder, 'uploads');
const left = () =>
  existsSync(uploads()) ? readdirSync(uploads()).filter((name) => name.startsWith('.')) : [];
const old = (path: string, days: number) => {
  const then = new Date(Date.now() - days * 86_400_000);
  utimesSync(path, then, then);
};

describe('a file that is sent', () => {
  it('is taken in as it is, also where it calls itself JSON', async () => {
    const text = `[${'1,'.repeat(700_000)}1]`;
    const sent = await upload('werte.json', text, { 'content-type': 'application/json' });
    expect([sent.status, sent.body['digest']]).toEqual([201, digestOf(text)]);
  });

  it.each([
    ['Bild"; filename="böse.html".txt', /^attachment; filename\*?=[^\r\n]*\.txt"?/],
    ['a\r\nset-cookie: x=1\r\n.txt', /^attachment; filename="aset-cookie: x=1.txt"$/],
    ['\u202egnp.txt', /^attachment; filename=/],
    ['../../keys/signing.txt', /^attachment; filename=signing.txt$/],
  ])('under the name %j comes back under one harmless name', async (name, expected) => {
    const sent = await upload(name, `inhalt ${name}`);
    expect(sent.status).toBe(201);
    const got = await api.fetch(sent.headers.get('location') ?? '', {});
    await got.arrayBuffer();
    expect(got.headers.get('content-disposition')).toMatch(expected);
    expect(got.headers.get('set-cookie')).toBeNull();
  });

  it('leaves nothing behind when the line breaks in the middle', async () => {
    const { hostname, port } = new URL(api.address);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /api/runs/${run}/evidence?name=halb.txt HTTP/1.1\r\nhost: ${hostname}:${port}\r\n` +
        `authorization: Bearer ${api.token}\r\nidempotency-key: h\r\ncontent-length: 5000000\r\n\r\n${'x'.repeat(100_000)}`,
    );
    while (left().length === 0) await delay(20);
    socket.destroy();
    while (left().length > 0) await delay(20);
    expect(existsSync(join(uploads(), run))).toBe(false);
  });

  it('is refused once a run holds more than anybody could need', async () => {
    await mkdir(join(uploads(), run), { recursive: true });
    for (let n = 0; n < 1_000; n++) writeFileSync(join(uploads(), run, `${n}.json`), '{}');
    const sent = await upload('noch-eine.txt', 'x');
    expect([sent.status, sent.body['code']]).toEqual([422, 'evidence.unusable']);
  });
});

describe('what uploads left', () => {
  it('is swept away when a process died in the middle, but not while one writes', async () => {
    const [dead, young] = [join(uploads(), '.00dead'), join(uploads(), '.00young')];
    for (const path of [dead, young]) await writeFile(path, 'ein Stück');
    old(dead, 1);
    await umstieg.uploads.sweep();
    expect([existsSync(dead), existsSync(young)]).toEqual([false, true]);
  });

  it('goes with what a process left half written among evidence and records', async () => {
    const unfinished = '.0123456789abcdef.tmp';
    const folders = [join(folder, 'evidence'), join(folder, 'evidence', 'ab')];
    for (const one of [...folders, join(uploads(), run)]) {
      await mkdir(one, { recursive: true });
      for (const name of [unfinished, '.fedcba9876543210.tmp'])
        await writeFile(join(one, name), 'x');
      old(join(one, unfinished), 1);
    }
    expect(await umstieg.uploads.sweep()).toBe(3);
    for (const one of [...folders, join(uploads(), run)])
      expect(readdirSync(one)).toEqual(expect.arrayContaining(['.fedcba9876543210.tmp']));
  });

  it('goes after thirty days where no claim named it, and stays where one did', async () => {
    const [named, forgotten] = [`genannt ${run}`, `vergessen ${run}`];
    for (const text of [named, forgotten]) expect((await upload('a.txt', text)).status).toBe(201);
    const claim = { set: { size: 4 }, evidence: [digestOf(named)] };
    await api.post(`/api/runs/${run}/steps/T-101/claims`, claim);
    await umstieg.settle(run);
    const record = (text: string) => join(uploads(), run, `${digestOf(text)}.json`);
    const file = (text: string) => umstieg.core.evidence.path(digestOf(text));
    old(record(named), 31);
    old(record(forgotten), 29);
    await umstieg.uploads.sweep();
    expect(existsSync(record(forgotten))).toBe(true);
    old(record(forgotten), 31);
    await umstieg.uploads.sweep();
    expect([existsSync(file(named)), existsSync(file(forgotten))]).toEqual([true, false]);
    const gone = await api.get(`/api/runs/${run}/evidence/${digestOf(forgotten)}`);
    expect(gone.body['code']).toBe('evidence.not-found');
    expect((await umstieg.verify(run)).findings).toEqual([]);
  });
});

describe('a file that a browser would run', () => {
  it.each(['bild.svg', 'seite.html', 'seite.xhtml'])(
    'handed in on the command line as %s is given out inert',
    async (name) => {
      const path = join(folder, name);
      const text = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert('${name}')"/>`;
      await writeFile(path, text);
      await umstieg.submit(run, 'T-101', { set: { size: 4 }, evidence: [path] }, anna);
      await umstieg.settle(run);
      const got = await api.fetch(`/api/runs/${run}/evidence/${digestOf(text)}`, {});
      await got.arrayBuffer();
      expect(got.status).toBe(200);
      expect(got.headers.get('content-type')).toBe('application/octet-stream');
      expect(got.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(got.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
      expect(got.headers.get('x-content-type-options')).toBe('nosniff');
      expect(got.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    },
  );
});

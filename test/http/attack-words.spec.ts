import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { serveHere, stopServers, type Api } from './api.js';
import { rawRequest } from './raw-request.js';

let api: Api;
let umstieg: Umstieg;
let folder = '';
let run = '';
const lines: string[] = [];

beforeAll(async () => {
  folder = await temporaryFolder();
  umstieg = await openTiny(folder);
  api = await serveHere(umstieg, lines);
  const made = await api.post('/api/projects', { customer: 'Muster GmbH', kind: 'drill' });
  run = made.body['id'] as string;
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

const FORGED = '{"at":"2026-01-01T00:00:00.000Z","level":"info","what":"forged"}';

describe('a line of the log', () => {
  it('is one JSON document whatever was asked, by whom and with which header, and holds none of it', async () => {
    const evil = encodeURIComponent(`x\r\n${FORGED}\r\n\u2028\u001b[2K`);
    const headers = { authorization: `Bearer ${api.token}`, 'user-agent': `a ${FORGED}` };
    const asked = [`/api/${evil}`, `/${evil}?q=${evil}`, `/api/runs/${evil}/steps/${evil}`];
    for (const path of asked) await rawRequest(api.address, { path, headers });
    await rawRequest(api.address, { path: '/', headers: { ...headers, host: 'evil.example' } });
    await api.post(`/api/runs/${run}/steps/T-101/notes`, { text: `x\n${FORGED}` });
    await api.post('/api/session', { name: `Anna\n${FORGED}`, password: FORGED });
    expect(lines.length).toBeGreaterThan(6);
    for (const line of lines) {
      expect(line).not.toContain('\n');
      expect(JSON.parse(line)).toMatchObject({ at: expect.any(String) as unknown });
    }
    for (const typed of ['forged', 'evil.example', '\u2028', '\u001b'])
      expect(lines.join('\n')).not.toContain(typed);
  });
});

describe('the name of a file', () => {
  const bytes = new TextEncoder().encode('Nachweis');
  const upload = (name: string) =>
    api.call('POST', `/api/runs/${run}/evidence?name=${encodeURIComponent(name)}`, bytes, {});

  it.each([
    ['a device of Windows', 'CON.txt'],
    ['a device with a superscript', 'COM¹.txt'],
    ['a stream of NTFS', 'a.txt:stream.txt'],
    ['a path', '../../../keys/signing.txt'],
    ['a path of Windows', 'C:\\Windows\\system32\\x.txt'],
    ['a turned writing direction', 'rechnung\u202etxt.exe.txt'],
    ['a line break', 'a\r\nset-cookie: x=1.txt'],
    ['a NUL', 'a\0b.txt'],
    ['an umlaut in two characters', 'Pru\u0308fung.txt'],
    ['255 bytes', `${'ä'.repeat(125)}a.txt`],
    ['more than a file system holds', `${'ä'.repeat(1_000)}.txt`],
    ['markup', '<img src=x onerror=alert(1)>.txt'],
  ])('that is %s is never a name on the disk, and splits no header', async (_, name) => {
    const sent = await upload(name);
    if (sent.status !== 201) {
      expect([400, 404, 409, 422]).toContain(sent.status);
      return;
    }
    const got = await api.fetch(sent.headers.get('location') ?? '', {});
    expect(await got.text()).toBe('Nachweis');
    expect(got.headers.get('set-cookie')).toBeNull();
    expect(got.headers.get('content-disposition')).toMatch(/^attachment; filename/);
    // what a browser would save it as leads nowhere
    expect(String(sent.body['name'])).not.toMatch(/[/\\]|^\.\.?$/);
    const onDisk = readdirSync(folder, { recursive: true }).map(String);
    expect(onDisk.filter((path) => /CON|COM|stream|signing\.txt|img|Pru|ä{9}/.test(path))).toEqual(
      [],
    );
    expect(onDisk.filter((path) => path.includes(join('evidence', '')))).not.toEqual([]);
  });
});

describe('a word that is a piece of SQL', () => {
  it.each([
    "' OR 1=1 --",
    '"; DROP TABLE run; --',
    "%' UNION SELECT hash FROM account --",
    '_%\\',
    '0x00',
  ])('finds nothing more, changes nothing and breaks nothing: %s', async (word) => {
    const typed = encodeURIComponent(word);
    const before = (await umstieg.queries.run(run)).head.seq;
    const asked = [
      `/api/runs/${run}/entries?q=${typed}`,
      `/api/runs/${run}/entries?person=${typed}`,
      `/api/overview?q=${typed}`,
    ];
    for (const path of asked) {
      const { status, body } = await api.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect([path, body['items']]).toEqual([path, []]);
    }
    expect((await api.get(`/api/runs/${typed}`)).status).toBe(404);
    expect((await umstieg.queries.run(run)).head.seq).toBe(before);
  });
});

describe('the headers that keep a browser safe', () => {
  it('stand on pages, answers, refusals and files', async () => {
    const evidence = `/api/runs/${run}/evidence`;
    const sent = await api.call(
      'POST',
      `${evidence}?name=a.txt`,
      new TextEncoder().encode('a'),
      {},
    );
    const paths = [
      `/api/runs/${run}`,
      '/api/nothing',
      '/health',
      `${evidence}/${String(sent.body['digest'])}`,
    ];
    for (const path of paths) {
      const { headers } = await api.fetch(path, {});
      const policy = headers.get('content-security-policy') ?? '';
      expect([path, policy]).toEqual([path, expect.stringContaining("default-src 'none'")]);
      expect([path, policy]).toEqual([
        path,
        expect.stringMatching(/frame-ancestors 'none'|sandbox/),
      ]);
      expect(policy).not.toMatch(/unsafe-/);
      expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
      expect([path, headers.get('referrer-policy')]).toEqual([path, 'no-referrer']);
      expect([path, headers.get('cache-control')]).toEqual([
        path,
        expect.stringContaining('no-store'),
      ]);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

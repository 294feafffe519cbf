import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { Folder } from '../cli/command-line.js';
import { playedUntil, type Practice } from '../web/practice.js';
import { unpack } from '../audit/bundle-parts.js';
import { Browser } from './browser.js';
import { Planted } from './planted.js';

const PROGRAM = join(process.cwd(), 'bin', 'umstieg.js');
/** The first entry of the practice after the codes of R-302 were handed in. */
const AFTER_CODES = 'R-303';

const folder = new Folder();
const data = join(folder.path, 'data');
const crashes = join(folder.path, 'crashes');
const planted = new Planted();
let practice: Practice;
let server: ChildProcess;
let log = '';
let address = '';
let browser: Browser;

interface Entry {
  readonly step: string;
  readonly set?: Readonly<Record<string, unknown>>;
}

/** `--report-on-signal` stands for a crash: the same document Node writes when it dies. */
async function serve(): Promise<{ address: string; link: string }> {
  mkdirSync(crashes);
  const report = ['--report-on-signal', '--report-signal=SIGUSR2', `--report-directory=${crashes}`];
  const args = [...report, PROGRAM, '--data', data, '--json', 'serve', '--port', '0'];
  server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  server.stderr?.on('data', (piece: Buffer) => (log += piece.toString()));
  let out = '';
  for await (const piece of server.stdout as AsyncIterable<Buffer>) {
    out += piece.toString();
    if (out.trimEnd().endsWith('}')) return JSON.parse(out) as { address: string; link: string };
  }
  throw new Error(`serve ended: ${log}`);
}

beforeAll(async () => {
  practice = await playedUntil({ folder: folder.path }, { until: AFTER_CODES });
  const answers = parse(readFileSync(join(practice.folder, 'answers.yaml'), 'utf8')) as Entry[];
  const codes = answers.find(({ step }) => step === 'R-302')?.set ?? {};
  for (const field of ['licenseRequestCode', 'securityCode'])
    planted.add(field, String(codes[field]));

  const served = await serve();
  const { link } = served;
  ({ address } = served);
  browser = new Browser({ address });
  const first = planted.add('first link', link.split('#')[1]);
  const password = planted.add('password of the owner', 'vierzehn Hasen graben ein Loch');
  await browser.post('/api/invitations/accept', { token: first, password, name: 'Anna Berg' });
  planted.add('first session', browser.cookie?.split('=')[1]);
  const wrong = planted.add('wrong password', 'sieben Raben lesen die Zeitung');
  await new Browser({ address }).signIn('Anna Berg', wrong);
  await browser.signIn('Anna Berg', password);
  planted.add('second session', browser.cookie?.split('=')[1]);
  planted.add('CSRF token', browser.csrf);
  const invited = await browser.post('/api/invitations', {
    ...{ name: 'Karl Ott', role: 'approver', scope: 'installation' },
  });
  planted.add('link of an invitation', String(invited.body['link']).split('#')[1]);
  const draft = planted.add('secret of a draft', 'DRAFT-7788-GEHEIM-4411');
  const kept = { values: { securityCode: draft }, acknowledged: [] };
  const put = await browser.send('PUT', `/api/runs/${practice.run}/steps/R-302/draft`, {
    body: kept,
  });
  expect(put.status).toBe(200);
  const odd = planted.add('secret in a refused claim', 'CLAIM-9911-GEHEIM-0077');
  await browser.post(`/api/runs/${practice.run}/steps/R-302/claims`, {
    set: { securityCode: odd, licenseRequestCode: odd, nothing: odd },
  });
}, 120_000);
afterAll(async () => {
  if (server.exitCode === null) {
    server.kill('SIGTERM');
    await once(server, 'exit', { signal: AbortSignal.timeout(30_000) });
  }
  folder.remove();
});

/** Every file below, as its bytes. */
function filesBelow(path: string): { name: string; bytes: Buffer }[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((name) => ({ name, bytes: readFileSync(name) }));
}

describe('a secret', () => {
  it('stands in no byte of the data folder: database, write-ahead log, audit trail, drafts, evidence', () => {
    const files = filesBelow(data);
    expect(files.map(({ name }) => name.split('/').at(-1))).toContain('umstieg.sqlite-wal');
    expect(files.flatMap(({ name, bytes }) => planted.in(name, bytes))).toEqual([]);
    expect(planted.size).toBe(11);
  });

  it('stands in no line of the log', () => {
    expect(log).toContain('"what":"request"');
    expect(planted.in('log', Buffer.from(log))).toEqual([]);
  });

  it('stands in no report, and in no member of a sealed bundle', async () => {
    const cookie = { cookie: browser.cookie ?? '' };
    for (const language of ['de', 'en']) {
      const path = `${address}/api/runs/${practice.run}/report.html?lang=${language}`;
      const page = await fetch(path, { headers: cookie });
      expect(page.status).toBe(200);
      expect(planted.in('report', Buffer.from(await page.arrayBuffer()))).toEqual([]);
    }
    const runs = `/api/runs/${practice.run}/operations`;
    const { body } = await browser.post(runs, { kind: 'export' });
    const at = `${runs}/${String(body['id'])}`;
    let state = body;
    for (let n = 0; n < 100 && state['status'] !== 'done'; n++) {
      await delay(100);
      state = (await browser.get(at)).body;
    }
    const got = await fetch(`${address}${at}/result`, { headers: cookie });
    const file = join(folder.path, 'sealed.zip');
    writeFileSync(file, Buffer.from(await got.arrayBuffer()));
    const members = await unpack(file);
    expect(members.length).toBeGreaterThan(5);
    for (const [name, bytes] of members) expect(planted.in(name, bytes)).toEqual([]);
  });
});

describe('a running program that was given a secret', () => {
  it('shows it in neither command line nor environment of the server, nor in the report of a crash', async () => {
    for (const what of ['cmdline', 'environ'])
      expect(planted.in(what, readFileSync(`/proc/${String(server.pid)}/${what}`))).toEqual([]);
    server.kill('SIGUSR2');
    for (let n = 0; n < 100 && readdirSync(crashes).length === 0; n++) await delay(100);
    await delay(500); // it is written on
    const reports = filesBelow(crashes);
    expect(reports).toHaveLength(1);
    for (const { name, bytes } of reports) {
      expect(bytes.toString()).toContain('javascriptStack');
      expect(planted.in(name, bytes)).toEqual([]);
    }
  });

  it('asks a directory with its password in neither command line, environment nor messages', async () => {
    const password = planted.add('password of the directory', 'Leser-Kennwort-4711-Zebra');
    const file = folder.file('ldap.password', password);
    const heard: Socket[] = [];
    const silent = createServer((socket) => heard.push(socket));
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = silent.address() as AddressInfo;
    const asked = ['--ldap', `ldap://127.0.0.1:${port}`, '--base', 'DC=firma,DC=example'];
    const given = ['--bind', 'leser@firma.example', '--password-file', file];
    const out = ['-o', join(folder.path, 'users.csv')];
    const args = [PROGRAM, 'users', 'pull', ...asked, ...given, ...out];
    const running = promisify(execFile)(process.execPath, args, { timeout: 60_000 });
    while (heard.length === 0) await delay(20);
    const pid = String(running.child.pid);
    for (const what of ['cmdline', 'environ'])
      expect(planted.in(what, readFileSync(`/proc/${pid}/${what}`))).toEqual([]);
    heard[0]?.end('nonsense');
    silent.close();
    const ended = await running.catch(
      (error: unknown) => error as { stdout: string; stderr: string },
    );
    expect(ended.stderr).not.toBe('');
    expect(planted.in('output', Buffer.from(ended.stdout + ended.stderr))).toEqual([]);
  });
});

describe('the search for secrets', () => {
  it('would find each of them in every writing', () => {
    for (const bytes of planted.written()) expect(planted.in('here', bytes)).toHaveLength(1);
  });
});

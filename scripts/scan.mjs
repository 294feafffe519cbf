// wapiti and sqlmap (Debian: apt-get install wapiti sqlmap) against a server of its own, signed in and not: `node scripts/scan.mjs`,
// after `npm run build`. SCAN_SECONDS (300) is the time each of them is told to take. Ends with 1 when one of them finds something.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What wapiti says of every server without TLS, and why it is none: docs/security.md. */
const EXPLAINED = /X-XSS-Protection is not set|Strict-Transport-Security is not set/;
const SECONDS = Number(process.env['SCAN_SECONDS'] ?? 300);
const folder = mkdtempSync(join(tmpdir(), 'umstieg-scan-'));
const program = [
  join(process.cwd(), 'bin', 'umstieg.js'),
  '--data',
  join(folder, 'data'),
  '--json',
];
const run = promisify(execFile);

const made = ['project', 'new', '--customer', 'Muster GmbH', '--kind', 'drill', '--as', 'Anna'];
const { id } = JSON.parse((await run(process.execPath, [...program, ...made])).stdout);
const server = spawn(process.execPath, [...program, 'serve', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'ignore'],
});
const { address, link } = await firstDocument(server);
const token = await firstToken();
const found = [];
try {
  for (const [who, header] of [
    ['nobody', undefined],
    ['an owner', `Authorization: Bearer ${token}`],
  ]) {
    await wapiti(who, header);
    await sqlmap(who, header);
  }
  const health = await fetch(`${address}/health`);
  if (!health.ok) found.push(`the server does not answer any more: ${health.status}`);
  const verify = await fetch(`${address}/api/runs/${id}`, { headers: bearer() });
  if (!verify.ok) found.push(`the run cannot be read any more: ${verify.status}`);
} finally {
  server.kill('SIGTERM');
  await new Promise((done) => server.once('exit', done));
  rmSync(folder, { recursive: true, force: true });
}
for (const one of found) console.log(`found: ${one}`);
console.log(`${found.length} findings`);
if (found.length > 0) process.exitCode = 1;

/** Crawls from the page and from every address of the API document that only reads. */
async function wapiti(who, header) {
  const report = join(folder, 'wapiti.json');
  const addresses = readable().flatMap((path) => ['-s', address + path]);
  const times = ['--max-scan-time', String(SECONDS), '--max-attack-time', String(SECONDS / 10)];
  const limits = [...times, '--scope', 'folder', '--flush-session'];
  const options = ['-u', `${address}/`, ...addresses, ...limits, '-f', 'json', '-o', report];
  const modules =
    'backup,blindsql,crlf,csp,exec,file,http_headers,methods,permanentxss,redirect,sql,ssrf,xss,xxe';
  const own = ['-m', modules, '--store-session', join(folder, 'wapiti'), '--no-bugreport'];
  const signed = header === undefined ? [] : ['-H', header];
  rmSync(report, { force: true });
  await limited('wapiti', [...options, ...own, ...signed]);
  if (!existsSync(report)) return void found.push(`wapiti as ${who}: no report`);
  const { vulnerabilities, anomalies } = JSON.parse(readFileSync(report, 'utf8'));
  const all = [vulnerabilities, anomalies].flatMap((kind) => Object.entries(kind));
  const named = all.flatMap(([what, ones]) =>
    ones.map((one) => `${what}: ${one.info} ${one.path}`),
  );
  const open = named.filter((one) => !EXPLAINED.test(one));
  console.log(`wapiti as ${who}: ${open.length} findings, ${named.length - open.length} explained`);
  found.push(...open.map((one) => `wapiti as ${who}: ${one}`));
}

/** Every parameter of every address that is searched with. */
async function sqlmap(who, header) {
  const searched = [...readable().filter((path) => path.includes('?')), `/api/runs/${id}*`];
  for (const path of searched) {
    const limits = [
      '--batch',
      '--level',
      '2',
      '--risk',
      '2',
      '--threads',
      '2',
      '--flush-session',
      '--dbms',
      'sqlite',
    ];
    const signed = header === undefined ? [] : ['--headers', header];
    const ignored = ['--ignore-code', '401,404,422', '--output-dir', join(folder, 'sqlmap')];
    const said = await limited('sqlmap', ['-u', address + path, ...limits, ...ignored, ...signed]);
    const injectable = said.match(/^.*is vulnerable.*$|^Type: .*$/gm) ?? [];
    const tried = said.match(/parameter '[^']+' does not seem to be injectable/g)?.length ?? 0;
    if (header !== undefined && tried === 0 && injectable.length === 0)
      found.push(`sqlmap as ${who}: ${path}: nothing was tried`);
    console.log(
      `sqlmap as ${who}: ${path.split('?')[0]}, ${tried} parameters tried, ${injectable.length} findings`,
    );
    found.push(...injectable.map((one) => `sqlmap as ${who}: ${path}: ${one}`));
  }
}

/** What a scanner said, also when it ended with a code of its own: nothing found is one. */
async function limited(tool, args) {
  const seconds = SECONDS * 2 + 60; // wapiti ends when what it has begun is over
  const limits = { timeout: seconds * 1_000, maxBuffer: 1e8 };
  const ended = await run(tool, args, limits).catch((error) => error);
  if (ended.code === 'ENOENT') throw new Error(`${tool} is not installed: apt-get install ${tool}`);
  if (ended.killed) found.push(`${tool} did not end within ${seconds} s`);
  return `${ended.stdout}\n${ended.stderr}`;
}

/** Addresses that only read, with a value for what they can be asked; what would be refused as it is not known here stands alone. */
function readable() {
  const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8'));
  const known = { run: id, step: 'R-101' };
  return Object.entries(paths)
    .filter(([path, methods]) => methods.get && !path.endsWith('/events'))
    .flatMap(([path, { get }]) => {
      const bare = path.replace(/\{(\w+)\}/g, (_, name) => known[name] ?? '1');
      const asked = (get.parameters ?? []).filter((one) => one.in === 'query');
      const alone = asked.filter(isOwnKind).map((one) => `${bare}?${valueOf(one)}`);
      const together = asked.filter((one) => !isOwnKind(one)).map(valueOf);
      return [bare, ...alone, ...(together.length > 0 ? [`${bare}?${together.join('&')}`] : [])];
    });
}

/** A cursor that was given out, or words of a list. */
function isOwnKind({ name, schema }) {
  return name === 'after' || schema.description?.includes('with commas');
}

function valueOf({ name, schema }) {
  if (name === 'step') return 'step=R-101';
  if (schema.format === 'date-time') return `${name}=2026-03-02T08:00:00Z`;
  const isNumber = schema.type === 'integer' || schema.anyOf !== undefined;
  return `${name}=${schema.enum?.[0] ?? schema.default ?? (isNumber ? 1 : 'a')}`;
}

async function firstToken() {
  const headers = {
    'content-type': 'application/json',
    origin: address,
    'idempotency-key': 'scan',
  };
  const body = {
    token: link.split('#')[1],
    name: 'Anna',
    password: 'vier Pferde ziehen den Heuwagen',
  };
  const answer = await fetch(`${address}/api/invitations/accept`, {
    ...{ method: 'POST', headers, body: JSON.stringify(body) },
  });
  const cookie = answer.headers.getSetCookie()[0] ?? '';
  return /=([^;]+)/.exec(cookie)?.[1];
}

function bearer() {
  return { authorization: `Bearer ${token}` };
}

async function firstDocument(child) {
  let out = '';
  for await (const piece of child.stdout) {
    out += piece;
    if (out.trimEnd().endsWith('}')) break;
  }
  child.stdout.resume?.();
  return JSON.parse(out);
}

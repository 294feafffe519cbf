// OpenLDAP's slapd as a second directory: it keeps the limit of 1,000 entries that Samba does not enforce.
//   node scripts/ad/slapd.mjs start DIR     fills it with 2,500 invented users and starts it; prints JSON
//   node scripts/ad/slapd.mjs stop DIR
// Three servers run: one as it should be, one whose certificate has expired, one that knows no TLS. Installs nothing.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeAuthority, makeCertificate } from './certificates.mjs';
import {
  company,
  DOMAIN,
  LEFT,
  ODD_OU,
  PASSWORD,
  record,
  sidBytes,
  STAFF,
  userPairs,
} from './company.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const USERS = 2_500;
const READER = `CN=leser,${DOMAIN}`;
const ADMIN = `CN=admin,${DOMAIN}`;
const MODULES = '/usr/lib/ldap';

const [command, given] = process.argv.slice(2);
const dir = resolve(given ?? '');

function conf(name, tls) {
  const schemas = ['core', 'cosine', 'inetorgperson'].map((s) => `/etc/ldap/schema/${s}.schema`);
  return [
    ...[...schemas, join(here, 'slapd', 'directory.schema')].map((file) => `include ${file}`),
    `modulepath ${MODULES}`,
    'moduleload back_mdb',
    `pidfile ${join(dir, `${name}.pid`)}`,
    ...(tls
      ? [
          `TLSCACertificateFile ${join(tls, 'ca.pem')}`,
          `TLSCertificateFile ${join(tls, 'cert.pem')}`,
          `TLSCertificateKeyFile ${join(tls, 'key.pem')}`,
          'security simple_bind=128', // like AD: no password without encryption
        ]
      : []),
    'disallow bind_anon',
    'require authc', // like AD: no search without a sign-in
    'database mdb',
    'maxsize 268435456',
    `suffix "${DOMAIN}"`,
    `rootdn "${ADMIN}"`,
    `rootpw ${PASSWORD}`,
    `directory ${join(dir, `${name}.db`)}`,
    'dbnosync',
    'index objectClass,sAMAccountName,mail eq',
    // like AD: an unpaged search ends at 1,000 entries, a page holds at most 1,000, paging has no end
    `limits dn.exact="${READER}" size.soft=1000 size.hard=1000 size.pr=1000 size.prtotal=unlimited`,
    'access to attrs=userPassword by anonymous auth by * none',
    'access to * by users read by * none',
    '',
  ].join('\n');
}

/** @param referral where the one referral entry points: nobody may ever connect there */
function ldif(referral) {
  const { users } = company(USERS);
  const unit = (dn) => record(dn, [['objectClass', 'organizationalUnit']]);
  const person = (one, i) => {
    const start = record(one.dn, [
      ['objectClass', 'user'],
      ...userPairs(one),
      ['userAccountControl', one.enabled ? '512' : '514'],
      ...(i % 500 === 99 ? [['isDeleted', 'TRUE']] : []),
    ]).trimEnd();
    return `${start}\nobjectSid:: ${sidBytes(1_104 + i).toString('base64')}\n\n`;
  };
  return [
    record(DOMAIN, [
      ['objectClass', 'domain'],
      ['dc', 'corp'],
    ]),
    ...[STAFF, LEFT, ODD_OU].map(unit),
    record(READER, [
      ['objectClass', 'person'],
      ['sn', 'leser'],
      ['userPassword', PASSWORD],
    ]),
    record(`CN=Verweis,${DOMAIN}`, [
      ['objectClass', 'referral'],
      ['objectClass', 'extensibleObject'],
      ['ref', `${referral}/DC=other,DC=test`],
    ]),
    ...users.map(person),
  ].join('');
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

async function answers(port) {
  for (let i = 0; i < 100; i++) {
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise((done) => {
      socket.once('connect', () => done(true)).once('error', () => done(false));
    });
    socket.destroy();
    if (open) return;
    await pause(100);
  }
  throw new Error(`slapd does not answer on port ${String(port)} after 10 s`);
}

/** One server on free ports. */
async function serve(name, tls, text) {
  const [file, data] = [join(dir, `${name}.conf`), join(dir, `${name}.db`)];
  mkdirSync(data, { recursive: true });
  writeFileSync(file, conf(name, tls));
  const source = join(dir, `${name}.ldif`);
  writeFileSync(source, text);
  const options = { stdio: 'pipe', timeout: 120_000 };
  execFileSync('slapadd', ['-q', '-f', file, '-l', source], options);
  const [plain, secure] = [await freePort(), await freePort()];
  const ldap = `ldap://127.0.0.1:${String(plain)}`;
  const ldaps = `ldaps://127.0.0.1:${String(secure)}`;
  const out = openSync(join(dir, `${name}.out`), 'a');
  const args = ['-d', '0', '-f', file, '-h', tls ? `${ldap} ${ldaps}` : ldap];
  const child = spawn('slapd', args, { detached: true, stdio: ['ignore', out, out] });
  child.unref();
  await answers(plain);
  return { pid: child.pid, ldap, ldaps };
}

async function start() {
  const [tls, expired] = [join(dir, 'tls'), join(dir, 'expired')];
  const ca = makeAuthority(tls, 'Umstieg Test CA 2');
  makeCertificate(tls, tls, { names: 'DNS:dc2.corp.example.test,IP:127.0.0.1' });
  makeAuthority(expired, 'Umstieg Test CA 3');
  makeCertificate(expired, expired, { names: 'IP:127.0.0.1', days: -1 });
  const referral = `ldap://127.0.0.1:${String(await freePort())}`;
  const good = await serve('good', tls, ldif(referral));
  const empty = record(DOMAIN, [
    ['objectClass', 'domain'],
    ['dc', 'corp'],
  ]);
  const old = await serve('old', expired, empty);
  const bare = await serve('bare', undefined, empty);
  const pids = [good.pid, old.pid, bare.pid];
  writeFileSync(join(dir, 'slapd.pids'), pids.join(' '));
  const accounts = { reader: READER, admin: ADMIN, password: PASSWORD };
  const expiredCa = join(expired, 'ca.pem');
  writeFileSync(join(dir, 'company.json'), JSON.stringify(company(USERS)));
  return {
    ...accounts,
    base: DOMAIN,
    ca,
    good,
    old,
    bare,
    expiredCa,
    referral,
    users: USERS,
    company: join(dir, 'company.json'),
  };
}

const pidFile = join(dir, 'slapd.pids');
if (!given || !['start', 'stop'].includes(command ?? '')) {
  process.stderr.write('usage: slapd.mjs start DIR | stop DIR\n');
  process.exitCode = 2;
} else if (command === 'start') {
  process.stdout.write(`${JSON.stringify(await start())}\n`);
} else if (existsSync(pidFile)) {
  for (const pid of readFileSync(pidFile, 'utf8').split(' ')) process.kill(Number(pid));
  rmSync(pidFile);
}

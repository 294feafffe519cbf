// A real Samba Active Directory domain controller, LDAP only, on one loopback address, with 5,000 invented users.
//   node scripts/ad/samba.mjs start DIR     provisions (or unpacks from the cache) and starts; prints JSON
//   node scripts/ad/samba.mjs stop DIR
// Needs the Debian packages of .ci/run and root (ports 389 and 636 are fixed). Installs nothing.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { makeAuthority, makeCertificate } from './certificates.mjs';
import { company, DOMAIN, LOCKED_OUT, PASSWORD, READER, sambaLdif } from './company.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const ADDRESS = process.env['UMSTIEG_AD_ADDRESS'] ?? '127.0.0.8';
const ADMIN = 'administrator@corp.example.test';
const ADMIN_PASSWORD = 'Passw0rd!Test';
const USERS = 5_000;
const PARTS = ['run', 'ncalrpc', 'ntp_signd', 'winbindd', 'cache', 'etc', 'state', 'locks'];

const [command, given] = process.argv.slice(2);
const dir = resolve(given ?? '');
const conf = join(dir, 'etc', 'smb.conf');
const pidFile = join(dir, 'samba.pid');

function run(program, args) {
  return execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe', timeout: 900_000 });
}

/** Written anew at every start: its paths belong to the folder, the rest to every copy of it. */
function writeConf() {
  for (const part of PARTS) mkdirSync(join(dir, part), { recursive: true });
  const tls = join(dir, 'private', 'tls');
  const options = {
    'netbios name': 'DC1',
    realm: 'CORP.EXAMPLE.TEST',
    workgroup: 'CORP',
    'server role': 'active directory domain controller',
    'server services': 'ldap',
    interfaces: `${ADDRESS}/8`,
    'bind interfaces only': 'yes',
    'log file': join(dir, 'log.%m'),
    'private dir': join(dir, 'private'),
    'state directory': join(dir, 'state'),
    'cache directory': join(dir, 'cache'),
    'lock directory': join(dir, 'locks'),
    'pid directory': join(dir, 'run'),
    'ncalrpc dir': join(dir, 'ncalrpc'),
    'ntp signd socket directory': join(dir, 'ntp_signd'),
    'winbindd socket directory': join(dir, 'winbindd'),
    'tls enabled': 'yes',
    'tls keyfile': join(tls, 'key.pem'),
    'tls certfile': join(tls, 'cert.pem'),
    'tls cafile': join(tls, 'ca.pem'),
  };
  const lines = Object.entries(options).map(([name, value]) => `\t${name} = ${value}\n`);
  writeFileSync(conf, `[global]\n${lines.join('')}`);
}

function provision() {
  run('samba-tool', [
    ...['domain', 'provision', `--targetdir=${dir}`, '--realm=CORP.EXAMPLE.TEST', '--domain=CORP'],
    ...['--server-role=dc', '--dns-backend=NONE', '--host-name=dc1', `--host-ip=${ADDRESS}`],
    ...[`--adminpass=${ADMIN_PASSWORD}`, '--option=interfaces=lo'],
    '--option=bind interfaces only=yes',
  ]);
  const tls = join(dir, 'private', 'tls');
  makeAuthority(tls, 'Umstieg Test CA');
  makeCertificate(tls, tls, { names: `DNS:dc1.corp.example.test,IP:${ADDRESS}` });
  writeConf();
  const all = company(USERS);
  const [ldif, gone] = [join(dir, 'users.ldif'), join(dir, 'gone.txt')];
  writeFileSync(ldif, sambaLdif(all));
  writeFileSync(gone, all.deleted.map(({ account }) => account).join('\n'));
  const sam = join(dir, 'private', 'sam.ldb');
  run('/usr/bin/python3', [join(here, 'load-users.py'), conf, sam, ldif, gone]);
  writeFileSync(join(dir, 'company.json'), JSON.stringify(all));
}

/** The provisioned domain as an archive, named by everything it is made from. */
function cached() {
  const hash = createHash('sha256').update(`${run('samba', ['--version'])} ${ADDRESS}`);
  for (const file of ['samba.mjs', 'company.mjs', 'certificates.mjs', 'load-users.py']) {
    hash.update(readFileSync(join(here, file)));
  }
  const base = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const name = `samba-${hash.digest('hex').slice(0, 16)}.tar.gz`;
  return join(base, 'umstieg-test', name);
}

function prepare() {
  if (existsSync(join(dir, 'company.json'))) return;
  const archive = cached();
  mkdirSync(dir, { recursive: true });
  if (existsSync(archive)) {
    run('tar', ['-xzf', archive, '-C', dir]);
    return;
  }
  provision();
  mkdirSync(dirname(archive), { recursive: true, mode: 0o700 });
  const part = `${archive}.${String(process.pid)}`;
  run('tar', ['-czf', part, '-C', dir, '.']);
  renameSync(part, archive);
}

/** Does anything listen there? */
async function isOpen(port) {
  const socket = connect(port, ADDRESS);
  socket.setTimeout(1_000, () => socket.destroy());
  const open = await new Promise((done) => {
    socket.once('connect', () => done(true)).once('close', () => done(false));
    socket.on('error', () => undefined);
  });
  socket.destroy();
  return open;
}

async function answers(port, child) {
  for (let i = 0; i < 600 && child.exitCode === null && child.signalCode === null; i++) {
    if (await isOpen(port)) return;
    await pause(100);
  }
  throw new Error(`nothing answers on ${ADDRESS}:${String(port)}; see ${dir}/samba.out`);
}

async function start() {
  prepare();
  writeConf();
  if (await isOpen(636)) throw new Error(`another server listens on ${ADDRESS}:636`);
  const out = openSync(join(dir, 'samba.out'), 'a');
  const args = ['-F', '-M', 'single', '--no-process-group', '-s', conf, '--debug-stdout'];
  const child = spawn('samba', args, { detached: true, stdio: ['ignore', out, out] });
  child.unref();
  writeFileSync(pidFile, String(child.pid));
  await answers(636, child);
  await answers(389, child);
  const accounts = { admin: ADMIN, adminPassword: ADMIN_PASSWORD, reader: READER };
  return {
    ...{ address: ADDRESS, pid: child.pid, base: DOMAIN, ca: join(dir, 'private/tls/ca.pem') },
    ...{ ...accounts, lockedOut: LOCKED_OUT, password: PASSWORD },
    ...{ company: join(dir, 'company.json'), sam: join(dir, 'private/sam.ldb') },
  };
}

if (!given || !['start', 'stop'].includes(command ?? '')) {
  process.stderr.write('usage: samba.mjs start DIR | stop DIR\n');
  process.exitCode = 2;
} else if (command === 'start') {
  process.stdout.write(`${JSON.stringify(await start())}\n`);
} else if (existsSync(pidFile)) {
  process.kill(Number(readFileSync(pidFile, 'utf8')));
  rmSync(pidFile);
}

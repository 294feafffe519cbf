// Records what the client and a real Samba domain controller say to each other, as `npm test` plays it back.
//   npm run build && node scripts/ad/record.mjs DIR      DIR as given to `samba.mjs start`
// A proxy ends the encryption on both sides and writes down the LDAP bytes between them; the accounts and the password
// in them are invented. Writes test/directory/recorded/samba-{ldaps,starttls,clean}.jsonl.gz.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { dirname, join } from 'node:path';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { directoryQuestion } from '../../dist/directory/directory-question.js';
import { pullUsers } from '../../dist/directory/pull-users.js';

const here = dirname(fileURLToPath(import.meta.url));
const recorded = join(here, '../../test/directory/recorded');
const START_TLS = Buffer.from('1.3.6.1.4.1.1466.20037');
const own = Object.fromEntries(
  ['ca', 'cert', 'key'].map((n) => [n, readFileSync(join(recorded, `${n}.pem`), 'utf8')]),
);

function proxy(server, secure, lines) {
  const write = (from) => (chunk) => lines.push({ from, bytes: chunk.toString('base64') });
  return createServer((raw) => {
    const accept = () => new TLSSocket(raw, { isServer: true, cert: own.cert, key: own.key });
    const trust = { ca: readFileSync(server.ca), host: server.address };
    const pass = (near, far) => {
      near.on('data', write('client')).on('data', (chunk) => far.write(chunk));
      far.on('data', write('server')).on('data', (chunk) => near.write(chunk));
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    };
    if (secure) return pass(accept(), connectTls({ ...trust, port: 636 }));
    const far = connect(389, server.address);
    raw.once('data', (request) => {
      write('client')(request);
      if (!request.includes(START_TLS)) throw new Error('the first request is not StartTLS');
      far.write(request);
      far.once('data', (response) => {
        write('server')(response);
        far.removeAllListeners('data');
        raw.write(response);
        pass(accept(), connectTls({ ...trust, socket: far }));
      });
    });
  });
}

async function record(server, name, filter) {
  const secure = name !== 'samba-starttls';
  const lines = [];
  const listener = proxy(server, secure, lines);
  await new Promise((done) => listener.listen(0, '127.0.0.1', done));
  const scheme = secure ? 'ldaps' : 'ldap';
  const url = `${scheme}://127.0.0.1:${String(listener.address().port)}`;
  const address = { url, base: server.base, bind: `${server.reader}@corp.example.test`, filter };
  const question = directoryQuestion(address, { password: server.password, ca: own.ca });
  const pulled = await pullUsers(question, {
    signal: new AbortController().signal,
    file: 'ad-users.csv',
  });
  listener.close();
  const text = [
    { ...address, url: scheme, password: server.password, users: pulled.rows },
    ...lines,
  ]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
  writeFileSync(join(recorded, `${name}.jsonl.gz`), gzipSync(text, { level: 9 }));
  process.stdout.write(`${name}: ${String(pulled.rows)} users, ${String(lines.length)} pieces\n`);
}

const started = execFileSync(process.execPath, [
  join(here, 'samba.mjs'),
  'start',
  process.argv[2] ?? '',
]);
try {
  const server = JSON.parse(started.toString('utf8'));
  await record(server, 'samba-ldaps', '(sAMAccountName=u0*)');
  await record(server, 'samba-starttls', '(sAMAccountName=u00*)');
  await record(server, 'samba-clean', '(sAMAccountName=u002*)');
} finally {
  execFileSync(process.execPath, [join(here, 'samba.mjs'), 'stop', process.argv[2] ?? '']);
}

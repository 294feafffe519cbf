// A certificate authority of its own and server certificates, made with openssl.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const openssl = (...args) => execFileSync('openssl', args, { stdio: 'pipe', timeout: 60_000 });
const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Makes `ca.pem` and `ca.key` in a folder. */
export function makeAuthority(folder, name) {
  mkdirSync(folder, { recursive: true });
  const [key, pem] = [join(folder, 'ca.key'), join(folder, 'ca.pem')];
  const basic = 'basicConstraints=critical,CA:TRUE';
  openssl(
    ...['req', '-x509', ...KEY, '-keyout', key, '-out', pem, '-days', '3650'],
    ...['-subj', `/CN=${name}`, '-addext', basic],
  );
  return pem;
}

/** Makes `cert.pem` and `key.pem` in a folder, signed by the authority of another; `names` as in subjectAltName. */
export function makeCertificate(folder, authority, { names, days = 825 }) {
  mkdirSync(folder, { recursive: true });
  const [key, request, cert] = ['key.pem', 'request.pem', 'cert.pem'].map((f) => join(folder, f));
  const extensions = join(folder, 'extensions.txt');
  writeFileSync(extensions, `subjectAltName=${names}\nextendedKeyUsage=serverAuth\n`);
  openssl('req', ...KEY, '-keyout', key, '-out', request, '-subj', '/CN=dc1.corp.example.test');
  openssl(
    ...['x509', '-req', '-in', request, '-CA', join(authority, 'ca.pem')],
    ...['-CAkey', join(authority, 'ca.key'), '-CAcreateserial', '-out', cert],
    ...['-days', String(days), '-extfile', extensions],
  );
  chmodSync(key, 0o600); // Samba refuses a key that others can read
  return { key, cert };
}

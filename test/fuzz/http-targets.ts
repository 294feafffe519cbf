import type { IncomingMessage } from 'node:http';
import { rootCertificates } from 'node:tls';
import { readDeclaration } from '../../src/access/openid/declared-provider.js';
import { requireProtected } from '../../src/http/binding.js';
import { outsideOf } from '../../src/http/outside.js';
import { bytesOf, type Target } from './target.js';

const NOW = new Date('2026-03-02T09:30:00Z');
const CERT = rootCertificates[0] ?? '';
const ORIGIN = 'https://umstieg.example.com';
const PROVIDER =
  '{"id":"team","name":"Team","issuer":"https://id.example.com","clientId":"umstieg","clientSecretFile":"s"}';
const port = () => 7070;

/** What whoever asks says of itself, over a connection from one of the declared proxies. */
function asking(forwarded: string, remoteAddress: string): IncomingMessage {
  const headers = { 'x-forwarded-for': forwarded };
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
}

export const HTTP_TARGETS: readonly Target[] = [
  {
    name: 'outside',
    share: 60,
    covers: ['http/outside'],
    corpus: () =>
      bytesOf(
        'localhost:7070\nhttp://127.0.0.1:7070\n10.0.0.9, 10.0.0.5\n10.0.0.1',
        `umstieg.example.com\n${ORIGIN}\n2001:db8::1\n::ffff:10.0.0.1`,
      ),
    tokens: ['[::1]', ':7070', 'https://', '@', '::ffff:', '%00', '\\', '10.0.0.'],
    read(bytes) {
      const [host = '', origin = '', forwarded = '', peer = ''] = bytes
        .toString('utf8')
        .split('\n');
      const bindings = [
        { host: '127.0.0.1' },
        { host: '0.0.0.0', tls: { cert: CERT, key: '' } },
        { host: '0.0.0.0', proxy: { origin: ORIGIN, from: ['10.0.0.0/24'] } },
      ];
      for (const outside of bindings.map((binding) => outsideOf(binding, port))) {
        outside.isOwnHost(host);
        outside.isOwnOrigin(origin);
        const request = asking(forwarded, peer);
        outside.isWelcome(request);
        outside.addressOf(request);
      }
    },
  },
  {
    name: 'provider',
    share: 20,
    covers: ['access/openid/declared-provider'],
    corpus: () =>
      bytesOf(PROVIDER, PROVIDER.replace('https://id.example.com', 'http://[::1]:8080')),
    tokens: ['"issuer"', 'http://', '@', '/.well-known/', '?', '#', '[::1]', '"clientSecret":"x"'],
    read(bytes) {
      readDeclaration(bytes.toString('utf8'), 'provider.json');
    },
  },
  {
    name: 'binding',
    share: 10,
    covers: ['http/binding'],
    corpus: () => bytesOf(`0.0.0.0\n${ORIGIN}\n10.0.0.0/24,127.0.0.1`, CERT),
    tokens: ['https://', '/24', '/', ',', '-----BEGIN CERTIFICATE-----', 'MII'],
    read(bytes) {
      const text = bytes.toString('utf8');
      const [host = '', origin = '', from = ''] = text.split('\n');
      const proxy = { origin, from: from.split(',') };
      if (text.startsWith('---'))
        requireProtected({ host: 'localhost', tls: { cert: text, key: text } }, NOW);
      requireProtected({ host, proxy }, NOW);
      outsideOf({ host, proxy }, port); // only what was found sound comes so far
    },
  },
];

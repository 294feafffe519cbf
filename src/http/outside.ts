import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { Binding, ProxyWish } from './binding.js';

/** How the server is reached from outside: its names, whether that is encrypted, and who really asks. */
export interface Outside {
  /** Browsers talk TLS to it, here or at the proxy in front. */
  readonly secure: boolean;
  /** Where people open it, without a slash at the end. */
  readonly address: string;
  /** @param host a `Host` header, in small letters */
  isOwnHost(host: string): boolean;
  /** @param origin an `Origin` header */
  isOwnOrigin(origin: string): boolean;
  /** Whether this connection may be answered at all. */
  isWelcome(request: IncomingMessage): boolean;
  /** Network address of whoever asks, for the throttle and nothing else. */
  addressOf(request: IncomingMessage): string;
}

/** Under this token the face is given its {@link Outside}. */
export const OUTSIDE = Symbol('outside');

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** @param port asked for late: 0 takes a free one */
export function outsideOf(binding: Binding, port: () => number): Outside {
  if (binding.proxy) return behindProxy(binding.proxy, port);
  return binding.tls ? withTls(binding.tls.cert, port) : onLoopback(port, binding.host);
}

/** This computer only, without TLS. */
export function onLoopback(port: () => number, host = '127.0.0.1'): Outside {
  // browsers leave the port away where it is the usual one
  const hosts = () => LOOPBACK_NAMES.map((name) => (port() === 80 ? name : `${name}:${port()}`));
  return {
    secure: false,
    get address() {
      return `http://${isIPv6(host) ? `[${host}]` : host}:${port()}`;
    },
    isOwnHost: (name) => hosts().includes(name),
    isOwnOrigin: (origin) => hosts().some((name) => origin === `http://${name}`),
    isWelcome: (request) => isIn(LOOPBACK, peerOf(request)),
    addressOf: peerOf,
  };
}

/** Under the names of its certificate, and no other. */
function withTls(cert: string, port: () => number): Outside {
  const certificate = new X509Certificate(cert);
  const [, first = 'localhost'] = /(?:DNS|IP Address):([^,\s]+)/.exec(
    certificate.subjectAltName ?? '',
  ) ?? [undefined, undefined];
  const isOwnHost = (host: string) => {
    const url = parsed(`https://${host}`);
    if (!url || Number(url.port || 443) !== port()) return false;
    const name = url.hostname.replace(/^\[|\]$/g, '');
    return isIP(name) > 0
      ? certificate.checkIP(name) !== undefined
      : certificate.checkHost(name, { subject: 'never' }) !== undefined;
  };
  return {
    secure: true,
    get address() {
      return `https://${isIPv6(first) ? `[${first}]` : first}${port() === 443 ? '' : `:${port()}`}`;
    },
    isOwnHost,
    isOwnOrigin: (origin) => {
      const url = parsed(origin);
      return url?.protocol === 'https:' && url.origin === origin && isOwnHost(url.host);
    },
    isWelcome: () => true,
    addressOf: peerOf,
  };
}

/** Only what the proxy passes on is answered. What it says of hosts and protocols is not read. */
function behindProxy({ origin, from }: ProxyWish, port: () => number): Outside {
  const { host } = new URL(origin);
  const proxies = new BlockList();
  for (const range of from) addRange(proxies, range);
  return {
    secure: true,
    address: origin,
    isOwnHost: (name) =>
      name === host || LOOPBACK_NAMES.some((loopback) => name === `${loopback}:${port()}`),
    isOwnOrigin: (given) => given === origin,
    isWelcome: (request) => isIn(proxies, peerOf(request)) || isIn(LOOPBACK, peerOf(request)),
    addressOf: (request) => {
      const peer = peerOf(request);
      if (!isIn(proxies, peer)) return peer;
      // each proxy adds at the end: only the last one was written by ours
      const told = request.headers['x-forwarded-for']?.toString().split(',').at(-1)?.trim() ?? '';
      return isIP(told) > 0 ? told : peer;
    },
  };
}

/** `10.0.0.5` or `10.0.0.0/24`, checked before. */
function addRange(list: BlockList, range: string): void {
  const [address = '', bits] = range.split('/');
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
}

function peerOf({ socket }: IncomingMessage): string {
  return (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
}

function isIn(list: BlockList, address: string): boolean {
  return isIP(address) > 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function parsed(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

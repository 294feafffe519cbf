import { lookup, type LookupAddress } from 'node:dns';
import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import type { CustomFetch } from 'openid-client';

/** An answer of a provider is a small document. */
const MOST_BYTES = 512 * 1024;
const MOST_MS = 10_000;

/** The provider was not reached, or answered nothing that could be read; `code` says why in one word. */
export class Unreached extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}

/**
 * How Umstieg asks a provider: no redirect is followed, an answer has a size and a time. What the provider names beside its own
 * host must lie in the open network, so that a document from there makes Umstieg ask nothing inside (OWASP, SSRF prevention).
 * @param issuer as declared: its own host may lie anywhere
 */
export function boundedFetch(issuer: URL): CustomFetch {
  return (url, { method, headers, body, signal }) => {
    const to = new URL(url);
    requireAllowed(to, issuer);
    const isOwn = to.host === issuer.host;
    const limit = AbortSignal.timeout(MOST_MS);
    return new Promise<Response>((done, fail) => {
      const ask = to.protocol === 'https:' ? tlsRequest : plainRequest;
      const sent = ask(
        to,
        {
          ...{ method, headers, agent: false },
          signal: signal ? AbortSignal.any([signal, limit]) : limit,
          ...(isOwn ? {} : { lookup: openLookup }),
        },
        (answer) => {
          read(answer).then(done, fail);
        },
      );
      sent.once('error', (error) => fail(unreached(error)));
      sent.end(body === undefined || body === null ? undefined : textOf(body));
    });
  };
}

/** Form fields or text: what an OAuth client sends. */
function textOf(body: unknown): string {
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  throw new TypeError('a request to a provider holds form fields');
}

async function read(answer: IncomingMessage): Promise<Response> {
  const status = answer.statusCode ?? 0;
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of answer as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > MOST_BYTES) throw new Unreached('too-large');
      pieces.push(piece);
    }
  } catch (error) {
    throw unreached(error);
  }
  if (status >= 500) throw new Unreached(`HTTP ${status}`);
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined) headers.set(name, value.toString());
  return new Response(size === 0 ? null : Buffer.concat(pieces), { status, headers });
}

/** In the clear only where the operator declared that, and only there. */
function requireAllowed(to: URL, issuer: URL): void {
  const isOwn = to.host === issuer.host;
  if (to.protocol !== 'https:' && !(isOwn && to.protocol === issuer.protocol))
    throw new Unreached('not-https');
  const literal = to.hostname.replace(/^\[|\]$/g, '');
  if (!isOwn && isIP(literal) > 0 && !isOpen(literal)) throw new Unreached('private-address');
}

/** Looks a name up and takes it only when each of its addresses is open; the connection goes to just these. */
const openLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[] | undefined) => {
    const [first, ...more] = addresses ?? [];
    if (error || !first) done(error ?? new Unreached('no-address'), '');
    else if (![first, ...more].every(({ address }) => isOpen(address)))
      done(new Unreached('private-address'), '');
    else if (options.all) done(null, [first, ...more]);
    else done(null, first.address, first.family);
  });
};

/** Special-purpose registries of IANA (RFC 6890): networks that are not reached over the internet. */
const INSIDE = new BlockList();
for (const [network, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
  ] as const),
  ...([
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
  ] as const),
  ...([
    ['198.18.0.0', 15],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
  ...([
    ['::', 127],
    ['64:ff9b::', 96],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
  ] as const),
] as const)
  INSIDE.addSubnet(network, bits, isIPv6(network) ? 'ipv6' : 'ipv4');

/** Whether an IP address lies in the open network. */
export function isOpen(address: string): boolean {
  return isIP(address) > 0 && !INSIDE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function unreached(error: unknown): Unreached {
  if (error instanceof Unreached) return error;
  const { code, name } = error as { code?: unknown; name?: string };
  if (name === 'TimeoutError' || code === 'ABORT_ERR') return new Unreached('timeout');
  return new Unreached(typeof code === 'string' ? code : 'broken');
}

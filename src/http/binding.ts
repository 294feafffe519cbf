import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { isIP, isIPv4 } from 'node:net';
import { RequestError } from '../core/errors.js';
import type { Text } from '../core/text.js';

/** A reverse proxy in front: under which origin people see it, and from which addresses it comes. */
export interface ProxyWish {
  /** `https://umstieg.example.com` */
  readonly origin: string;
  /** Addresses, or ranges such as `10.0.0.0/24`. */
  readonly from: readonly string[];
}

/** Where the server listens, and what protects the way there. */
export interface Binding {
  readonly host: string;
  /** Certificate (with its chain) and private key, PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly proxy?: ProxyWish | undefined;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/**
 * Passwords and sessions never travel in the clear: other computers are answered with TLS only, here or at a declared proxy.
 * @throws RequestError bind.refused
 */
export function requireProtected({ host, tls, proxy }: Binding, now: Date): void {
  if (!LOOPBACK.includes(host) && !tls && !proxy)
    throw refused(
      {
        de: `Der Server öffnet „${host}“ nicht: Ohne TLS antwortet er nur diesem Computer. Lassen Sie --host weg, oder nennen Sie --tls-cert und --tls-key, oder --behind-proxy.`,
        en: `The server does not open "${host}": without TLS it answers this computer only. Leave out --host, or name --tls-cert and --tls-key, or --behind-proxy.`,
      },
      LOOPBACK,
    );
  if (tls) requireUsable(tls.cert, tls.key, now);
  if (proxy) requireExact(proxy);
}

const NOT_OURS = ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'];

/** Why the system does not let the server listen, as RequestError bind.refused; other errors as they are. */
export function portProblem(
  error: unknown,
  { host, port }: { host: string; port: number },
): unknown {
  const { code } = error as { code?: string };
  if (code === undefined || !NOT_OURS.includes(code)) return error;
  return refused({
    de: `Der Server kann „${host}“ auf Port ${port} nicht öffnen (${code}): Ein anderes Programm hat ihn, oder er ist nicht erlaubt. Läuft Umstieg schon? Sonst nennen Sie mit --port einen anderen.`,
    en: `The server cannot open "${host}" on port ${port} (${code}): another program has it, or it is not allowed. Does Umstieg run already? Else name another one with --port.`,
  });
}

function requireUsable(cert: string, key: string, now: Date): void {
  const certificate = read(() => new X509Certificate(cert));
  const secret: KeyObject | undefined = read(() => createPrivateKey(key));
  if (!certificate || !secret || !certificate.checkPrivateKey(secret))
    throw refused({
      de: 'Zertifikat und Schlüssel passen nicht zusammen. Erwartet werden zwei PEM-Dateien: --tls-cert das Zertifikat mit seiner Kette, --tls-key der Schlüssel ohne Kennwort.',
      en: 'Certificate and key do not fit. Expected are two PEM files: --tls-cert the certificate with its chain, --tls-key the key without a password.',
    });
  if (certificate.subjectAltName === undefined)
    throw refused({
      de: 'Das Zertifikat nennt keinen Rechnernamen (subjectAltName). Browser nehmen es nicht an.',
      en: 'The certificate names no host (subjectAltName). Browsers do not accept it.',
    });
  if (Date.parse(certificate.validTo) <= now.getTime())
    throw refused({
      de: `Das Zertifikat ist abgelaufen: ${certificate.validTo}. Erneuern Sie es.`,
      en: `The certificate has run out: ${certificate.validTo}. Renew it.`,
    });
}

function requireExact({ origin, from }: ProxyWish): void {
  const url = read(() => new URL(origin));
  if (url?.protocol !== 'https:' || url.origin !== origin)
    throw refused(
      {
        de: `--behind-proxy nennt, was im Browser steht, ohne Pfad und ohne Schrägstrich am Ende; gekommen ist „${origin}“.`,
        en: `--behind-proxy names what the browser shows, without a path or a slash at the end; got "${origin}".`,
      },
      ['https://umstieg.example.com'],
    );
  const wrong = from.find((range) => !isRange(range));
  if (wrong !== undefined || from.length === 0)
    throw refused(
      {
        de: `--proxy-from nennt Adressen des Proxys; gekommen ist „${wrong ?? ''}“.`,
        en: `--proxy-from names addresses of the proxy; got "${wrong ?? ''}".`,
      },
      ['127.0.0.1', '10.0.0.0/24'],
    );
}

function isRange(range: string): boolean {
  const [address = '', bits, ...more] = range.split('/');
  if (isIP(address) === 0 || more.length > 0) return false;
  const most = isIPv4(address) ? 32 : 128;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 8 && Number(bits) <= most)
  );
}

function read<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function refused(text: Text, expected?: readonly string[]): RequestError {
  return new RequestError('bind.refused', text, expected ? { expected } : {});
}

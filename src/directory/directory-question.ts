import { isIP } from 'node:net';
import { FilterParser, type Filter } from 'ldapts';
import { RequestError } from '../core/errors.js';

/** What a person says about a directory. The password never stands here: only where it is found. */
export interface DirectoryAddress {
  /** `ldaps://dc1.example.com` or `ldap://…`; the latter is raised to TLS (StartTLS) before anything else is sent. */
  readonly url: string;
  /** Where the search begins: the domain or one OU, as a DN. */
  readonly base: string;
  /** `name@domain`, `DOMAIN\name` or a DN; without it the search is anonymous. */
  readonly bind?: string;
  /** LDAP filter (RFC 4515) that narrows the users down. */
  readonly filter?: string;
  /** Only members of this group, nested ones included: its account name or its DN. */
  readonly group?: string;
}

/** A checked address and everything that is needed to ask it. */
export interface DirectoryQuestion {
  readonly secure: 'ldaps' | 'starttls';
  readonly host: string;
  readonly port: number;
  readonly base: string;
  readonly bind?: { readonly name: string; readonly password: string };
  /** Certificates to trust, PEM; without them those that Node brings. */
  readonly ca?: string;
  readonly filter?: Filter;
  readonly group?: string;
}

/** How a name to sign in with may look; anything else could be taken for the name of a SASL mechanism. */
const BIND_NAME = /^([^@\\=]+@[^@\\=]+|[^@\\=]+\\[^@\\=]+|.*=.*)$/su;
const HOST_NAME = /^[a-z0-9_]([a-z0-9._-]*[a-z0-9_.])?$/i;
const DN = /^\s*([a-z][a-z0-9-]*|\d+(\.\d+)*)\s*=/i;

/**
 * Checks everything that can be checked without the server; nothing is sent here.
 * @param password what the password file or the prompt gave; an empty one is refused, since some servers take it for
 *   an anonymous bind (RFC 4513 5.1.2)
 * @throws RequestError input.invalid
 */
export function directoryQuestion(
  address: DirectoryAddress,
  secrets: { readonly password?: string; readonly ca?: string } = {},
): DirectoryQuestion {
  const { base, bind, filter, group } = address;
  const server = serverOf(address.url);
  if (!DN.test(base)) {
    throw invalid('--base', base, 'DC=firma,DC=example', 'ein DN', 'a DN');
  }
  if (bind !== undefined && !BIND_NAME.test(bind)) {
    const shapes = 'name@firma.example, FIRMA\\name, CN=…';
    throw invalid(
      '--bind',
      bind,
      shapes,
      'ein Anmeldename mit Domäne',
      'a sign-in name with domain',
    );
  }
  const { password, ca } = secrets;
  if (bind !== undefined && (password === undefined || password === '')) throw noPassword();
  return {
    ...server,
    base,
    ...(bind === undefined || password === undefined ? {} : { bind: { name: bind, password } }),
    ...(ca === undefined ? {} : { ca }),
    ...(filter === undefined ? {} : { filter: parsedFilter(filter) }),
    ...(group === undefined ? {} : { group }),
  };
}

function serverOf(text: string): Pick<DirectoryQuestion, 'secure' | 'host' | 'port'> {
  const wrong = () =>
    invalid(
      '--ldap',
      text,
      'ldaps://dc1.firma.example',
      'eine Adresse mit ldaps:// oder ldap://, Rechner und höchstens einem Port',
      'an address with ldaps:// or ldap://, host and at most a port',
    );
  if (!URL.canParse(text)) throw wrong();
  const url = new URL(text);
  const secure = ({ 'ldaps:': 'ldaps', 'ldap:': 'starttls' } as const)[url.protocol];
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const extra = [
    url.username,
    url.password,
    url.search,
    url.hash,
    url.pathname.replace(/^\/$/, ''),
  ];
  if (!secure || extra.some((part) => part !== '')) throw wrong();
  if (isIP(host) === 0 && !HOST_NAME.test(host)) throw wrong();
  return {
    secure,
    host,
    port: url.port === '' ? (secure === 'ldaps' ? 636 : 389) : Number(url.port),
  };
}

function parsedFilter(text: string): Filter {
  try {
    return FilterParser.parseString(text);
  } catch {
    const example = '(department=Vertrieb)';
    throw invalid(
      '--filter',
      text,
      example,
      'ein LDAP-Filter (RFC 4515)',
      'an LDAP filter (RFC 4515)',
    );
  }
}

function noPassword(): RequestError {
  return new RequestError('input.invalid', {
    de: 'Das Kennwort fehlt oder ist leer. Ein leeres Kennwort nehmen manche Server als anonyme Anmeldung an; es wird deshalb nie gesendet. Nennen Sie eine Datei mit dem Kennwort.',
    en: 'The password is missing or empty. Some servers take an empty password for an anonymous sign-in; therefore it is never sent. Name a file that holds the password.',
  });
}

function invalid(name: string, got: string, example: string, de: string, en: string): RequestError {
  const shown = got.slice(0, 100).replace(/\/\/[^/@]*@/, '//…@');
  return new RequestError(
    'input.invalid',
    {
      de: `${name}: Erwartet wird ${de}, zum Beispiel ${example}. Angegeben ist „${shown}“.`,
      en: `${name}: expected is ${en}, for example ${example}. Given is "${shown}".`,
    },
    { expected: [example] },
  );
}

import type { Entry } from 'ldapts';
import type { DirectoryUser } from '../connect/directory-list.js';
import { sidFromBytes } from '../connect/sid.js';

/** What is asked for, in the spelling of the AD schema: ldapts compares names of binary attributes letter for letter. */
export const USER_ATTRIBUTES = [
  ...['objectSid', 'sAMAccountName', 'givenName', 'sn', 'mail', 'proxyAddresses'],
  ...['telephoneNumber', 'userAccountControl'],
];
export const BINARY_ATTRIBUTES = ['objectSid'];

/** Bits of userAccountControl (MS-ADTS 2.2.16): ADS_UF_ACCOUNTDISABLE, ADS_UF_INTERDOMAIN_TRUST_ACCOUNT. */
const DISABLED = 0x2;
const TRUST = 0x800;

/** A user as it was read, and whether it stands for another domain that is trusted: then it is nobody. */
export interface ReadUser extends DirectoryUser {
  readonly trust: boolean;
}

/**
 * One entry as a user. ldapts gives a text, several, or an empty list for what is missing, and bytes for what is no UTF-8:
 * all of that ends here.
 */
export function userOf(entry: Entry): ReadUser {
  const named = new Map(Object.entries(entry).map(([name, value]) => [name.toLowerCase(), value]));
  const all = (name: string): (string | Buffer)[] => [named.get(name.toLowerCase()) ?? []].flat();
  const one = (name: string): string => textOf(all(name)[0]);
  const [sid] = all('objectSid');
  const range = rangeOf(named, 'proxyaddresses');
  const control = one('userAccountControl');
  const bits = /^-?\d+$/.test(control) ? Number(control) : undefined;
  const [mail = '', ...otherMails] = all('mail').map(textOf).sort();
  return {
    dn: entry.dn,
    sid: Buffer.isBuffer(sid) ? (sidFromBytes(sid) ?? '') : '',
    account: one('sAMAccountName'),
    firstname: one('givenName'),
    name: one('sn'),
    mail,
    otherMails,
    aliases: [...all('proxyAddresses'), ...range.values].map(textOf).sort(primaryFirst),
    aliasesCut: range.cut,
    telephoneNumber: one('telephoneNumber'),
    enabled: bits === undefined ? undefined : (bits & DISABLED) === 0,
    trust: ((bits ?? 0) & TRUST) !== 0,
  };
}

/**
 * AD hands out an attribute with very many values as `name;range=0-1499`, and as `name;range=1500-*` where these are the last
 * ones (MS-ADTS 3.1.1.3.1.3.3).
 */
function rangeOf(named: ReadonlyMap<string, Entry[string]>, name: string) {
  const ranges = [...named].filter(([key]) => key.startsWith(`${name};range=`));
  return {
    values: ranges.flatMap(([, value]) => value),
    cut: ranges.length > 0 && !ranges.some(([key]) => key.endsWith('-*')),
  };
}

/** Bytes that are no UTF-8 become U+FFFD, which no address check lets pass. */
function textOf(value: string | Buffer | undefined): string {
  return value === undefined ? '' : value.toString();
}

/** The server's order is not stable; equal users must give equal files. */
function primaryFirst(a: string, b: string): number {
  const rank = (text: string) => (text.startsWith('SMTP:') ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

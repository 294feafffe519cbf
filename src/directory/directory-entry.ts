import type { Entry } from 'ldapts';
import type { DirectoryUser } from '../connect/directory-list.js';
import { sidFromBytes } from '../connect/sid.js';

/** What is asked for, in the spelling of the AD schema: ldapts compares names of binary attributes letter for letter. */
export const USER_ATTRIBUTES = [
  ...['objectSid', 'sAMAccountName', 'givenName', 'sn', 'mail', 'proxyAddresses'],
  ...['telephoneNumber', 'userAccountControl'],
];
export const BINARY_ATTRIBUTES = ['objectSid'];

/** ADS_UF_ACCOUNTDISABLE of userAccountControl (MS-ADTS 2.2.16). */
const DISABLED = 0x2;

/**
 * One entry as a user. ldapts gives a text, several, or an empty list for what is missing, and bytes for what is no UTF-8:
 * all of that ends here.
 */
export function userOf(entry: Entry): DirectoryUser {
  const named = new Map(Object.entries(entry).map(([name, value]) => [name.toLowerCase(), value]));
  const all = (name: string): (string | Buffer)[] => [named.get(name.toLowerCase()) ?? []].flat();
  const one = (name: string): string => textOf(all(name)[0]);
  const [sid] = all('objectSid');
  const range = rangeOf(named, 'proxyaddresses');
  const control = one('userAccountControl');
  return {
    dn: entry.dn,
    sid: Buffer.isBuffer(sid) ? (sidFromBytes(sid) ?? '') : '',
    account: one('sAMAccountName'),
    firstname: one('givenName'),
    name: one('sn'),
    mail: one('mail'),
    aliases: [...all('proxyAddresses'), ...range.values].map(textOf).sort(primaryFirst),
    aliasesCut: range.cut,
    telephoneNumber: one('telephoneNumber'),
    enabled: /^-?\d+$/.test(control) ? (Number(control) & DISABLED) === 0 : undefined,
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

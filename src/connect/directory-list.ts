import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { csvLine } from './csv-write.js';
import type { Dialect } from './csv-dialect.js';
import { emailProblem } from './email.js';
import { finding, Findings } from './finding.js';
import { f2 } from './fold.js';

/** One user as the Active Directory holds it. Texts are verbatim, empty where the attribute is missing. */
export interface DirectoryUser {
  readonly dn: string;
  /** `S-1-5-21-…` */
  readonly sid: string;
  readonly account: string;
  readonly firstname: string;
  readonly name: string;
  readonly mail: string;
  /** Further values of `mail`; Active Directory has at most one, other directories may have more. */
  readonly otherMails?: readonly string[];
  /** `proxyAddresses` with their prefix, the primary one (`SMTP:`) first. */
  readonly aliases: readonly string[];
  /** The server handed out a part of `proxyAddresses` only (`range=0-1499`, MS-ADTS 3.1.1.3.1.3.3). */
  readonly aliasesCut?: boolean;
  readonly telephoneNumber: string;
  /** Undefined where the account may not read `userAccountControl`. */
  readonly enabled: boolean | undefined;
}

/** The columns of `users pull` (contracts.md); every reader of user lists knows them. */
export const DIRECTORY_COLUMNS = [
  ...(['sid', 'account', 'firstname', 'name', 'mail', 'aliases', 'telephoneNumber'] as const),
  'enabled',
] as const;

const DIALECT: Dialect = {
  encoding: 'utf-8',
  bom: false,
  separator: ',',
  newline: '\n',
  comments: false,
};
const SEPARATOR = '|';
const CONTROL = /\p{Cc}/u;

const TEXTS = {
  empty: {
    de: 'Im Active Directory fehlt die E-Mail-Adresse (mail).',
    en: 'The e-mail address (mail) is missing in the Active Directory.',
  },
  several: {
    de: 'Der Benutzer hat mehrere E-Mail-Adressen (mail). In der Liste steht die erste im Alphabet; lassen Sie im Verzeichnis nur die richtige stehen.',
    en: 'The user has several e-mail addresses (mail). The list holds the first by alphabet; leave only the right one in the directory.',
  },
  invalid: {
    de: 'Die E-Mail-Adresse ist nicht richtig geschrieben.',
    en: 'The e-mail address is not well formed.',
  },
  duplicate: {
    de: 'Mehrere Benutzer haben dieselbe E-Mail-Adresse.',
    en: 'Several users have the same e-mail address.',
  },
  variant: {
    de: 'Die E-Mail-Adresse kommt bei einem anderen Benutzer in anderer Schreibweise vor (Groß- und Kleinschreibung, unsichtbare Zeichen).',
    en: 'The e-mail address occurs with another user in another spelling (letter case, invisible characters).',
  },
  noSid: {
    de: 'Die SID fehlt oder ist nicht lesbar. Der Text-Konnektor braucht sie als ID.',
    en: 'The SID is missing or cannot be read. The text connector needs it as ID.',
  },
  unusable: {
    de: 'Der Wert enthält Steuerzeichen und bleibt in der Liste leer. Berichtigen Sie ihn im Active Directory.',
    en: 'The value contains control characters and stays empty in the list. Correct it in the Active Directory.',
  },
  alias: {
    de: 'Die weitere Adresse enthält das Zeichen „|“, das in der Liste Adressen trennt. Sie fehlt deshalb in der Liste.',
    en: 'The further address contains the character "|" that separates addresses in the list. Therefore the list leaves it out.',
  },
  cut: {
    de: 'Der Server gab nur einen Teil der weiteren Adressen heraus (proxyAddresses). Der Rest fehlt in der Liste; sehen Sie im Active Directory nach.',
    en: 'The server handed out only a part of the further addresses (proxyAddresses). The rest is missing in the list; look it up in the Active Directory.',
  },
  enabled: {
    de: 'Ob das Konto aktiv ist, darf das verwendete Konto nicht lesen (userAccountControl).',
    en: 'The account in use may not read whether this one is enabled (userAccountControl).',
  },
} satisfies Record<string, Text>;

/** A list ready to be written, and what is to be said of it. */
export interface DirectoryList {
  /** UTF-8 without BOM, comma, line feed; numbers such as `+49…` are untouched. */
  readonly csv: Buffer;
  readonly rows: number;
  readonly findings: readonly Reason[];
}

/**
 * Makes the CSV of `users pull` and names what will stand in the way of the match: missing, malformed, repeated addresses.
 * A value that a CSV cell must not hold is left out and named, never changed. `file` is the name findings carry.
 */
export function directoryList(users: readonly DirectoryUser[], file: string): DirectoryList {
  const findings = new Findings();
  const written = users.map((user, i) => writable(user, { file, row: i + 2 }, findings));
  addressFindings(written, file, findings);
  const lines = [DIRECTORY_COLUMNS, ...written.map(cells)].map((row) => csvLine(row, DIALECT));
  return { csv: Buffer.from(lines.join(''), 'utf8'), rows: users.length, findings: findings.all() };
}

interface RowPlace {
  readonly file: string;
  readonly row: number;
}

function writable(user: DirectoryUser, place: RowPlace, findings: Findings): DirectoryUser {
  const clean = (column: string, value: string): string => {
    if (!CONTROL.test(value)) return value;
    const more = { claimed: value, known: user.dn };
    findings.add(finding('value.unusable', TEXTS.unusable, { ...place, column }, more));
    return '';
  };
  if (user.sid === '')
    findings.add(finding('sid.empty', TEXTS.noSid, { ...place, column: 'sid' }, who(user)));
  if (user.enabled === undefined) {
    findings.add(
      finding('account.unknown', TEXTS.enabled, { ...place, column: 'enabled' }, who(user)),
    );
  }
  if (user.otherMails && user.otherMails.length > 0) {
    const more = { claimed: [user.mail, ...user.otherMails].join(', '), known: user.dn };
    findings.add(finding('email.several', TEXTS.several, { ...place, column: 'mail' }, more));
  }
  if (user.aliasesCut) {
    findings.add(finding('alias.cut', TEXTS.cut, { ...place, column: 'aliases' }, who(user)));
  }
  const aliases = user.aliases.map((alias) => clean('aliases', alias)).filter((a) => a !== '');
  for (const alias of aliases.filter((one) => one.includes(SEPARATOR))) {
    const more = { claimed: alias, known: user.dn };
    findings.add(finding('alias.separator', TEXTS.alias, { ...place, column: 'aliases' }, more));
  }
  return {
    ...user,
    account: clean('account', user.account),
    firstname: clean('firstname', user.firstname),
    name: clean('name', user.name),
    mail: clean('mail', user.mail),
    telephoneNumber: clean('telephoneNumber', user.telephoneNumber),
    aliases: aliases.filter((alias) => !alias.includes(SEPARATOR)),
  };
}

function cells(user: DirectoryUser): string[] {
  return [
    user.sid,
    user.account,
    user.firstname,
    user.name,
    user.mail,
    user.aliases.join(SEPARATOR),
    user.telephoneNumber,
    user.enabled === undefined ? '' : user.enabled ? '1' : '0',
  ];
}

function addressFindings(users: readonly DirectoryUser[], file: string, findings: Findings): void {
  const groups = new Map<string, number[]>();
  users.forEach(({ mail }, index) => {
    const folded = f2(mail);
    const group = groups.get(folded);
    if (group) group.push(index);
    else groups.set(folded, [index]);
  });
  users.forEach((user, index) => {
    const place = { file, row: index + 2, column: 'mail' };
    const folded = f2(user.mail);
    if (folded === '') {
      const primary = user.aliases.find((alias) => alias.startsWith('SMTP:'));
      const more = primary === undefined ? who(user) : { ...who(user), known: primary };
      findings.add(finding('email.empty', TEXTS.empty, place, more));
      return;
    }
    if (emailProblem(user.mail) !== undefined) {
      findings.add(finding('email.invalid', TEXTS.invalid, place, { claimed: user.mail }));
    }
    const others = (groups.get(folded) ?? []).filter((at) => at !== index);
    if (others.length > 0) findings.add(repeated(user, others, users, place));
  });
}

/** How many of the others a finding names. */
const NAMED = 3;

function repeated(
  user: DirectoryUser,
  others: readonly number[],
  users: readonly DirectoryUser[],
  place: RowPlace & { readonly column: string },
): Reason {
  const same = others.some((at) => users[at]?.mail === user.mail);
  const names = others.slice(0, NAMED).map((at) => `${users[at]?.account} ${users[at]?.mail}`);
  const known = names.join(', ') + (others.length > NAMED ? `, … (${others.length})` : '');
  const claimed = `${user.account} ${user.mail}`;
  return same
    ? finding('email.duplicate', TEXTS.duplicate, place, { claimed, known })
    : finding('email.case-variant', TEXTS.variant, place, { claimed, known });
}

function who({ account, dn }: DirectoryUser): { readonly claimed: string } {
  return { claimed: account === '' ? dn : account };
}

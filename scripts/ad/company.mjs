// An invented company for the directory tests: the same users, with the same planted faults, for every server.

export const DOMAIN = 'DC=corp,DC=example,DC=test';
export const STAFF = `OU=Mitarbeiter,${DOMAIN}`;
export const LEFT = `OU=Ausgeschieden,${STAFF}`;
export const ODD_OU = `OU=Büro\\, Nord\\+Süd,${STAFF}`;
/** Accounts with a password, beside the administrator. */
export const PASSWORD = 'Geheim!0815';
export const READER = 'leser';
export const LOCKED_OUT = 'gesperrt';

const NAMES = [
  ...['Müller', 'Jäger', 'Groß', 'Öztürk', "O'Brien", 'Weiß', 'Łukasz', 'Çelik', 'Smith, John'],
  ...['Plus+Sign', '#Hash', 'Semi;kolon', 'Zitat"Zeichen', 'Klammer (AG)*', 'Rück\\strich'],
];

/** A value inside a DN (RFC 4514). */
export function escapeDn(text) {
  return text
    .replace(/[\\,+"<>;=]/g, (c) => `\\${c}`)
    .replace(/^[ #]/, (c) => `\\${c}`)
    .replace(/ $/, '\\ ');
}

/** User number i, with the faults that its number plants. */
function user(i) {
  const number = String(i).padStart(4, '0');
  const name = NAMES[i % NAMES.length];
  const account = `u${number}`;
  const ou = i % 50 === 49 ? LEFT : i % 40 === 11 ? ODD_OU : STAFF;
  const mail = mailOf(i, number);
  const primary = mail ?? (i % 151 === 9 ? `${account}@corp.example.test` : undefined);
  return {
    dn: `CN=${escapeDn(`${name} ${number}`)},${ou}`,
    account,
    firstname: i % 17 === 4 ? '' : `Vor${String(i)}`,
    name,
    mail: mail ?? '',
    aliases: [
      ...(primary ? [`SMTP:${primary}`] : []),
      ...(i % 3 === 0 ? [`smtp:alt${number}@corp.example.test`] : []),
      ...(i % 33 === 0
        ? [`smtp:früher${number}@corp.example.test`, `X500:/o=Corp/cn=${account}`]
        : []),
    ],
    telephoneNumber: i % 23 === 6 ? '' : `+49 89 84079-${number}`,
    enabled: !(i % 20 === 3 || i % 50 === 49),
  };
}

function mailOf(i, number) {
  if (i % 101 === 17 || i % 151 === 9) return undefined;
  if (i % 97 === 13) return 'sammel@corp.example.test';
  if (i % 89 === 7) return `U${String(i - 1).padStart(4, '0')}@Corp.Example.Test`;
  if (i % 211 === 5) return `kein.zeichen.${number}`;
  return `u${number}@corp.example.test`;
}

/** Users, users that are deleted again, and groups; `big` has more members than AD gives in one answer (1,500). */
export function company(count) {
  const users = Array.from({ length: count }, (_, i) => user(i));
  const deleted = Array.from({ length: 25 }, (_, i) => user(count + i));
  const members = (every) => users.filter((_, i) => i % every === 0).map(({ dn }) => dn);
  const group = (name, of) => ({ dn: `CN=${escapeDn(name)},${STAFF}`, name, members: of });
  const south = group('Vertrieb (Süd)*', members(400));
  const sales = group('Vertrieb', [...members(125), south.dn]);
  return { users, deleted, groups: [south, sales, group('Alle', members(2))] };
}

function line(name, value) {
  const plain = /^[!-9;=-~][ -~]*$/.test(value) && !value.endsWith(' ');
  return plain ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`;
}

export function record(dn, pairs) {
  const lines = pairs.filter(([, value]) => value !== '').map(([name, value]) => line(name, value));
  return `${[line('dn', dn), ...lines].join('\n')}\n\n`;
}

/** What every server is told of a user. */
export function userPairs(one) {
  return [
    ['sAMAccountName', one.account],
    ['givenName', one.firstname],
    ['sn', one.name],
    ['mail', one.mail],
    ...one.aliases.map((alias) => ['proxyAddresses', alias]),
    ['telephoneNumber', one.telephoneNumber],
  ];
}

/** LDIF for Samba: units, users with their faults, two accounts with a password, groups. */
export function sambaLdif({ users, deleted, groups }) {
  const unit = (dn) => record(dn, [['objectClass', 'organizationalUnit']]);
  const quoted = Buffer.from(`"${PASSWORD}"`, 'utf16le').toString('base64');
  const account = (name, control) =>
    `${record(`CN=${name},${DOMAIN}`, [
      ['objectClass', 'user'],
      ['sAMAccountName', name],
      ['userPrincipalName', `${name}@corp.example.test`],
      ['userAccountControl', String(control)],
    ]).trimEnd()}\nunicodePwd:: ${quoted}\n\n`;
  const person = (one) =>
    record(one.dn, [
      ['objectClass', 'user'],
      ['userPrincipalName', `${one.account}@corp.example.test`],
      ['userAccountControl', one.enabled ? '544' : '546'],
      ...userPairs(one),
    ]);
  const team = ({ dn, name, members }) =>
    record(dn, [
      ['objectClass', 'group'],
      ['sAMAccountName', name.replace(/[*]/g, '_')],
      ...members.map((member) => ['member', member]),
    ]);
  return [
    ...[STAFF, LEFT, ODD_OU].map(unit),
    account(READER, 512),
    account(LOCKED_OUT, 514),
    ...[...users, ...deleted].map(person),
    ...groups.map(team),
  ].join('');
}

/** A binary SID of the invented domain. */
export function sidBytes(rid) {
  const bytes = Buffer.alloc(28);
  bytes.set([1, 5, 0, 0, 0, 0, 0, 5]);
  [21, 3683290808, 3023202824, 1368398624, rid].forEach((part, i) =>
    bytes.writeUInt32LE(part, 8 + 4 * i),
  );
  return bytes;
}

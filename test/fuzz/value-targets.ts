import { FilterParser, type Entry } from 'ldapts';
import { numberedKind, textKind } from '../../src/connect/model/connector.js';
import { lineNumber, numberRules } from '../../src/connect/model/phone-number.js';
import { cellProblem, isE164 } from '../../src/connect/connector-rules.js';
import { emailProblem, likelyTypo } from '../../src/connect/email.js';
import { f1, f2, f3, splitAddress } from '../../src/connect/fold.js';
import { characterDiff, hardwareIdProblem } from '../../src/connect/hardware-id.js';
import {
  looksLikeMac,
  macProblem,
  macsIn,
  parseMac,
  virtualMacReason,
} from '../../src/connect/mac.js';
import { folderKey } from '../../src/connect/userdata.js';
import { domainPart, sidFromBytes, sidKind } from '../../src/connect/sid.js';
import { similar } from '../../src/connect/similarity.js';
import * as version from '../../src/connect/version.js';
import * as windows from '../../src/connect/windows-path.js';
import {
  choices,
  date,
  flag,
  form,
  instant,
  list,
  number,
  rows,
  text,
} from '../../src/core/fields.js';
import { oneLine, shownJson } from '../../src/core/shown-text.js';
import { userOf } from '../../src/directory/directory-entry.js';
import { directoryList } from '../../src/connect/directory-list.js';
import { directoryQuestion } from '../../src/directory/directory-question.js';
import { groupFilter, userFilter } from '../../src/directory/user-filter.js';
import { normalizePassword, requireGoodPassword } from '../../src/access/password-rules.js';
import { parseScope } from '../../src/access/scope.js';
import { addDuration } from '../../src/engine/duration.js';
import { nameProblem, shown, shownBytes } from '../../src/steps/file-name.js';
import { folderPathProblem } from '../../src/steps/folder-path.js';
import { sameHost } from '../../src/steps/intake/host-names.js';
import { bytesOf, type Target } from './target.js';

const LABEL = { de: 'x', en: 'x' };
const FORM = form({
  text: text(LABEL).optional(),
  number: number(LABEL).optional(),
  flag: flag(LABEL).optional(),
  date: date(LABEL).optional(),
  instant: instant(LABEL).optional(),
  list: list(LABEL).optional(),
  choices: choices(LABEL, ['a', 'b']).optional(),
  rows: rows(LABEL, form({ a: number(LABEL) })).optional(),
});
const TELEPHONY = numberRules({
  gateways: [{ name: 'g', dialing: ['d'] }],
  dialingParameters: [{ name: 'd', country: '49', area: '89', trunk: '1234' }],
});
const START = new Date('2026-03-02T09:30:00Z');

/** What stands in one cell or one field, whatever it is meant to be. */
function cell(value: string): void {
  for (const key of ['email', 'sid', 'phone', 'account'] as const)
    cellProblem(value, key, { row: 1, column: key });
  [f1, f2, f3, isE164, numberedKind, textKind, sidKind, domainPart].forEach((read) => read(value));
  emailProblem(value);
  likelyTypo(splitAddress(value).domain ?? value.slice(0, 300));
  hardwareIdProblem(value);
  characterDiff(value.slice(0, 2_000), 'HW-1');
  lineNumber(value, TELEPHONY);
  macsIn(value);
  folderKey(value);
  similar(value.slice(0, 200), 'Anna Beispiel');
  oneLine(value);
  shownJson(value);
}

/** What names a place: paths, hosts, versions. */
function place(value: string): void {
  if (looksLikeMac(value) && macProblem(value) === undefined) virtualMacReason(parseMac(value));
  if (version.versionProblem(value) === undefined) version.parseVersion(value);
  if (version.releaseProblem(value) === undefined) version.releaseAtLeast(value, 'V5 SR3');
  version.compareVersions(value, '4.5.5');
  windows.pathProblem(value);
  windows.sameWindowsPath(value, 'C:\\a');
  windows.insideWindowsPath('C:\\a', value);
  sameHost(value, 'uc01');
  nameProblem(value);
  shown(value);
  shownBytes(Buffer.from(value));
  folderPathProblem(value);
  parseScope(value);
  requireGoodPassword(normalizePassword(value), ['anna']);
}

/** Fields of a form by their names, one a line: `name=value`. */
function typed(value: string): void {
  const fields = value.split('\n').map((line) => {
    const at = line.indexOf('=');
    return [line.slice(0, Math.max(0, at)), line.slice(at + 1)];
  });
  FORM.safeParse(Object.fromEntries(fields));
}

const USER = {
  dn: 'CN=Anna,DC=firma,DC=example',
  objectSid: Buffer.from('010500000000000515000000010203040506070809000102e9030000', 'hex'),
};

export const VALUE_TARGETS: readonly Target[] = [
  {
    name: 'cell',
    share: 80,
    covers: [
      ...[
        'model/connector',
        'model/phone-number',
        'connector-rules',
        'email',
        'fold',
        'sid',
        'mac',
      ],
      ...['hardware-id', 'similarity', 'userdata'],
    ]
      .map((name) => `connect/${name}`)
      .concat('core/shown-text'),
    corpus: () =>
      bytesOf(
        ...['anna@firma.example', 'S-1-5-21-1-2-3-1001', '+49 (0)89 1234-78', '00-1A-2B-3C-4D-5E'],
        ...[
          'SMTP:a@b.example',
          'm\u00fcller@xn--mller-kva.example',
          '4,98912E+11',
          'Anna%20B',
          '2',
        ],
      ),
    tokens: ['@', '.', 'xn--', '(0)', '00', '+49', '-', '%C3', 'S-1-5-21-', '0A:'],
    read: (bytes) => cell(bytes.toString('utf8')),
  },
  {
    name: 'place',
    share: 50,
    covers: [
      ...['access/scope', 'access/password-rules', 'connect/version', 'connect/windows-path'],
      ...['steps/file-name', 'steps/folder-path', 'steps/intake/host-names'],
    ],
    corpus: () =>
      bytesOf(
        ...['4.5.5', 'V5 SR3', 'Connect V9 SR1', 'C:\\ProgramData\\C4B', '\\\\server\\share\\x'],
        ...['\\\\?\\UNC\\server\\share', 'uc01.muster.local', 'con.txt', '00-1A-2B-3C-4D-5E'],
      ),
    tokens: ['.', ' ', '\\', '\\\\?\\', 'SR', 'V', 'con', 'lpt1', '..'],
    read: (bytes) => place(bytes.toString('utf8')),
  },
  {
    name: 'form-field',
    share: 90,
    covers: ['core/fields'],
    corpus: () =>
      bytesOf(
        'text=Anna\nnumber=12\nflag=ja\ndate=2026-03-02\ninstant=2026-03-02T09:30:00Z',
        'list=a, b\nchoices=a,b\nrows=[{"a":1}]',
      ),
    tokens: ['number=', 'rows=', 'list=[', 'date=', 'instant=', 'choices=', '__proto__='],
    read: (bytes) => typed(bytes.toString('utf8')),
  },
  {
    name: 'duration',
    share: 30,
    covers: ['engine/duration'],
    corpus: () => bytesOf('P7D', 'PT48H', 'P1W2DT3H4M5S'),
    tokens: ['P', 'T', 'W', 'D', 'H', '99999999999999999999'],
    read(bytes) {
      const later = addDuration(START, bytes.toString('utf8'));
      if (Number.isNaN(later.getTime())) throw new TypeError('a time that is none');
    },
  },
  {
    name: 'directory-entry',
    share: 70,
    covers: ['directory/directory-entry', 'connect/sid', 'connect/directory-list'],
    corpus: () => [USER.objectSid, ...bytesOf('a@firma.example\nSMTP:a@b.example\n512\nAnna')],
    tokens: ['SMTP:', 'smtp:', '514', '-1', '1e9', '\u0001\u0005'],
    read(bytes) {
      sidFromBytes(bytes);
      const [mail = '', proxy = '', control = '', name = ''] = bytes.toString('utf8').split('\n');
      const entry: Entry = { ...USER, mail, proxyAddresses: [proxy, 'x'], sn: bytes, name };
      const users = [USER, { ...entry, userAccountControl: control, givenName: [] }].map(userOf);
      directoryList([...users, userOf({ ...entry, objectSid: bytes })], 'ad.csv');
    },
  },
  {
    name: 'directory-question',
    share: 70,
    covers: ['directory/directory-question', 'directory/user-filter'],
    corpus: () =>
      bytesOf(
        'ldaps://dc1.firma.example:636\nDC=firma,DC=example\nFIRMA\\anna\n(department=Vertrieb)\nVertrieb',
        'ldap://[::1]\nOU=a,DC=b\nanna@firma.example\n(&(a=b)(!(c=d*)))\nCN=x',
      ),
    tokens: ['ldaps://', '(', ')', '(&', '(|', '(!', '*', '\\2a', ':=', '\\00', 'DC='],
    read(bytes) {
      const [url = '', base = '', bind = '', filter = '', group = ''] = bytes
        .toString('utf8')
        .split('\n');
      directoryQuestion({ url, base, bind, filter, group }, { password: 'x' });
      userFilter({ filter: FilterParser.parseString(filter), groupDn: group }).toString();
      groupFilter(group).toString();
    },
  },
];

import { BROKEN_BYTE, cell, lineOf, setCell, tableOf, type Material } from './material.js';
import type { ErrorRow } from './planted-error.js';

const V4 = 'v4-users.csv';
const AD = 'ad-users.csv';
const CONNECT = 'connect-users.csv';

/** addresses that block the import of user data. */
const BLOCKING: readonly ErrorRow[] = [
  {
    ...{ id: 'v4.duplicate', named: 'R-109, section 12', trap: 'v4-list', by: 'R-109' },
    what: { de: 'Adresse zweimal in der V4-Liste', en: 'address twice in the V4 list' },
    code: 'email.duplicate',
    plant: (m, seat) => appendTwin(m, V4, seat, 'email'),
  },
  {
    ...{ id: 'v4.empty', named: 'R-109, section 12', trap: 'v4-list', by: 'R-109' },
    what: { de: 'Adresse fehlt in der V4-Liste', en: 'address missing in the V4 list' },
    code: 'email.empty',
    plant: (m, seat) => change(m, V4, seat, 'email', () => ''),
  },
  {
    ...{ id: 'v4.invalid', named: 'R-109, section 12', trap: 'v4-list', by: 'R-109' },
    what: { de: 'Adresse ohne @ in der V4-Liste', en: 'address without @ in the V4 list' },
    code: 'email.invalid',
    plant: (m, seat) => change(m, V4, seat, 'email', (email) => email.replace('@', '.')),
  },
  {
    ...{ id: 'v4.no-users', named: 'R-109', trap: 'v4-list-empty', by: 'R-109' },
    what: { de: 'V4-Liste ohne Benutzer', en: 'V4 list without users' },
    code: 'list.no-users',
    plant: (m) => {
      tableOf(m, V4).rows.length = 0;
      return { file: V4 };
    },
  },
  {
    ...{ id: 'ad.duplicate', named: 'R-109, section 12', trap: 'ad-list', by: 'R-109' },
    what: {
      de: 'Adresse zweimal im Active Directory',
      en: 'address twice in the Active Directory',
    },
    code: 'email.duplicate',
    plant: (m, seat) => appendTwin(m, AD, seat, 'mail'),
  },
  {
    ...{ id: 'ad.disabled', named: 'R-109, R-703', trap: 'ad-disabled', by: 'R-109' },
    what: { de: 'deaktiviertes Konto', en: 'disabled account' },
    code: 'account.disabled',
    plant: (m, seat) => change(m, AD, seat, 'enabled', () => '0'),
  },
  {
    ...{ id: 'connect.duplicate', named: 'R-706', trap: 'connect-blocked', by: 'R-706' },
    what: { de: 'Adresse zweimal in Connect', en: 'address twice in Connect' },
    code: 'email.duplicate',
    plant: (m, seat) => appendTwin(m, CONNECT, seat, 'email'),
  },
  {
    ...{ id: 'connect.empty', named: 'R-706', trap: 'connect-blocked', by: 'R-706' },
    what: { de: 'Adresse fehlt in Connect', en: 'address missing in Connect' },
    code: 'email.empty',
    plant: (m, seat) => change(m, CONNECT, seat, 'email', () => ''),
  },
  {
    ...{ id: 'connect.blank', named: 'section 12', trap: 'connect-blocked', by: 'R-706' },
    what: { de: 'Leerzeichen hinter der Adresse', en: 'blank behind the address' },
    code: 'email.invalid',
    plant: (m, seat) => change(m, CONNECT, seat, 'email', (email) => `${email}\u00a0`),
  },
  {
    ...{ id: 'connect.invisible', named: 'section 12', trap: 'connect-blocked', by: 'R-706' },
    what: { de: 'unsichtbares Zeichen in der Adresse', en: 'invisible character in the address' },
    code: 'email.invalid',
    plant: (m, seat) => change(m, CONNECT, seat, 'email', (email) => email.replace('@', '\u200b@')),
  },
];

/** addresses that are similar, not equal. The place is the row of the V4 list. */
const NEAR: readonly ErrorRow[] = [
  {
    ...near('case', 'connect-match'),
    what: { de: 'andere Groß- und Kleinschreibung', en: 'other letter case' },
    plant: (m, seat) => similar(m, seat, (email) => email.toUpperCase()),
  },
  {
    ...near('unicode', 'connect-match'),
    what: { de: 'Buchstabe in anderer Unicode-Form', en: 'letter in another form of Unicode' },
    plant: (m, seat) =>
      similar(
        m,
        seat,
        (email) => String.fromCodePoint((email.codePointAt(0) ?? 0) + 0xfee0) + email.slice(1),
      ),
  },
  {
    ...near('other-domain', 'connect-match'),
    what: { de: 'andere Domäne', en: 'other domain' },
    plant: (m, seat) => similar(m, seat, (email) => email.replace(/@.*/, '@neu.example')),
  },
  {
    ...near('alias', 'connect-match'),
    what: { de: 'Adresse steht nur als Alias da', en: 'address stands there as an alias only' },
    plant: (m, seat) => {
      const table = tableOf(m, CONNECT);
      setCell(table, seat, 'aliases', `smtp:${cell(table, seat, 'email')}`);
      return similar(m, seat, (email) => `alias${seat}-${email}`);
    },
  },
  {
    ...near('name-only', 'connect-match'),
    what: { de: 'nur der Name ist gleich', en: 'only the name is equal' },
    plant: (m, seat) => similar(m, seat, () => `konto${seat}@neu.example`),
  },
  {
    ...near('other-domain', 'connect-domain'),
    id: 'match.domain-renamed',
    what: { de: 'die ganze Domäne heißt anders', en: 'the whole domain has another name' },
    also: ['R-707 match.other-domain'],
    plant: (m) => {
      const { rows } = tableOf(m, CONNECT);
      rows.forEach((_, row) => similar(m, row, (email) => email.replace(/@.*/, '@neu.example')));
      return { row: lineOf(0) };
    },
  },
  {
    ...near('none', 'match-lists'),
    by: 'match',
    what: { de: 'Benutzer, den es nur in V4 gibt', en: 'user who exists in V4 only' },
    plant: (m) => {
      const { rows } = tableOf(m, V4);
      rows.push(['', 'Niemand', 'Nirgends', 'niemand', `niemand@${m.customer.domain}`, '']);
      return { row: lineOf(rows.length - 1) };
    },
  },
];

/** R-706 shows what is wrong with cells beside its verdict. */
const CELLS: readonly ErrorRow[] = [
  {
    ...cells('list.row-short', 'csv.row-short'),
    what: { de: 'Zeile mit zu wenig Feldern', en: 'row with too few fields' },
    plant: (m, seat) => {
      tableOf(m, CONNECT).rows[seat]?.pop();
      return { file: CONNECT, row: lineOf(seat) };
    },
  },
  {
    ...cells('list.row-long', 'csv.row-long'),
    what: { de: 'Zeile mit zu vielen Feldern', en: 'row with too many fields' },
    plant: (m, seat) => {
      tableOf(m, CONNECT).rows[seat]?.push('zu viel');
      return { file: CONNECT, row: lineOf(seat) };
    },
  },
  {
    ...cells('list.nul', 'csv.nul'),
    what: { de: 'NUL-Zeichen in einem Feld', en: 'NUL character in a field' },
    plant: (m, seat) => change(m, CONNECT, seat, 'account', (text) => `${text}\0`),
  },
  {
    ...cells('list.encoding', 'csv.undecodable'),
    what: { de: 'Bytes in falscher Kodierung', en: 'bytes in the wrong encoding' },
    plant: (m, seat) => change(m, CONNECT, seat, 'firstname', (text) => `${text}${BROKEN_BYTE}`),
  },
  {
    ...cells('list.scientific', 'spreadsheet.scientific'),
    what: { de: 'Nummer von Excel gekürzt', en: 'number shortened by Excel' },
    plant: (m, seat) => change(m, CONNECT, seat, 'telephoneNumber', () => '4,98999E+11'),
  },
  {
    ...cells('list.lost-plus', 'spreadsheet.lost-prefix'),
    what: { de: 'Nummer ohne ihr + (Excel)', en: 'number without its + (Excel)' },
    plant: (m, seat) =>
      change(m, CONNECT, seat, 'telephoneNumber', (text) => text.replace(/\D/g, '')),
  },
  {
    ...cells('list.columns-differ', 'column.differs'),
    what: {
      de: 'zwei Spalten für die Adresse, verschieden',
      en: 'two columns for the address, different',
    },
    also: ['R-706 column.another'],
    plant: (m, seat) => {
      const table = tableOf(m, CONNECT);
      const emails = table.rows.map((_, row) => cell(table, row, 'email'));
      const at = table.header.indexOf('email') + 1;
      table.header.splice(at, 0, 'mail');
      table.rows.forEach((row, i) => row.splice(at, 0, emails[i] ?? ''));
      return change(m, CONNECT, seat, 'mail', (email) => `x${email}`);
    },
  },
];

export const LIST_ERRORS: readonly ErrorRow[] = [...BLOCKING, ...NEAR, ...CELLS];

function near(outcome: string, trap: string) {
  const named = 'section 12 (e-mail match)';
  return {
    id: `match.${outcome}`,
    named,
    trap,
    by: 'R-707',
    code: `match.${outcome}`,
    needsData: true,
  };
}

function cells(id: string, code: string) {
  return { id, code, named: 'section 12 (CSV), domain 8.12', trap: 'connect-cells', by: 'R-706' };
}

function change(
  m: Material,
  file: string,
  row: number,
  column: string,
  how: (before: string) => string,
) {
  const table = tableOf(m, file);
  setCell(table, row, column, how(cell(table, row, column)));
  return { file, row: lineOf(row), column };
}

/** The row of the V4 list is the place: both lists have their users in the same order. */
function similar(m: Material, seat: number, how: (email: string) => string) {
  change(m, CONNECT, seat, 'email', how);
  return { row: lineOf(seat) };
}

function appendTwin(m: Material, file: string, seat: number, column: string) {
  const { rows } = tableOf(m, file);
  rows.push([...(rows[seat] ?? [])]);
  return [seat, rows.length - 1].map((row) => ({ file, row: lineOf(row), column }));
}

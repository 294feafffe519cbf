import { cell, lineOf, setCell, tableOf, type Material } from './material.js';
import type { ErrorRow } from './planted-error.js';

const DYNAMIC = 'UserLinesDynamic.csv';
const CREATE = 'connector-users.csv';

/** Files for text connectors: R-904 for the exported one, `connector check` for those made by hand, `connector simulate` for numbers. */
export const CONNECTOR_ERRORS: readonly ErrorRow[] = [
  {
    ...{ id: 'connector.edited', named: 'R-904', trap: 'lines-edited-silently', by: 'R-904' },
    what: {
      de: '`UserLinesDynamic.csv` nach dem Export bearbeitet',
      en: '`UserLinesDynamic.csv` edited after the export',
    },
    code: 'lines.file-edited',
    also: ['R-904 lines.edited-path-missing'],
    plant: (m, seat) => {
      setCell(tableOf(m, DYNAMIC), seat, 'XPhoneUC_Name', 'geändert');
      return {};
    },
  },
  {
    ...{ id: 'connector.unknown-id', named: 'R-904', trap: 'lines-edited', by: 'R-904' },
    what: { de: '`ID`, die es in Connect nicht gibt', en: '`ID` that does not exist in Connect' },
    code: 'lines.id-unknown',
    plant: (m, seat) => {
      const table = tableOf(m, DYNAMIC);
      const sid = cell(table, seat, 'ID').replace(/\d$/, (digit) => `${digit}99`);
      setCell(table, seat, 'ID', sid);
      return { file: DYNAMIC, row: lineOf(seat), column: 'ID' };
    },
  },
  {
    ...{ id: 'connector.line-type', named: 'R-904', trap: 'lines-edited', by: 'R-904' },
    what: {
      de: 'nicht erlaubter Wert von `LineTypeDynamic`',
      en: 'value of `LineTypeDynamic` that is not allowed',
    },
    code: 'lines.line-type',
    plant: (m, seat) => {
      setCell(tableOf(m, DYNAMIC), seat, 'LineTypeDynamic', 'dynamisch');
      return { file: DYNAMIC, row: lineOf(seat), column: 'LineTypeDynamic' };
    },
  },
  {
    ...{ id: 'connector.other-column', named: 'W-17', trap: 'lines-edited', by: 'R-904' },
    what: {
      de: 'weitere Spalte in `UserLinesDynamic.csv`',
      en: 'further column in `UserLinesDynamic.csv`',
    },
    code: 'connector.unexpected-column',
    plant: (m) => {
      const { header, rows } = tableOf(m, DYNAMIC);
      header.push('location');
      for (const row of rows) row.push('Zentrale');
      return { file: DYNAMIC, column: 'location' };
    },
  },
  {
    ...create('connector.mandatory-empty', 'connector-file'),
    what: { de: 'Pflichtfeld leer', en: 'mandatory field empty' },
    plant: (m, seat) => change(m, seat, 'account', () => ''),
  },
  {
    ...create('connector.formula', 'connector-file'),
    what: { de: 'Zelle, die wie eine Formel beginnt', en: 'cell that begins like a formula' },
    plant: (m, seat) => change(m, seat, 'name', (name) => `=${name}`),
  },
  {
    ...create('connector.id-duplicate', 'connector-file'),
    what: { de: 'dieselbe `ID` zweimal', en: 'the same `ID` twice' },
    plant: (m, seat) => {
      const { rows } = tableOf(m, CREATE);
      rows.push([...(rows[seat] ?? [])]);
      return { file: CREATE, row: lineOf(rows.length - 1), column: 'ID' };
    },
  },
  {
    ...create('connector.column-missing', 'connector-columns'),
    what: { de: 'Pflichtspalte fehlt', en: 'mandatory column missing' },
    plant: (m) => {
      const { header } = tableOf(m, CREATE);
      header[header.indexOf('account')] = 'Konto';
      return { file: CREATE, column: 'account' };
    },
    also: ['connector check connector.mandatory-empty'],
  },
  {
    ...create('connector.line-file', 'connector-wrong-file'),
    named: 'W-09',
    what: {
      de: '`UserLines.csv` in einem Text-Konnektor',
      en: '`UserLines.csv` in a text connector',
    },
    also: [
      'connector check connector.column-missing',
      'connector check connector.no-email-column',
      'connector check connector.mandatory-empty',
      'connector check connector.id-duplicate',
    ],
    plant: (m) => {
      m.tables.set(CREATE, tableOf(m, 'UserLines.csv'));
      return { file: CREATE };
    },
  },
  {
    ...{
      id: 'numbers.too-short',
      named: 'domain 2.4',
      trap: 'plan-numbers',
      by: 'connector simulate',
    },
    what: {
      de: 'Kurzwahl, die zu keinem von zwei Gateways passt',
      en: 'extension that fits neither of two gateways',
    },
    code: 'simulation.number-too-short',
    plant: (m, seat) => {
      setCell(tableOf(m, 'ad-users.csv'), seat, 'telephoneNumber', '4711');
      return { row: lineOf(seat) };
    },
  },
];

function create(code: string, trap: string) {
  return { id: code, code, named: 'R-704, domain 1.1', trap, by: 'connector check' };
}

function change(m: Material, row: number, column: string, how: (before: string) => string) {
  const table = tableOf(m, CREATE);
  setCell(table, row, column, how(cell(table, row, column)));
  return { file: CREATE, row: lineOf(row), column };
}

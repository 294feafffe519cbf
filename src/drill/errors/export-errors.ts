import { cell, lineOf, put, setCell, tableOf, type Material } from './material.js';
import type { ErrorRow } from './planted-error.js';

const DYNAMIC = 'UserLinesDynamic.csv';
const STATIC = 'UserLines.csv';
const LINES = 'DynamicLines.csv';
const HOUR = 3_600_000;

/** the export folder, its tables, its copy. */
export const EXPORT_ERRORS: readonly ErrorRow[] = [
  {
    ...{ id: 'export.stale-file', named: 'R-406, W-08', trap: 'export-refused', by: 'R-406' },
    what: { de: 'Datei von einem früheren Export', en: 'file of an earlier export' },
    code: 'export.stale-file',
    also: ['R-406 export.files-outside'],
    plant: (m) => put(m, 'SystemConfig/Alt/settings.xml', { at: -24 * HOUR }),
  },
  {
    ...{ id: 'export.late-file', named: 'R-406', trap: 'export-refused', by: 'R-406' },
    what: { de: 'Datei von nach dem Export', en: 'file from after the export' },
    code: 'export.late-file',
    also: ['R-406 export.files-outside'],
    plant: (m) => put(m, 'SystemConfig/Neu/settings.xml', { at: 24 * HOUR }),
  },
  {
    ...{ id: 'export.link', named: 'R-406', trap: 'export-refused', by: 'R-406' },
    what: { de: 'Verknüpfung statt einer Datei', en: 'link instead of a file' },
    code: 'files.link',
    plant: (m) => put(m, 'SystemConfig/Fax/link.xml', { linkTo: 'settings.xml' }),
  },
  {
    ...{ id: 'export.empty-file', named: 'R-406', trap: 'export-tables', by: 'R-406' },
    what: { de: 'leere Datei', en: 'empty file' },
    code: 'export.empty-file',
    plant: (m) => put(m, 'SystemConfig/Leer/settings.xml', { text: '' }),
  },
  {
    ...{ id: 'export.not-understood', named: 'R-406', trap: 'export-tables', by: 'R-406' },
    what: { de: 'Datei, die nicht zum Export gehört', en: 'file that is no part of an export' },
    code: 'export.not-understood',
    plant: (m) => put(m, 'Notizen/alt.docx', {}),
  },
  {
    ...{ id: 'lines.duplicate-id', named: 'R-408', trap: 'export-tables', by: 'R-408' },
    what: { de: '`ID` zweimal', en: '`ID` twice' },
    code: 'lines.id-duplicate',
    plant: (m, seat) => appendCopy(m, DYNAMIC, seat),
  },
  {
    ...{ id: 'lines.empty-type', named: 'R-408', trap: 'export-tables', by: 'R-408' },
    what: { de: '`LineTypeDynamic` leer', en: '`LineTypeDynamic` empty' },
    code: 'lines.line-type',
    plant: (m, seat) => change(m, DYNAMIC, seat, 'LineTypeDynamic', ''),
  },
  {
    ...{ id: 'lines.no-id', named: 'R-408', trap: 'export-tables', by: 'R-408' },
    what: { de: '`ID` leer', en: '`ID` empty' },
    code: 'lines.id-empty',
    plant: (m, seat) => change(m, DYNAMIC, seat, 'ID', ''),
  },
  {
    ...{ id: 'lines.low-rid', named: 'section 12 (SID)', trap: 'export-tables', by: 'R-408' },
    what: { de: 'SID mit einer RID unter 1000', en: 'SID with a RID below 1000' },
    code: 'lines.id-not-sid',
    plant: (m, seat) => {
      const sid = cell(tableOf(m, DYNAMIC), seat, 'ID').replace(/-\d+$/, '-500');
      return change(m, DYNAMIC, seat, 'ID', sid);
    },
  },
  {
    ...{ id: 'lines.other-domain', named: 'section 12 (SID)', trap: 'export-domains', by: 'R-408' },
    what: { de: 'SID einer anderen Domäne', en: 'SID of another domain' },
    code: 'sid.other-domain',
    plant: (m, seat) => {
      const rid = /\d+$/.exec(cell(tableOf(m, DYNAMIC), seat, 'ID'))?.[0] ?? '1101';
      return change(m, DYNAMIC, seat, 'ID', `S-1-5-21-11-22-33-${rid}`);
    },
  },
  {
    ...{ id: 'lines.user-in-both', named: 'R-410', trap: 'export-subsets', by: 'R-410' },
    what: { de: 'Benutzer in beiden Leitungsdateien', en: 'user in both files of lines' },
    code: 'lines.user-in-both',
    also: ['R-410 lines.total'],
    plant: (m, seat) => {
      const dynamic = tableOf(m, DYNAMIC);
      const row = ['ID', 'XPhoneUC_Name', 'XPhoneUC_EMail'].map((c) => cell(dynamic, seat, c));
      tableOf(m, STATIC).rows.push([...row, '999']);
      return { file: DYNAMIC, row: lineOf(seat) };
    },
  },
  {
    ...{ id: 'lines.not-listed', named: 'R-410', trap: 'export-subsets', by: 'R-410' },
    what: {
      de: 'dynamische Leitung fehlt in `DynamicLines.csv`',
      en: 'dynamic line missing in `DynamicLines.csv`',
    },
    code: 'lines.line-not-listed',
    plant: (m, seat) => {
      const line = cell(tableOf(m, DYNAMIC), seat, 'XPhoneUC_Line');
      const { rows } = tableOf(m, LINES);
      rows.splice(
        rows.findIndex(([first]) => first === line),
        1,
      );
      return { file: DYNAMIC, row: lineOf(seat) };
    },
  },
  {
    ...{
      id: 'lines.file-missing',
      named: 'R-406, R-410',
      trap: 'export-table-missing',
      by: 'R-409',
    },
    what: {
      de: 'eine der drei Leitungsdateien fehlt',
      en: 'one of the three files of lines is missing',
    },
    code: 'lines.file-missing',
    also: ['R-410 lines.incomplete'],
    plant: (m) => {
      m.tables.delete(LINES);
      return {};
    },
  },
  {
    ...{
      id: 'lines.wrong-table',
      named: 'R-407 to R-410, W-09',
      trap: 'export-wrong-table',
      by: 'R-408',
    },
    what: {
      de: 'Benutzerliste unter dem Namen `UserLinesDynamic.csv`',
      en: 'user list under the name `UserLinesDynamic.csv`',
    },
    code: 'lines.file-missing',
    also: ['R-410 lines.incomplete', 'R-406 export.name-and-content'],
    plant: (m) => {
      m.tables.set(DYNAMIC, tableOf(m, 'Users.csv'));
      return {};
    },
  },
  {
    ...{
      id: 'lines.swapped-tables',
      named: 'R-407 to R-410, W-09',
      trap: 'export-swapped',
      by: 'R-406',
    },
    what: {
      de: '`UserLines.csv` und `DynamicLines.csv` vertauscht',
      en: '`UserLines.csv` and `DynamicLines.csv` exchanged',
    },
    code: 'export.name-and-content',
    plant: (m) => {
      const [fixed, lines] = [tableOf(m, STATIC), tableOf(m, LINES)];
      m.tables.set(STATIC, lines);
      m.tables.set(LINES, fixed);
      return [{ file: STATIC }, { file: LINES }];
    },
  },
  {
    ...{ id: 'copy.missing-file', named: 'R-502', trap: 'copy', by: 'R-502' },
    what: { de: 'Datei fehlt in der Kopie', en: 'file missing in the copy' },
    code: 'manifest.missing',
    also: ['R-502 transfer.differs'],
    plant: (m) => {
      const file = 'SystemConfig/Fax/settings.xml';
      m.files.delete(file);
      return { file };
    },
  },
  {
    ...{ id: 'copy.extra-file', named: 'R-502', trap: 'copy', by: 'R-502' },
    what: { de: 'Datei zu viel in der Kopie', en: 'extra file in the copy' },
    code: 'manifest.extra',
    also: ['R-502 transfer.differs'],
    plant: (m) => put(m, 'SystemConfig/Fax/Kopie von settings.xml', {}),
  },
  {
    ...{ id: 'copy.changed-file', named: 'R-502', trap: 'copy', by: 'R-502' },
    what: { de: 'Datei in der Kopie verändert', en: 'file changed in the copy' },
    code: 'manifest.changed',
    also: ['R-502 transfer.differs'],
    plant: (m) => put(m, 'SystemConfig/Sms/settings.xml', { text: '<settings group="Sms" />\n' }),
  },
];

function change(m: Material, file: string, row: number, column: string, value: string) {
  setCell(tableOf(m, file), row, column, value);
  return { file, row: lineOf(row), column };
}

function appendCopy(m: Material, file: string, seat: number) {
  const { rows } = tableOf(m, file);
  rows.push([...(rows[seat] ?? [])]);
  return { file, row: lineOf(rows.length - 1), column: 'ID' };
}

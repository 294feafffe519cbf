import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { COLUMN_KEYS, type ColumnKey, type ColumnTable, DEFAULT_COLUMNS } from './columns.js';
import { emailProblem } from './email.js';
import { finding } from './finding.js';
import { f1, f2 } from './fold.js';
import type { TableKind } from './line-files.js';

/** Cells without which the text connector creates no user (TXT). */
export const MANDATORY = ['ID', 'firstname', 'name', 'account'] as const;

export interface CellPlace {
  readonly file?: string;
  readonly row: number;
  readonly column: string;
}

export const CONNECTOR_TEXTS = {
  mandatory: {
    de: 'Dieses Feld ist Pflicht, damit der Benutzer angelegt wird. Es ist leer.',
    en: 'This field is mandatory for the user to be created. It is empty.',
  },
  duplicate: {
    de: 'Die ID kommt mehrfach vor. Sie muss eindeutig sein.',
    en: 'The ID occurs more than once. It must be unique.',
  },
  formula: {
    de: 'Der Wert beginnt wie eine Formel (`=`, `+`, `-` oder `@`). Erlaubt ist nur eine Rufnummer wie +4989123456.',
    en: 'The value begins like a formula (`=`, `+`, `-` or `@`). Only a phone number such as +4989123456 may.',
  },
  control: {
    de: 'Der Wert enthält ein Steuerzeichen oder einen Zeilenumbruch.',
    en: 'The value contains a control character or a line break.',
  },
  comment: {
    de: 'Die Zeile begänne mit `#` und wäre damit ein Kommentar.',
    en: 'The row would begin with `#` and so be a comment.',
  },
  email: {
    de: 'Die E-Mail-Adresse ist nicht richtig geschrieben.',
    en: 'The e-mail address is not well formed.',
  },
  columnName: {
    de: 'So heißt keine Spalte der Datei. Der Hersteller nennt diesen Namen; ob der Konnektor einen anderen liest, ist nicht beschrieben.',
    en: 'No column of the file has this name. The vendor names it; whether the connector reads another one is not described.',
  },
  notUsed: {
    de: 'Spalten, die mit `XPhoneUC_` beginnen, verwendet der Text-Konnektor nicht. Die Benutzer entstehen ohne diesen Wert.',
    en: 'The text connector does not use columns that begin with `XPhoneUC_`. Users are created without this value.',
  },
  lineFile: {
    de: 'Das ist inhaltlich `UserLines.csv` oder `DynamicLines.csv`. Diese Dateien gehören nicht in einen Text-Konnektor (W-09).',
    en: 'By its content this is `UserLines.csv` or `DynamicLines.csv`. These files do not belong into a text connector (W-09).',
  },
  cannotCreate: {
    de: 'Das ist inhaltlich `UserLinesDynamic.csv`. Mit dieser Datei lassen sich keine Benutzer anlegen (W-17).',
    en: 'By its content this is `UserLinesDynamic.csv`. This file cannot create users (W-17).',
  },
} satisfies Record<string, Text>;

/** Why a table must not become a connector file, by its content; undefined when it may. */
export function connectorRefusal(
  kind: TableKind,
  purpose: 'create-users' | 'dynamic-lines',
  file?: string,
): Reason | undefined {
  const place = file === undefined ? undefined : { file };
  if (kind === 'user-lines' || kind === 'dynamic-lines') {
    return finding('connector.line-file', CONNECTOR_TEXTS.lineFile, place, { claimed: kind });
  }
  if (kind === 'user-lines-dynamic' && purpose === 'create-users') {
    return finding('connector.cannot-create', CONNECTOR_TEXTS.cannotCreate, place);
  }
  return undefined;
}

/** International number, `+` and up to 15 digits; blanks, dots, hyphens, slashes and brackets between them may stand. */
export function isE164(text: string): boolean {
  return /^\+[1-9](?:[ ()./-]*\d){1,14}$/.test(text);
}

/**
 * What is wrong with one cell of a connector file. Values are refused, never changed: a guard such as a leading
 * apostrophe would corrupt phone numbers.
 */
export function cellProblem(
  value: string,
  key: ColumnKey | undefined,
  place: CellPlace,
): Reason | undefined {
  if (value === '') return undefined;
  if (/\p{Cc}/u.test(value)) {
    return finding('connector.control-character', CONNECTOR_TEXTS.control, place);
  }
  if (/^[\s\u00a0\u200b-\u200d\u2060\ufeff]*[=+\-@]/u.test(value) && !isE164(value)) {
    return finding('connector.formula', CONNECTOR_TEXTS.formula, place, { claimed: value });
  }
  if (key === 'email' && emailProblem(value)) {
    return finding('connector.email', CONNECTOR_TEXTS.email, place, { claimed: value });
  }
  return undefined;
}

/** Meaning of a connector file's column by the alias table; undefined for unknown columns. */
export function keyOf(column: string, table: ColumnTable = DEFAULT_COLUMNS): ColumnKey | undefined {
  const folded = column.toLowerCase();
  return COLUMN_KEYS.find((key) => table.columns[key].some((a) => a.toLowerCase() === folded));
}

/** Checks that belong to a whole file: mandatory cells and unique IDs. */
export class RowRules {
  private readonly ids = new Map<string, number>();

  constructor(
    private readonly file: string | undefined,
    private readonly mandatory: readonly string[],
  ) {}

  /** `cells` by the connector's own column name. */
  check(row: number, cells: ReadonlyMap<string, string>): Reason[] {
    const found: Reason[] = [];
    const place = (column: string): CellPlace => ({
      ...(this.file === undefined ? {} : { file: this.file }),
      row,
      column,
    });
    for (const column of this.mandatory) {
      if (f1(cells.get(column) ?? '') === '') {
        found.push(finding('connector.mandatory-empty', CONNECTOR_TEXTS.mandatory, place(column)));
      }
    }
    const id = cells.get('ID') ?? '';
    const first = this.ids.get(f2(id));
    if (f1(id) === '') return found;
    if (first === undefined) this.ids.set(f2(id), row);
    else {
      const more = { claimed: id, known: String(first) };
      found.push(finding('connector.id-duplicate', CONNECTOR_TEXTS.duplicate, place('ID'), more));
    }
    return found;
  }
}

import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { undecodableAt, type Encoding } from './csv-encoding.js';
import type { CsvRow } from './csv-records.js';
import { finding, Findings } from './finding.js';
import { SpreadsheetTraces } from './spreadsheet-traces.js';

const TEXTS = {
  duplicate: {
    de: 'Der Spaltenname kommt mehrfach vor. Erwartet: jeder Name einmal.',
    en: 'The column name occurs more than once. Expected: each name once.',
  },
  proto: {
    de: 'Der Spaltenname `__proto__` ist verdächtig. Prüfen Sie die Herkunft der Datei.',
    en: 'The column name `__proto__` is suspicious. Check where the file comes from.',
  },
  unnamed: { de: 'Eine Spalte hat keinen Namen.', en: 'A column has no name.' },
  short: {
    de: 'Die Zeile hat weniger Felder als die Kopfzeile. Die fehlenden gelten als leer.',
    en: 'The row has fewer fields than the header. The missing ones count as empty.',
  },
  long: {
    de: 'Die Zeile hat mehr Felder als die Kopfzeile. Die überzähligen bleiben erhalten.',
    en: 'The row has more fields than the header. The extra ones are kept.',
  },
  nul: { de: 'Das Feld enthält ein NUL-Zeichen.', en: 'The field contains a NUL character.' },
  undecodable: {
    de: 'Das Feld enthält Bytes, die in dieser Kodierung kein Zeichen ergeben.',
    en: 'The field contains bytes that make no character in this encoding.',
  },
} satisfies Record<string, Text>;

/** Characters that a cell must hold to be worth a look: NUL, bytes that are no characters, traces of a spreadsheet. */
const MARKS = /[\0\ufffd\u0081\u008d\u008f\u0090\u009d\u00c2\u00c3]|E\+|#[A-Z#]/;

/** Looks at every row once: number of fields, NUL, bytes that are no characters. */
export class RowChecker {
  readonly findings = new Findings();
  private readonly traces: SpreadsheetTraces;
  private headerRow = 1;
  /** Whether the piece of text in work, or one that holds the beginning of its first row, has any of {@link MARKS}. */
  private marked = true;
  private markedPiece = true;

  constructor(
    private readonly names: readonly string[],
    private readonly encoding: Encoding,
    private readonly file: string | undefined,
  ) {
    this.traces = new SpreadsheetTraces(names, file);
  }

  header(first: CsvRow): void {
    this.headerRow = first.row;
    const seen = new Set<string>();
    this.names.forEach((name, index) => {
      const folded = name.toLowerCase();
      if (name === '') this.add('csv.header-unnamed', TEXTS.unnamed, first.row, index);
      else if (seen.has(folded))
        this.add('csv.header-duplicate', TEXTS.duplicate, first.row, index);
      if (name === '__proto__') this.add('csv.header-proto', TEXTS.proto, first.row, index);
      seen.add(folded);
    });
    this.characters(first);
  }

  row(row: CsvRow): CsvRow {
    const { fields } = row;
    const width = this.names.length;
    if (fields.length < width) {
      this.add('csv.row-short', TEXTS.short, row.row, fields.length, fields.length, width);
      while (fields.length < width) fields.push('');
    } else if (fields.length > width) {
      this.add('csv.row-long', TEXTS.long, row.row, width, fields.length, width);
    }
    if (this.marked) this.characters(row);
    this.findings.add(...this.traces.row(row.row, fields));
    return row;
  }

  /** A piece of text is read next. Looking at it as a whole spares looking at each of its cells. */
  ahead(piece: string): void {
    this.markedPiece = MARKS.test(piece);
    this.marked ||= this.markedPiece;
  }

  /** The rows that ended in the piece were seen; the row that begins in it was not. */
  behind(rows: number): void {
    if (rows > 0) this.marked = this.markedPiece;
  }

  /** All rows were seen. */
  end(): void {
    for (const trace of this.traces.end(this.headerRow)) this.findings.add(trace);
  }

  /** Notes why reading stopped, with the column's name where the header has one. */
  stop(reason: Reason): Reason {
    const { row, column } = reason.place ?? {};
    const name = column === undefined ? undefined : this.names[Number(column) - 1] || column;
    const place = {
      ...(this.file === undefined ? {} : { file: this.file }),
      ...(row === undefined ? {} : { row }),
      ...(name === undefined ? {} : { column: name }),
    };
    const placed = { ...reason, place };
    this.findings.add(placed);
    return placed;
  }

  private characters({ row, fields }: CsvRow): void {
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index] ?? '';
      if (field.includes('\0')) this.add('csv.nul', TEXTS.nul, row, index);
      if (undecodableAt(field, this.encoding) >= 0) {
        this.add('csv.undecodable', TEXTS.undecodable, row, index);
      }
      const trace = this.traces.cell(row, index, field);
      if (trace) this.findings.add(trace);
    }
  }

  private add(
    code: string,
    text: Text,
    row: number,
    index: number,
    came?: number,
    expected?: number,
  ) {
    const column = this.names[index] || String(index + 1);
    const place = { ...(this.file === undefined ? {} : { file: this.file }), row, column };
    const more = came === undefined ? {} : { claimed: String(came), known: String(expected) };
    this.findings.add(finding(code, text, place, more));
  }
}

import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { knownColumn } from './columns.js';
import type { CsvLimits, Dialect, Separator } from './csv-dialect.js';
import { chooseNewline, chooseSeparator, DEFAULT_LIMITS } from './csv-dialect.js';
import type { ByteSource, Encoding } from './csv-encoding.js';
import { decodeBytes, undecodableAt } from './csv-encoding.js';
import type { CsvRow } from './csv-records.js';
import { CsvRecords } from './csv-records.js';
import { finding, Findings, Unreadable } from './finding.js';
import { SpreadsheetTraces } from './spreadsheet-traces.js';

export interface CsvOptions {
  /** Name shown in findings. */
  readonly file?: string;
  readonly separator?: Separator;
  readonly encoding?: Encoding;
  /** Lines that begin with `#` are comments: connector files only. Default false. */
  readonly comments?: boolean;
  readonly limits?: Partial<CsvLimits>;
  /** Which header names count when the separator is chosen. */
  readonly known?: (name: string) => boolean;
}

export interface CsvFile {
  readonly dialect: Dialect;
  /** Header cells, trimmed, duplicates and `__proto__` included. */
  readonly header: readonly string[];
  readonly headerRow: number;
  /** Complete once `rows` has been read to its end. */
  readonly findings: Findings;
  /** One pass. Rows are padded to the header; longer rows keep their extra fields. */
  readonly rows: AsyncIterable<CsvRow>;
  /** The reason why reading stopped before the end, else undefined. */
  stopped(): Reason | undefined;
}

const TEXTS = {
  empty: {
    de: 'Die Datei ist leer. Erwartet: eine Kopfzeile mit Spaltennamen.',
    en: 'The file is empty. Expected: a header line with column names.',
  },
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
  rows: {
    de: 'Die Datei hat mehr Zeilen als erlaubt. Ab hier wurde nicht weitergelesen.',
    en: 'The file has more rows than allowed. Reading stopped here.',
  },
} satisfies Record<string, Text>;

const SNIFF = 65_536;

/**
 * Opens a CSV file: encoding, separator and header are decided, rows follow as a stream in flat memory. Every kind of
 * brokenness is a finding with row and column. Throws {@link Unreadable} for a file without a header.
 */
export async function readCsv(source: ByteSource, options: CsvOptions = {}): Promise<CsvFile> {
  const comments = options.comments ?? false;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const decoded = await decodeBytes(source, options.encoding);
  const texts = decoded.text[Symbol.asyncIterator]();
  const begin = await beginning(texts);
  const separator =
    options.separator ?? chooseSeparator(begin, options.known ?? knownColumn, comments);
  const records = new CsvRecords(separator, comments, limits);
  const queue = await records.feed(begin);
  while (queue.length === 0) {
    const next = await texts.next();
    queue.push(...(next.done ? await records.end() : await records.feed(next.value)));
    if (next.done || records.stopped) break;
  }
  const first = queue.shift();
  if (!first) {
    await texts.return?.(undefined);
    const place = options.file === undefined ? {} : { file: options.file };
    const reason = records.stopped ?? finding('csv.empty', TEXTS.empty, place);
    throw new Unreadable({ ...reason, place: { ...reason.place, ...place } });
  }
  const newline = chooseNewline(begin);
  const { encoding, bom } = decoded;
  const header = first.fields.map((name) => name.trim());
  const checker = new RowChecker(header, encoding, options.file);
  checker.header(first);
  const state: { stopped?: Reason } = {};
  return {
    dialect: { encoding, bom, separator, newline, comments },
    header,
    headerRow: first.row,
    findings: checker.findings,
    rows: rowsOf(queue, texts, records, checker, limits, state),
    stopped: () => state.stopped,
  };
}

/** Enough text to hold the header, usually. */
async function beginning(texts: AsyncIterator<string>): Promise<string> {
  let text = '';
  while (text.length < SNIFF) {
    const next = await texts.next();
    if (next.done) break;
    text += next.value;
  }
  return text;
}

async function* rowsOf(
  queue: readonly CsvRow[],
  texts: AsyncIterator<string>,
  records: CsvRecords,
  checker: RowChecker,
  limits: CsvLimits,
  state: { stopped?: Reason },
): AsyncGenerator<CsvRow> {
  let count = 0;
  try {
    for (let batch = queue, ended = false; ;) {
      for (const row of batch) {
        if (++count > limits.rows) {
          state.stopped = checker.stop(finding('csv.too-many-rows', TEXTS.rows, { row: row.row }));
          return;
        }
        yield checker.row(row);
      }
      if (records.stopped) {
        state.stopped = checker.stop(records.stopped);
        return;
      }
      if (ended) {
        checker.end();
        return;
      }
      const next = await texts.next();
      ended = next.done === true;
      batch = next.done ? await records.end() : await records.feed(next.value);
    }
  } finally {
    records.close();
    await texts.return?.(undefined);
  }
}

/** Looks at every row once: number of fields, NUL, bytes that are no characters. */
class RowChecker {
  readonly findings = new Findings();
  private readonly traces: SpreadsheetTraces;
  private headerRow = 1;

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
    this.characters(row);
    this.traces.row(row.row, fields);
    return row;
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

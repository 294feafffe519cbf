import { parse } from 'csv-parse';
import type { Parser } from 'csv-parse';
import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { finding } from './finding.js';
import type { CsvLimits, Separator } from './csv-dialect.js';
import { parserOptions } from './csv-dialect.js';

export interface CsvRow {
  /** 1-based physical line where the record starts; zero-length lines and comments count. */
  readonly row: number;
  /** Cells as they stand, never trimmed. */
  readonly fields: string[];
}

interface Stop {
  readonly code: string;
  readonly text: Text;
  readonly column?: number;
  /** What came, where it was counted, and what is allowed: bytes or columns. */
  readonly claimed?: string;
  readonly known?: string;
}
const STOPS = {
  quote: {
    code: 'csv.quote-not-closed',
    text: {
      de: 'Ein Anführungszeichen wird nicht geschlossen. Ab hier ist die Datei nicht lesbar. Erwartet: ein zweites `"` vor dem Trennzeichen.',
      en: 'A quotation mark is not closed. From here on the file cannot be read. Expected: a second `"` before the separator.',
    },
  },
  field: {
    code: 'csv.field-too-long',
    text: {
      de: 'Ein Feld ist länger als erlaubt (Bytes). Ab hier wurde nicht weitergelesen. Fehlt ein Anführungszeichen oder ein Zeilenende?',
      en: 'A field is longer than allowed (bytes). Reading stopped here. Is a quotation mark or a line end missing?',
    },
  },
  record: {
    code: 'csv.record-too-long',
    text: {
      de: 'Eine Zeile ist länger als erlaubt (Bytes). Ab hier wurde nicht weitergelesen. Fehlt ein Anführungszeichen oder ein Zeilenende?',
      en: 'A row is longer than allowed (bytes). Reading stopped here. Is a quotation mark or a line end missing?',
    },
  },
  columns: {
    code: 'csv.too-many-columns',
    text: {
      de: 'Die Zeile hat mehr Spalten als erlaubt. Ab hier wurde nicht weitergelesen. Stimmt das Trennzeichen?',
      en: 'The row has more columns than allowed. Reading stopped here. Is the separator right?',
    },
  },
  other: {
    code: 'csv.malformed',
    text: {
      de: 'Die Datei ist ab hier keine lesbare CSV-Datei.',
      en: 'From here on the file is not readable CSV.',
    },
  },
} satisfies Record<string, Stop>;

class LimitReached extends Error {
  constructor(readonly stop: Stop) {
    super(stop.code);
  }
}

/**
 * Records of a CSV text with their physical lines, on top of csv-parse. csv-parse counts line breaks inside quoted
 * fields differently, so lines are counted here from byte offsets; its own size limit cannot bound columns, so the bytes
 * of an unfinished record are watched here (its per-field hooks cost ten times the parsing).
 */
export class CsvRecords {
  /** Set when reading had to stop; rows before it are good. */
  stopped: Reason | undefined;
  private readonly parser: Parser;
  private queue: CsvRow[] = [];
  /** The first record that is larger than allowed; nothing behind it counts. */
  private limit: LimitReached | undefined;
  private ended = false;
  private fed = 0;
  /** Offset and physical line behind the last finished record. */
  private offset = 0;
  private line = 1;
  private comments = 0;
  /** Byte offsets of the line feeds fed so far; those before `passed` belong to finished records. */
  private lineEnds: number[] = [];
  private passed = 0;

  constructor(
    separator: Separator,
    comments: boolean,
    private readonly limits: CsvLimits,
  ) {
    this.parser = parse(parserOptions(separator, comments));
    this.parser.on('error', () => undefined);
    // taken here instead of from the stream's queue: where a record ends stands in `info` at this moment only, and asking
    // for it by `on_record` or `info: true` costs as much again as the parsing
    const end = this.parser.push.bind(this.parser);
    this.parser.push = (fields: string[] | null) => (fields ? this.onRecord(fields) : end(null));
  }

  /** Records completed by this piece of text; none once reading has stopped. */
  async feed(text: string): Promise<CsvRow[]> {
    if (this.stopped || this.ended) return [];
    const bytes = Buffer.from(text, 'utf8');
    this.lineEnds = this.lineEnds.slice(this.passed);
    this.passed = 0;
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) {
      this.lineEnds.push(this.fed + at);
    }
    this.fed += bytes.length;
    const error = await new Promise<Error | null | undefined>((done) => {
      this.parser.write(bytes, done);
    });
    const rows = this.taken(this.limit ?? error);
    if (this.fed - this.offset <= this.limits.recordBytes) return rows;
    const known = String(this.limits.recordBytes);
    return [...rows, ...(await this.end({ ...STOPS.record, known }))];
  }

  /** The last record, where the file does not end with a line break. `cut`: the record is unfinished on purpose. */
  async end(cut?: Stop): Promise<CsvRow[]> {
    if (this.isStopped() || this.ended) return [];
    this.ended = true;
    const place = this.begin();
    const error = await new Promise<Error | null | undefined>((done) => {
      this.parser.end(done);
    });
    const rows = this.taken(this.limit ?? error);
    if (!cut || this.isStopped()) return rows;
    this.stopped = finding(cut.code, cut.text, { row: place.line }, counts(cut));
    return rows.filter((row) => row.row < place.line);
  }

  /** Frees the parser when the reader is abandoned. */
  close(): void {
    this.parser.destroy();
  }

  private isStopped(): boolean {
    return this.stopped !== undefined;
  }

  private onRecord(fields: string[]): boolean {
    // Rows of any length are taken, so each counts as the first one: of any other length than the first, csv-parse makes an
    // error with a stack, relaxed or not, which costs thirty times the parsing of a short row
    (this.parser.info as { records: number }).records = 0;
    if (this.limit) return true;
    const begin = this.begin();
    this.limit = this.beyond(fields);
    if (this.limit) return true;
    this.comments = this.parser.info.comment_lines;
    this.offset = this.parser.info.bytes;
    let closed = false;
    for (let at = this.lineEnds[this.passed]; at !== undefined && at < this.offset;) {
      closed = at === this.offset - 1;
      this.line++;
      at = this.lineEnds[++this.passed];
    }
    const zeroLength = fields.length === 1 && fields[0] === '' && closed;
    if (zeroLength && this.offset - begin.offset <= 2) return true;
    this.queue.push({ row: begin.line, fields });
    return true;
  }

  private beyond(fields: readonly string[]): LimitReached | undefined {
    const { columns, fieldBytes } = this.limits;
    if (fields.length > columns) {
      const counted = { claimed: String(fields.length), known: String(columns) };
      return new LimitReached({ ...STOPS.columns, column: columns, ...counted });
    }
    const long = fields.findIndex((f) => f.length * 3 > fieldBytes && byteLength(f) > fieldBytes);
    if (long < 0) return undefined;
    const counted = { claimed: String(byteLength(fields[long] ?? '')), known: String(fieldBytes) };
    return new LimitReached({ ...STOPS.field, column: long, ...counted });
  }

  /** Where the record in work starts, behind the comments before it. */
  private begin(): { line: number; offset: number } {
    const skipped = this.parser.info.comment_lines - this.comments;
    const last = skipped > 0 ? this.lineEnds[this.passed + skipped - 1] : undefined;
    return { line: this.line + skipped, offset: last === undefined ? this.offset : last + 1 };
  }

  private taken(error: Error | null | undefined): CsvRow[] {
    const rows = this.queue;
    this.queue = [];
    if (error) {
      const stop = stopOf(error);
      const place = { row: this.begin().line, column: String((stop.column ?? 0) + 1) };
      this.stopped = finding(stop.code, stop.text, place, counts(stop));
    }
    return rows;
  }
}

function counts({ claimed, known }: Stop): Pick<Reason, 'claimed' | 'known'> {
  return {
    ...(claimed === undefined ? {} : { claimed }),
    ...(known === undefined ? {} : { known }),
  };
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

function stopOf(error: Error): Stop {
  if (error instanceof LimitReached) return error.stop;
  const { code, column } = error as Error & { code?: string; column?: unknown };
  return {
    ...(code === 'CSV_QUOTE_NOT_CLOSED' ? STOPS.quote : STOPS.other),
    column: Number(column),
  };
}

import { parse } from 'csv-parse';
import type { CastingContext, CsvError, InfoRecord, Parser } from 'csv-parse';
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
      de: 'Ein Feld ist länger als erlaubt, oder ein Anführungszeichen wird nicht geschlossen. Ab hier wurde nicht weitergelesen.',
      en: 'A field is longer than allowed, or a quotation mark is not closed. Reading stopped here.',
    },
  },
  columns: {
    code: 'csv.too-many-columns',
    text: {
      de: 'Die Zeile hat mehr Spalten als erlaubt. Ab hier wurde nicht weitergelesen.',
      en: 'The row has more columns than allowed. Reading stopped here.',
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
 * fields differently, so lines are counted here from byte offsets. Cells never reach csv-parse's own record, which
 * makes its size limit count a field instead of a whole record.
 */
export class CsvRecords {
  /** Set when reading had to stop; rows before it are good. */
  stopped: Reason | undefined;
  private readonly parser: Parser;
  private queue: CsvRow[] = [];
  private fields: string[] = [];
  private quoted = false;
  private ended = false;
  private fed = 0;
  private line = 1;
  private commentsSeen = 0;
  /** Byte offsets of the line feeds fed so far; those before `passed` belong to finished records. */
  private lineEnds: number[] = [];
  private passed = 0;

  constructor(
    separator: Separator,
    comments: boolean,
    private readonly limits: CsvLimits,
  ) {
    this.parser = parse({
      ...parserOptions(separator, comments),
      max_record_size: limits.fieldBytes,
      cast: (value, context) => this.onField(value, context),
      on_record: (_, context) => this.onRecord(context),
    });
    this.parser.on('error', () => undefined);
  }

  /** Records completed by this piece of text; none once reading has stopped. */
  async feed(text: string): Promise<CsvRow[]> {
    if (this.stopped) return [];
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
    return this.taken(error);
  }

  /** The last record, where the file does not end with a line break. */
  async end(): Promise<CsvRow[]> {
    if (this.stopped || this.ended) return [];
    this.ended = true;
    const error = await new Promise<Error | null | undefined>((done) => {
      this.parser.end(done);
    });
    return this.taken(error);
  }

  /** Frees the parser when the reader is abandoned. */
  close(): void {
    this.parser.destroy();
  }

  private onField(value: string, context: CastingContext): null {
    if (this.fields.length >= this.limits.columns) throw new LimitReached(STOPS.columns);
    if (
      value.length * 3 > this.limits.fieldBytes &&
      Buffer.byteLength(value) > this.limits.fieldBytes
    ) {
      throw new LimitReached(STOPS.field);
    }
    this.quoted = context.quoting;
    this.fields.push(value);
    return null;
  }

  private onRecord(context: InfoRecord): undefined {
    const row = this.recordLine();
    this.commentsSeen = context.comment_lines;
    const fields = this.fields;
    this.fields = [];
    while ((this.lineEnds[this.passed] ?? Infinity) < context.bytes) {
      this.passed++;
      this.line++;
    }
    if (fields.length === 1 && fields[0] === '' && !this.quoted) return undefined;
    this.queue.push({ row, fields });
    return undefined;
  }

  private recordLine(): number {
    return this.line + this.parser.info.comment_lines - this.commentsSeen;
  }

  private taken(error: Error | null | undefined): CsvRow[] {
    const rows = this.queue;
    this.queue = [];
    if (error) {
      const { code, text } = stopOf(error);
      const column = String(this.fields.length + 1);
      this.stopped = finding(code, text, { row: this.recordLine(), column });
    }
    return rows;
  }
}

function stopOf(error: Error): Stop {
  if (error instanceof LimitReached) return error.stop;
  const { code } = error as CsvError;
  if (code === 'CSV_QUOTE_NOT_CLOSED') return STOPS.quote;
  return code === 'CSV_MAX_RECORD_SIZE' ? STOPS.field : STOPS.other;
}

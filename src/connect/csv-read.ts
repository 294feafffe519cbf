import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { knownColumn } from './columns.js';
import type { CsvLimits, Dialect, Separator } from './csv-dialect.js';
import { chooseNewline, chooseSeparator, DEFAULT_LIMITS } from './csv-dialect.js';
import type { ByteSource, Encoding } from './csv-encoding.js';
import { decodeBytes } from './csv-encoding.js';
import { notCsv, separatorLine } from './csv-foreign.js';
import type { CsvRow } from './csv-records.js';
import { CsvRecords } from './csv-records.js';
import { RowChecker } from './csv-row-checker.js';
import { finding, type Findings, Unreadable } from './finding.js';

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
  const place = options.file === undefined ? {} : { file: options.file };
  const refuse = async (reason: Reason): Promise<never> => {
    await texts.return?.(undefined);
    throw new Unreadable({ ...reason, place: { ...reason.place, ...place } });
  };
  const foreign = notCsv(begin);
  if (foreign) return refuse(foreign);
  const hint = separatorLine(begin);
  const known = options.known ?? knownColumn;
  const separator = options.separator ?? hint?.separator ?? chooseSeparator(begin, known, comments);
  const records = new CsvRecords(separator, comments, limits);
  const queue = await records.feed(begin);
  while (queue.length < (hint ? 2 : 1)) {
    const next = await texts.next();
    queue.push(...(next.done ? await records.end() : await records.feed(next.value)));
    if (next.done || records.stopped) break;
  }
  if (hint) queue.shift();
  const first = queue.shift();
  if (!first) return refuse(records.stopped ?? finding('csv.empty', TEXTS.empty));
  const newline = chooseNewline(begin);
  const { encoding, bom } = decoded;
  const header = first.fields.map((name) => name.trim());
  const checker = new RowChecker(header, encoding, options.file);
  if (hint) checker.findings.add({ ...hint.reason, place: { ...hint.reason.place, ...place } });
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
          const known = String(limits.rows);
          const tooMany = finding('csv.too-many-rows', TEXTS.rows, { row: row.row }, { known });
          state.stopped = checker.stop(tooMany);
          return;
        }
        yield checker.row(row);
      }
      checker.behind(batch.length);
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
      if (!next.done) checker.ahead(next.value);
      batch = next.done ? await records.end() : await records.feed(next.value);
    }
  } finally {
    records.close();
    await texts.return?.(undefined);
  }
}

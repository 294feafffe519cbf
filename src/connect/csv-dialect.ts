import { parse } from 'csv-parse/sync';
import type { Encoding } from './csv-encoding.js';

/** In the order that decides when nothing else does. */
export const SEPARATORS = ['\t', ',', ';', ' '] as const;
export type Separator = (typeof SEPARATORS)[number];

/** How a file is written; what Umstieg writes takes the dialect of its template. */
export interface Dialect {
  readonly encoding: Encoding;
  readonly bom: boolean;
  readonly separator: Separator;
  readonly newline: '\r\n' | '\n';
  /** Lines that begin with `#` are comments (connector files only). */
  readonly comments: boolean;
}

export interface CsvLimits {
  /** Bytes of one field in UTF-8. */
  readonly fieldBytes: number;
  /** Bytes of one record: what is held in memory at most, for example behind a quotation mark that never closes. */
  readonly recordBytes: number;
  readonly columns: number;
  readonly rows: number;
}

export const DEFAULT_LIMITS: CsvLimits = {
  fieldBytes: 1024 * 1024,
  recordBytes: 8 * 1024 * 1024,
  columns: 1_000,
  rows: 5_000_000,
};

/** Options of csv-parse that every reader here shares: RFC 4180 quotes, CRLF or LF, stray quotes are data. */
export function parserOptions(separator: Separator, comments: boolean) {
  return {
    delimiter: separator,
    quote: '"',
    escape: '"',
    record_delimiter: ['\r\n', '\n'],
    relax_quotes: true,
    relax_column_count: true,
    bom: false,
    ...(comments ? { comment: '#', comment_no_infix: true } : {}),
  };
}

/**
 * The separator that finds most known column names in the header, then most fields, then the order of
 * {@link SEPARATORS}. `text` is the beginning of the file and should hold the whole header.
 */
export function chooseSeparator(
  text: string,
  known: (name: string) => boolean,
  comments: boolean,
): Separator {
  let best: { separator: Separator; known: number; fields: number } | undefined;
  for (const separator of SEPARATORS) {
    const header = headerOf(text, separator, comments).map((name) => name.trim());
    const score = {
      separator,
      known: header.filter((name) => known(name)).length,
      fields: header.length,
    };
    if (
      !best ||
      score.known > best.known ||
      (score.known === best.known && score.fields > best.fields)
    ) {
      best = score;
    }
  }
  return best?.separator ?? '\t';
}

/** CRLF when the first line of the text ends with it. */
export function chooseNewline(text: string): '\r\n' | '\n' {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

function headerOf(text: string, separator: Separator, comments: boolean): string[] {
  const options = { ...parserOptions(separator, comments), skip_empty_lines: true, to: 1 };
  try {
    const records: string[][] = parse(text, options);
    return records[0] ?? [];
  } catch {
    return (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').split(separator);
  }
}

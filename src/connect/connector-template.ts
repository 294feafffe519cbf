import type { Dialect } from './csv-dialect.js';
import type { ByteSource } from './csv-encoding.js';
import { decodeBytes } from './csv-encoding.js';
import type { CsvOptions } from './csv-read.js';
import { readCsv } from './csv-read.js';

/** What a sample file of the server tells: how files are written and which columns there are. Its rows are not kept. */
export interface ConnectorTemplate {
  readonly dialect: Dialect;
  readonly header: readonly string[];
  /** Lines that begin with `#`, verbatim, before the header and after it. */
  readonly commentsBefore: readonly string[];
  readonly commentsAfter: readonly string[];
}

const LONGEST = 1024 * 1024;

/** Reads `TextConnectorSample.csv` (TXT). Throws Unreadable for a file without a header. */
export async function readTemplate(
  source: () => AsyncIterable<Uint8Array>,
  options: CsvOptions = {},
): Promise<ConnectorTemplate> {
  const csv = await readCsv(source, { ...options, comments: true });
  const comments = await commentLines(source, csv.headerRow, csv.dialect);
  await csv.rows[Symbol.asyncIterator]().return?.();
  return { dialect: csv.dialect, header: csv.header, ...comments };
}

async function commentLines(
  source: ByteSource,
  headerRow: number,
  dialect: Dialect,
): Promise<Pick<ConnectorTemplate, 'commentsBefore' | 'commentsAfter'>> {
  const decoded = await decodeBytes(source, dialect.encoding);
  let text = '';
  for await (const piece of decoded.text) {
    text += piece;
    if (text.length > LONGEST) break;
  }
  const lines = text.split(/\r?\n/);
  const isComment = (line: string): boolean => line.startsWith('#');
  return {
    commentsBefore: lines.slice(0, headerRow - 1).filter(isComment),
    commentsAfter: lines.slice(headerRow).filter(isComment),
  };
}

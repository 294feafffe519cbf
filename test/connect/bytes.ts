import type { CsvFile, CsvOptions } from '../../src/connect/csv-read.js';
import { readCsv } from '../../src/connect/csv-read.js';
import type { CsvRow } from '../../src/connect/csv-records.js';

/** A source that can be opened again and again, cut into pieces of `size` bytes. */
export function bytes(content: string | Uint8Array, size = 65_536): () => AsyncIterable<Buffer> {
  const all = typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content);
  return async function* () {
    for (let at = 0; at < all.length; at += size) {
      yield await Promise.resolve(all.subarray(at, at + size));
    }
  };
}

export interface ReadAll {
  readonly file: CsvFile;
  readonly rows: CsvRow[];
  readonly findings: { code: string; row: number | undefined; column: string | undefined }[];
}

export async function readAll(
  content: string | Uint8Array,
  options: CsvOptions = {},
  size?: number,
): Promise<ReadAll> {
  const file = await readCsv(bytes(content, size), options);
  const rows: CsvRow[] = [];
  for await (const row of file.rows) rows.push(row);
  const findings = file.findings
    .all()
    .map(({ code, place }) => ({ code, row: place?.row, column: place?.column }));
  return { file, rows, findings };
}

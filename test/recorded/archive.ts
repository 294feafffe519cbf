import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** What of a data folder is recorded. Work folders and bundles can be made again. */
const KEPT = /^(umstieg\.sqlite|(evidence|keys)\/.+)$/;

/** What is known of a recorded folder beside its files. */
export interface Recording {
  /** Run by name of its place. */
  readonly runs: Readonly<Record<string, string>>;
  /** Where the practice customer's folder lay: facts name folders in it. */
  readonly drill: string;
}
/** First line of the file; the bytes of all files follow. */
interface Header extends Recording {
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Writes a data folder as one compressed file. */
export function packFolder(folder: string, recording: Recording, target: string): void {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => KEPT.test(path))
    .sort();
  const contents = paths.map((path) => readFileSync(join(folder, path)));
  const files = paths.map((path, i) => ({ path, size: contents[i]?.length ?? 0 }));
  const header = Buffer.from(
    `${JSON.stringify({ ...recording, files } satisfies Header)}\n`,
    'utf8',
  );
  const all = Buffer.concat([header, ...contents]);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: all.length,
  };
  writeFileSync(target, brotliCompressSync(all, { params }));
}

/** Lays a recorded data folder out again. */
export function unpackFolder(file: string, folder: string): Recording {
  const all = brotliDecompressSync(readFileSync(file));
  const end = all.indexOf('\n');
  const { files, ...recording } = JSON.parse(all.toString('utf8', 0, end)) as Header;
  let at = end + 1;
  for (const { path, size } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
    writeFileSync(target, all.subarray(at, at + size), { mode: 0o600 });
    at += size;
  }
  return recording;
}

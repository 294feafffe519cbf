import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const WEB = join(process.cwd(), 'dist', 'web');
/** Compressed script before the first page shows: the frame, the longer of the languages, and the page itself. */
const MOST_BYTES = 200_000;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly isDynamicEntry?: boolean;
}
const chunks = JSON.parse(readFileSync(join(WEB, 'manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>;

/** Every file that a chunk needs before it runs. */
function needed(name: string, seen: Set<string>): Set<string> {
  const chunk = chunks[name]!;
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const other of chunk.imports ?? []) needed(other, seen);
  return seen;
}

const bytes = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(WEB, file))).length, 0);

describe('the first load', () => {
  const languages = ['texts/de.ts', 'texts/en.ts'];
  const pages = Object.keys(chunks).filter((name) => /^pages\/.*-page\.tsx$/.test(name));

  it.each(languages)(
    'of every page stays within 200 kB of compressed script with %s',
    (language) => {
      expect(pages.length).toBeGreaterThan(3);
      const heavy = pages
        .map((page) => {
          const files = new Set<string>();
          for (const name of ['index.html', language, page]) needed(name, files);
          return { page, bytes: bytes(files) };
        })
        .filter((one) => one.bytes > MOST_BYTES);
      expect(heavy).toEqual([]);
    },
  );
});

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, open, readFile, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RequestError, UmstiegError } from '../core/errors.js';
import type { EvidencePort, EvidenceRef } from '../core/step.js';
import {
  clearUnfinished,
  makeDurably,
  removeUnfinished,
  syncFolder,
  unfinishedIn,
  withTemporary,
  writeDurably,
} from './durable-file.js';
import { storeError, storing } from './store-errors.js';

export const EVIDENCE_LIMIT_BYTES = 25 * 1024 * 1024;

/** SHA-256 and bytes of a file. */
export type FileContent = Omit<EvidenceRef, 'name'>;

/** Evidence files under `evidence/<first two>/<sha256>`: content-addressed, atomic, de-duplicated, never changed. */
export class EvidenceStore implements EvidencePort {
  constructor(
    private readonly folder: string,
    private readonly limitBytes = EVIDENCE_LIMIT_BYTES,
  ) {}

  path(digest: string): string {
    if (!/^[0-9a-f]{64}$/.test(digest))
      throw new Error(`not a SHA-256 digest: ${digest.slice(0, 80)}`);
    return join(this.folder, digest.slice(0, 2), digest);
  }

  /** Takes away what a killed process left half written. @returns how many files */
  clearUnfinished(now?: Date): Promise<number> {
    return clearUnfinished(this.folder, now);
  }

  async put(name: string, bytes: Uint8Array | string): Promise<EvidenceRef> {
    const buffer = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes;
    const digest = createHash('sha256').update(buffer).digest('hex');
    if (!(await this.holds(digest, buffer.byteLength)))
      await writeDurably(this.path(digest), buffer, 0o400);
    return { digest, size: buffer.byteLength, name: basename(name) };
  }

  /**
   * Takes a file in, streaming; the file itself is only read.
   * @throws RequestError evidence.unusable when missing, not a file, empty or over the limit; store.full | store.read-only
   */
  async putFile(path: string): Promise<EvidenceRef> {
    const size = await this.usableSize(path);
    const temporary = unfinishedIn(this.folder);
    await makeDurably(this.folder);
    const handle = await storing(this.folder, () => open(temporary, 'wx', 0o400));
    const hash = createHash('sha256');
    let total = 0;
    try {
      await reading(path, async () => {
        for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
          total += chunk.length;
          if (total > this.limitBytes) throw unusable(path, ...this.tooLarge(total));
          hash.update(chunk);
          await storing(this.folder, () => handle.writeFile(chunk));
        }
      });
      const digest = hash.digest('hex');
      await storing(this.folder, async () => {
        await handle.sync();
        await handle.close();
        if (await this.holds(digest, total)) await removeUnfinished(temporary);
        else await this.rename(temporary, this.path(digest));
      });
      return { digest, size: total || size, name: basename(path) };
    } catch (error) {
      await handle.close().catch(() => undefined);
      await removeUnfinished(temporary);
      throw error;
    }
  }

  /**
   * Takes over a durable file of this data folder that was hashed while it was written; it stays where it is.
   * @throws RequestError store.full | store.read-only, InvariantError store.failed
   */
  async takeOver(path: string, { digest, size }: FileContent): Promise<void> {
    if (await this.holds(digest, size)) return;
    const temporary = unfinishedIn(this.folder);
    await makeDurably(this.folder);
    const isLinked = await link(path, temporary).then(
      () => true,
      () => false, // another disk, or one that knows no second names
    );
    try {
      if (isLinked) await this.rename(temporary, this.path(digest));
      else await this.putFile(path);
    } finally {
      await removeUnfinished(temporary);
    }
  }

  /**
   * Takes in evidence that came with its digest, streaming; false when these very bytes are there.
   * @throws RequestError evidence.unusable when the bytes give another digest; nothing is kept then
   */
  async adopt(digest: string, source: AsyncIterable<Buffer>): Promise<boolean> {
    const target = this.path(digest);
    const there = await sha256OfFile(target).catch(() => undefined);
    if (there === digest) return false;
    await withTemporary(target, 0o400, async (handle) => {
      const hash = createHash('sha256');
      for await (const chunk of source) {
        hash.update(chunk);
        await storing(target, () => handle.writeFile(chunk));
      }
      if (hash.digest('hex') === digest) return;
      throw unusable(digest, 'Der Inhalt ist ein anderer.', 'The content is another one.');
    });
    return true;
  }

  /** What a file that could be taken in holds; undefined when it could not. Nothing is written. */
  async contentOf(path: string): Promise<FileContent | undefined> {
    try {
      const size = await this.usableSize(path);
      return { digest: await reading(path, () => sha256OfFile(path)), size };
    } catch (error) {
      if (error instanceof RequestError) return undefined; // taking it in says why
      throw error; // a disk that fails says nothing of the file: it may be the very one of before
    }
  }

  async read(digest: string): Promise<Buffer> {
    return readFile(this.path(digest));
  }

  /** The file as a stream, opened when it is read. */
  async *content(digest: string): AsyncGenerator<Buffer> {
    yield* createReadStream(this.path(digest)) as AsyncIterable<Buffer>;
  }

  /** Whether these very bytes are there; a file that rotted on the disk does not count. */
  private async holds(digest: string, size: number): Promise<boolean> {
    const found = await stat(this.path(digest)).catch(() => undefined);
    if (found?.size !== size) return false;
    return (await sha256OfFile(this.path(digest))) === digest;
  }

  private async rename(temporary: string, target: string): Promise<void> {
    await makeDurably(dirname(target));
    await storing(target, () => rename(temporary, target));
    await syncFolder(dirname(target));
  }

  private async usableSize(path: string): Promise<number> {
    const found = await stat(path).catch((error: unknown) => {
      if (isDiskFailure(error)) throw storeError(error, path);
    });
    if (!found) throw unusable(path, 'Die Datei gibt es nicht.', 'The file does not exist.');
    if (!found.isFile()) throw unusable(path, 'Das ist keine Datei.', 'This is not a file.');
    if (found.size === 0) throw unusable(path, 'Die Datei ist leer.', 'The file is empty.');
    if (found.size > this.limitBytes) throw unusable(path, ...this.tooLarge(found.size));
    return found.size;
  }

  private tooLarge(size: number): [string, string] {
    const mib = (n: number) => (n / 1_048_576).toFixed(1);
    return [
      `Die Datei hat ${mib(size)} MiB; erlaubt sind ${mib(this.limitBytes)} MiB.`,
      `The file has ${mib(size)} MiB; the limit is ${mib(this.limitBytes)} MiB.`,
    ];
  }
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Reads a file that somebody named.
 * @throws RequestError evidence.unusable when it cannot be read, InvariantError store.failed when the disk fails
 */
async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UmstiegError) throw error;
    if (isDiskFailure(error)) throw storeError(error, path);
    throw unusable(path, 'Die Datei lässt sich nicht lesen.', 'The file cannot be read.');
  }
}

function isDiskFailure(error: unknown): boolean {
  return (error as { code?: string }).code === 'EIO';
}

function unusable(path: string, de: string, en: string): RequestError {
  return new RequestError(
    'evidence.unusable',
    { de: `Nachweis „${basename(path)}“: ${de}`, en: `Evidence "${basename(path)}": ${en}` },
    { place: { file: path } },
  );
}

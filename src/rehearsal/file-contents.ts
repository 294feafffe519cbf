import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestError } from '../core/errors.js';
import { withTemporary, writeDurably } from '../persistence/durable-file.js';

const PIECE = 1 << 20;

/** Content of the stand-in's files, by SHA-256. Content is written before the row that names it, and never twice. */
export class FileContents {
  constructor(private readonly folder: string) {}

  async putBytes(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (!(await this.has(sha256))) await writeDurably(this.path(sha256), bytes);
    return sha256;
  }

  /**
   * Takes over a file that must still be what it was when the rehearsal was made.
   * @throws RequestError file.unreadable
   */
  async take(file: string, sha256: string): Promise<void> {
    if (await this.has(sha256)) return;
    const taken = `${this.path(sha256)}.new`;
    const found = await copyAndHash(file, taken).catch((error: unknown) => {
      throw changedSince(file, error);
    });
    if (found === sha256) await rename(taken, this.path(sha256));
    else {
      await rm(taken, { force: true });
      throw changedSince(file);
    }
  }

  read(sha256: string): Promise<Buffer> {
    return readFile(this.path(sha256));
  }

  private async has(sha256: string): Promise<boolean> {
    return (await stat(this.path(sha256)).catch(() => undefined)) !== undefined;
  }

  private path(sha256: string): string {
    return join(this.folder, sha256);
  }
}

async function copyAndHash(from: string, to: string): Promise<string> {
  const hash = createHash('sha256');
  const source = await open(from, 'r');
  try {
    await withTemporary(to, 0o600, async (target) => {
      const piece = Buffer.alloc(PIECE);
      for (;;) {
        const { bytesRead } = await source.read(piece, 0, PIECE);
        if (bytesRead === 0) break;
        hash.update(piece.subarray(0, bytesRead));
        await target.write(piece, 0, bytesRead);
      }
    });
  } finally {
    await source.close();
  }
  return hash.digest('hex');
}

/** Refuses a file of the export that is not the one the rehearsal was made with. */
export function changedSince(file: string, cause?: unknown): RequestError {
  return new RequestError(
    'file.unreadable',
    {
      de: `„${file}“ fehlt oder ist nicht mehr die Datei, mit der die Probe angelegt wurde. Legen Sie die Probe neu an (\`rehearsal new\`).`,
      en: `"${file}" is missing or no longer the file the rehearsal was made with. Make the rehearsal anew (\`rehearsal new\`).`,
    },
    { place: { file }, ...(cause === undefined ? {} : { cause }) },
  );
}

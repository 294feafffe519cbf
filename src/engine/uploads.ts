import { createHash, randomBytes } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { RequestError } from '../core/errors.js';
import type { EvidenceRef } from '../core/step.js';
import {
  clearUnfinished,
  makeDurably,
  once,
  readIfThere,
  removeUnfinished,
  writeDurably,
} from '../persistence/durable-file.js';
import { EVIDENCE_LIMIT_BYTES, type FileContent } from '../persistence/evidence.store.js';
import { storing } from '../persistence/store-errors.js';
import { sweepUploads } from './upload-sweep.js';
import type { EngineCore } from './engine-core.js';
import type { Quotas } from './quotas.js';

export { EVIDENCE_LIMIT_BYTES };

/** Of one run. */
const MOST_KEPT = 1_000;

const record = z.strictObject({ digest: z.string(), size: z.number(), name: z.string() });

/** Files that were sent ahead of the claim that names them. They belong to one run: no other can name them. */
export class Uploads {
  private readonly folder: string;

  constructor(
    private readonly core: EngineCore,
    private readonly quotas: Quotas,
  ) {
    this.folder = join(core.database.folder, 'uploads');
  }

  /**
   * Takes a stream in without holding it in memory.
   * @param key of the request: sent again it is the same file
   * @throws RequestError run.not-found, command.mismatch when the key came with another file before, evidence.unusable when it is empty or over the limit, evidence.over-quota, store.full; nothing is kept then
   */
  async take(
    runId: string,
    name: string,
    source: AsyncIterable<Buffer>,
    key?: string,
  ): Promise<EvidenceRef> {
    await this.core.read(runId);
    const clean = fileName(name);
    await this.requireRoom(runId, clean);
    await makeDurably(this.folder);
    const temporary = join(this.folder, `.${randomBytes(8).toString('hex')}`);
    try {
      const ref = { ...(await receive(temporary, clean, source)), name: clean };
      if (key !== undefined) await this.requireSame(runId, key, ref.digest);
      return await this.quotas.within(runId, [ref], () => this.keep(runId, ref, temporary));
    } finally {
      await removeUnfinished(temporary);
    }
  }

  /** What came under a key is noted before it is taken in, and swept away with the rest. */
  private async requireSame(runId: string, key: string, digest: string): Promise<void> {
    const note = join(this.folder, runId, `${this.core.keys.hmac(`upload ${key}`)}.key`);
    if ((await once(note, () => digest)) !== digest) throw keyTaken();
  }

  private async keep(runId: string, ref: EvidenceRef, temporary: string): Promise<EvidenceRef> {
    const { evidence } = this.core;
    const { digest } = ref;
    await evidence.takeOver(temporary, ref);
    await writeDurably(this.recordOf(runId, digest), JSON.stringify(ref));
    await stat(evidence.path(digest)).catch(() => evidence.takeOver(temporary, ref)); // swept away in between
    return ref;
  }

  /** @throws RequestError evidence.unusable when this run was never sent such a file */
  async find(runId: string, digest: string): Promise<EvidenceRef> {
    await this.core.read(runId);
    const known = /^[0-9a-f]{64}$/.test(digest);
    const text = known ? await readIfThere(this.recordOf(runId, digest)) : undefined;
    const kept = text === undefined ? undefined : recordIn(text);
    if (kept) return kept;
    throw unusable(digest.slice(0, 64), {
      de: 'Diesem Lauf wurde keine Datei mit diesem Inhalt geschickt. Laden Sie sie zuerst hoch.',
      en: 'No file with this content was sent to this run. Upload it first.',
    });
  }

  /** Takes away what nobody named for a long time, and what was never written to its end. @returns how many files */
  async sweep(now = new Date()): Promise<number> {
    const unfinished = await this.core.evidence.clearUnfinished(now);
    const records = await clearUnfinished(this.folder, now);
    return unfinished + records + (await sweepUploads(this.core, this.folder, now));
  }

  /** @throws RequestError evidence.unusable when more were sent to this run than anybody could need */
  private async requireRoom(runId: string, name: string): Promise<void> {
    const kept = await readdir(join(this.folder, runId)).catch(() => []);
    if (kept.filter((entry) => entry.endsWith('.json')).length < MOST_KEPT) return;
    throw unusable(name, {
      de: `Diesem Lauf wurden schon ${MOST_KEPT} Dateien geschickt. Was keine Meldung nennt, wird nach 30 Tagen entfernt.`,
      en: `${MOST_KEPT} files were sent to this run already. What no claim names is taken away after 30 days.`,
    });
  }

  private recordOf(runId: string, digest: string): string {
    return join(this.folder, runId, `${digest}.json`);
  }
}

/** Undefined when what stands there is no record: the file is sent again. */
function recordIn(text: string): EvidenceRef | undefined {
  try {
    return record.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Writes what comes durably. @returns its SHA-256 and how many bytes it has */
async function receive(
  path: string,
  name: string,
  source: AsyncIterable<Buffer>,
): Promise<FileContent> {
  const handle = await storing(path, () => open(path, 'wx', 0o400));
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > EVIDENCE_LIMIT_BYTES) throw tooLarge(name);
      hash.update(chunk);
      await storing(path, () => handle.writeFile(chunk));
    }
    await storing(path, () => handle.sync());
  } finally {
    await handle.close();
  }
  if (size > 0) return { digest: hash.digest('hex'), size };
  throw unusable(name, { de: 'Die Datei ist leer.', en: 'The file is empty.' });
}

/** The last part of what was given, without what a file system or a terminal would take as more than a name. */
function fileName(given: string): string {
  const name = basename(given.replaceAll('\\', '/')).normalize('NFC').replace(/\p{C}/gu, '').trim();
  if (name !== '' && name !== '.' && name !== '..' && name.length <= 200) return name;
  throw unusable(given.slice(0, 60), {
    de: 'Der Dateiname fehlt oder ist länger als 200 Zeichen.',
    en: 'The file name is missing or longer than 200 characters.',
  });
}

function keyTaken(): RequestError {
  return new RequestError('command.mismatch', {
    de: 'Unter diesem Schlüssel kam schon eine andere Datei. Schicken Sie jede Datei mit einem eigenen.',
    en: 'Another file came under this key before. Send each file with a key of its own.',
  });
}

function tooLarge(name: string): RequestError {
  const mib = EVIDENCE_LIMIT_BYTES / 1_048_576;
  return unusable(name, {
    de: `Die Datei ist größer als ${mib} MiB.`,
    en: `The file is larger than ${mib} MiB.`,
  });
}

function unusable(file: string, { de, en }: { de: string; en: string }): RequestError {
  return new RequestError(
    'evidence.unusable',
    { de: `Nachweis „${file}“: ${de}`, en: `Evidence "${file}": ${en}` },
    { place: { file } },
  );
}

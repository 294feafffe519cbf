import { createHash, randomBytes, type KeyObject } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { InvariantError } from '../core/errors.js';
import { entryLine } from './bundle-lines.js';
import {
  HAND_OVER,
  INCLUSION,
  manifestBytes,
  MEMBER,
  VERIFIER,
  type ManifestMember,
} from './bundle-manifest.js';
import { bundleReadme } from './bundle-readme.js';
import { bundleVerdict, type BundleReport } from './bundle-report.js';
import { verifyBundle } from './bundle-verify.js';
import { canonicalBytes } from './canonical-json.js';
import type { ChainItem } from './chain.js';
import { parseNote } from './checkpoint.js';
import type { Opening } from './commitment.js';
import { signEnvelope } from './envelope.js';
import { fingerprint, publicPem } from './signing-key.js';
import { standAloneVerifier } from './stand-alone/index.js';

type Stream<T> = AsyncIterable<T> | Iterable<T>;

/** What goes into a bundle. Streams are read once, one after the other. */
export interface BundleParts {
  readonly instanceId: string;
  readonly runId: string;
  /** ISO 8601 UTC with milliseconds. */
  readonly exportedAt: string;
  readonly privateKey: KeyObject;
  readonly entries: Stream<Omit<ChainItem, 'seq'>>;
  readonly openings: Stream<Opening>;
  /** Texts of the checkpoints; the last must cover every entry. */
  readonly checkpoints: Stream<string>;
  /** Files of the evidence store. */
  readonly evidence: Stream<{ readonly digest: string; readonly path: string }>;
  readonly definition: Uint8Array;
  /** The run's stored state bytes, whose SHA-256 the last entry names. */
  readonly state: Uint8Array;
  /** Proof that the last entry is in the tree over all runs. */
  readonly inclusion?: string;
  /** Lines with which another installation can go on; names people. */
  readonly handOver?: Stream<Uint8Array>;
}

export interface WrittenBundle {
  readonly path: string;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
  readonly entries: number;
  /** Hash of the last entry. */
  readonly head: string;
  /** Fingerprint. */
  readonly signer: string;
}

/** No clock in the archive: the same parts give the same bytes. Members are stored, not packed. */
const OPTIONS = {
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
  mode: 0o100644,
  compress: false,
};

/**
 * Writes a sealed bundle: to a temporary file of its own beside the target, verified there, then renamed. What would not
 * verify is never handed over; of two that write at once to one target, the last one wins whole.
 *
 * @throws InvariantError `audit.chain-broken` with the findings when the parts do not fit together
 */
export async function writeBundle(target: string, parts: BundleParts): Promise<WrittenBundle> {
  const partial = `${target}.${randomBytes(8).toString('hex')}.partial`;
  const signer = fingerprint(parts.privateKey);
  try {
    const digest = await new BundleWriter(parts).writeTo(partial);
    const report = await verifyBundle(partial, { key: signer });
    if (report.status !== 'verified' || report.head === null) throw unfit(report);
    await rename(partial, target);
    await syncFolder(dirname(target));
    return { path: target, digest, entries: report.entries, head: report.head, signer };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

class BundleWriter {
  private readonly zip = new ZipFile();
  private source: Readable | undefined;
  private readonly members: ManifestMember[] = [];
  private entries = 0;
  private head = '';

  constructor(private readonly parts: BundleParts) {}

  /** SHA-256 of the file. */
  async writeTo(path: string): Promise<string> {
    const hash = createHash('sha256');
    const stop = new AbortController();
    let problem: Error | undefined;
    const fail = (error: unknown) => {
      problem ??= error as Error;
      stop.abort();
    };
    this.zip.on('error', fail);
    const queued = this.queue().catch(fail);
    const hashed = async function* (chunks: AsyncIterable<Buffer | string>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    };
    const file = createWriteStream(path, { mode: 0o600, flush: true });
    try {
      await pipeline(this.zip.outputStream, hashed, file, { signal: stop.signal });
      await queued;
    } catch (error) {
      throw problem ?? error;
    } finally {
      this.source?.destroy();
    }
    return hash.digest('hex');
  }

  private async queue(): Promise<void> {
    const { parts } = this;
    await this.add(MEMBER.entries, this.entryLines());
    await this.add(MEMBER.openings, this.openingLines());
    for await (const text of parts.checkpoints) {
      const { size } = parseNote(text).checkpoint;
      await this.add(`checkpoints/${size}.txt`, [Buffer.from(text, 'utf8')]);
    }
    for await (const { digest, path } of parts.evidence) {
      const { size } = await stat(path);
      await this.add(`evidence/${digest}`, createReadStream(path), size);
    }
    await this.add(MEMBER.definition, [parts.definition]);
    await this.add(MEMBER.state, [parts.state]);
    if (parts.handOver) await this.add(HAND_OVER, parts.handOver);
    const { inclusion } = parts;
    if (inclusion !== undefined) await this.add(INCLUSION, [Buffer.from(inclusion, 'utf8')]);
    await this.add(VERIFIER, [Buffer.from(standAloneVerifier(), 'utf8')]);
    await this.add(MEMBER.key, [Buffer.from(publicPem(parts.privateKey), 'utf8')]);
    const signer = fingerprint(parts.privateKey);
    const { instanceId: instance, runId: run, exportedAt } = parts;
    const readme = bundleReadme({ instance, run, exportedAt, signer });
    await this.add(MEMBER.readme, [Buffer.from(readme, 'utf8')]);
    const manifest = manifestBytes({
      ...{ v: 1, format: 'umstieg-bundle', instance, run, exportedAt, signer },
      entries: this.entries,
      head: this.head,
      members: this.members,
    });
    this.zip.addBuffer(manifest, MEMBER.manifest, OPTIONS);
    this.zip.addBuffer(signEnvelope(parts.privateKey, manifest), MEMBER.signature, OPTIONS);
    this.zip.end();
  }

  /** Adds one member and waits until it is written, so that one source is open at a time. */
  private async add(name: string, source: Stream<Uint8Array>, size?: number): Promise<void> {
    const hash = createHash('sha256');
    let length = 0;
    const hashed = async function* () {
      for await (const chunk of source) {
        hash.update(chunk);
        length += chunk.length;
        yield chunk;
      }
    };
    const stream = Readable.from(hashed(), { objectMode: false });
    this.source = stream;
    const done = new Promise<void>((resolve, reject) => {
      stream.once('end', resolve);
      stream.once('error', reject);
    });
    this.zip.addReadStream(stream, name, size === undefined ? OPTIONS : { ...OPTIONS, size });
    await done;
    this.members.push({ name, size: length, sha256: hash.digest('hex') });
  }

  private async *entryLines(): AsyncGenerator<Buffer> {
    for await (const { body, hash } of this.parts.entries) {
      this.entries += 1;
      this.head = hash;
      yield Buffer.concat([entryLine(body, hash), Buffer.from('\n')]);
    }
  }

  private async *openingLines(): AsyncGenerator<Buffer> {
    for await (const { commitment, salt, value } of this.parts.openings) {
      yield Buffer.concat([canonicalBytes({ commitment, salt, value }), Buffer.from('\n')]);
    }
  }
}

function unfit(report: BundleReport): InvariantError {
  return new InvariantError('audit.chain-broken', bundleVerdict(report), {
    expected: report.findings.map(({ code, text }) => `${code}: ${text.en}`),
  });
}

/** Makes the new name durable; not every system can open a folder, and then it is not needed. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  }
}

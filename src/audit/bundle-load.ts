import type { BundleLimits } from './bundle-limits.js';
import { readLines, splitEntryLine } from './bundle-lines.js';
import { CHECKPOINT_NAME, EVIDENCE_NAME, HAND_OVER, MEMBER } from './bundle-manifest.js';
import { parsePublicPem } from './signing-key.js';
import { openBundle, type BundleFile } from './bundle-read.js';
import { parseCanonical } from './canonical-json.js';
import { isOpening, type Opening } from './commitment.js';
import type { Signer } from './signer-line.js';

/** The content of a bundle that was verified, as a whole. Evidence stays in the file until it is asked for. */
export interface BundleContents {
  readonly entries: readonly { readonly body: Buffer; readonly hash: string }[];
  readonly openings: readonly Opening[];
  readonly checkpoints: readonly { readonly size: number; readonly text: string }[];
  readonly definition: string;
  readonly state: string;
  readonly key: Signer['key'] | undefined;
  /** Lines of handover.jsonl; undefined when the bundle was not made to go on with. */
  readonly handOver: readonly unknown[] | undefined;
  readonly evidence: readonly string[];
  readEvidence(digest: string): AsyncIterable<Buffer>;
}

/**
 * Reads what a bundle holds. Whoever uses it verifies the bundle first and holds what is read here against the chain again:
 * the file can change between the two.
 *
 * @throws RequestError `file.unreadable`; any other error when the bundle is not what was verified
 */
export async function withContents<T>(
  file: string,
  limits: BundleLimits,
  use: (contents: BundleContents) => Promise<T>,
): Promise<T> {
  const bundle = await openBundle(file, limits);
  try {
    if (bundle.findings.length > 0) throw new Error('the bundle changed while it was read');
    return await use(await new Loader(bundle, limits).load());
  } finally {
    bundle.close();
  }
}

class Loader {
  constructor(
    private readonly bundle: BundleFile,
    private readonly limits: BundleLimits,
  ) {}

  async load(): Promise<BundleContents> {
    const { members } = this.bundle;
    const named = (pattern: RegExp) => [...members.keys()].filter((name) => pattern.test(name));
    const checkpoints: { size: number; text: string }[] = [];
    for (const name of named(CHECKPOINT_NAME)) {
      const size = Number(CHECKPOINT_NAME.exec(name)?.[1]);
      checkpoints.push({ size, text: await this.text(name) });
    }
    return {
      entries: await this.lines(MEMBER.entries, (bytes) => splitEntryLine(bytes)),
      openings: await this.lines(MEMBER.openings, (bytes) => {
        const value = parseCanonical(bytes);
        return isOpening(value) ? value : undefined;
      }),
      checkpoints: checkpoints.sort((a, b) => a.size - b.size),
      definition: await this.text(MEMBER.definition),
      state: await this.text(MEMBER.state),
      key: parsePublicPem(await this.text(MEMBER.key)),
      handOver: members.has(HAND_OVER)
        ? await this.lines(HAND_OVER, (bytes) => JSON.parse(bytes.toString('utf8')) as unknown)
        : undefined,
      evidence: named(EVIDENCE_NAME).map((name) => name.slice('evidence/'.length)),
      readEvidence: (digest) => this.bundle.read(`evidence/${digest}`),
    };
  }

  private async lines<T>(name: string, read: (bytes: Buffer) => T | undefined): Promise<T[]> {
    const items: T[] = [];
    for await (const { row, bytes } of readLines(this.bundle.read(name), this.limits.lineBytes)) {
      const item = read(bytes);
      if (item === undefined) throw new Error(`${name}, line ${row}: not what was verified`);
      items.push(item);
    }
    return items;
  }

  private async text(name: string): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.bundle.read(name)) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }
}

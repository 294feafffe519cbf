import type { KeyObject } from 'node:crypto';
import type { Reason } from '../core/outcome.js';
import { anchorWitness, type AnchorVerdict } from './bundle-anchor.js';
import { BundleContent } from './bundle-content.js';
import { DEFAULT_LIMITS, type BundleLimits } from './bundle-limits.js';
import { readHandOvers } from './bundle-hand-overs.js';
import { inclusionProblem } from './bundle-inclusion.js';
import { CHECKPOINT_NAME, INCLUSION, MEMBER, parseManifest } from './bundle-manifest.js';
import type { BundleManifest } from './bundle-manifest.js';
import { openBundle } from './bundle-read.js';
import type { BundleReport } from './bundle-report.js';
import { messageOf } from './canonical-json.js';
import type { Witness } from './chain.js';
import { parseNote, verifyCheckpoint } from './checkpoint.js';
import { envelopeProblem } from './envelope.js';
import { AuditError, finding, type FindingCode } from './finding.js';
import { SignerLine, type HandOver } from './signer-line.js';
import { fingerprint, normalizeFingerprint, parsePublicPem } from './signing-key.js';

export interface VerifyBundleOptions {
  /** Fingerprint of the key that must have signed, learned outside the bundle. */
  readonly key?: string;
  /** Text of a checkpoint that was kept outside the bundle. */
  readonly anchor?: string;
  /** The run the bundle is expected to be of. */
  readonly run?: string;
  readonly limits?: Partial<BundleLimits>;
}

/**
 * Verifies a hand-over bundle, offline, as a stream: memory stays flat with the number of entries and the size of evidence.
 *
 * @returns `verified` only when key or anchor (or both) vouch for it; every tampering makes it `broken`
 * @throws RequestError `file.unreadable` when the file cannot be read at all
 */
export async function verifyBundle(
  file: string,
  options: VerifyBundleOptions = {},
): Promise<BundleReport> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const bundle = await openBundle(file, limits);
  try {
    if (bundle.findings.length > 0) return broken(bundle.findings);
    const missing = Object.values(MEMBER).filter((name) => !bundle.members.has(name));
    const findings = missing.map((name) => finding('bundle.missing-member', { name }));
    if (findings.length > 0) return broken(findings);
    const handOvers = await readHandOvers(bundle, limits);
    return await new BundleCheck(new BundleContent(bundle, limits), options, handOvers).run();
  } finally {
    bundle.close();
  }
}

class BundleCheck {
  /** About seals and signer; those about the chain come before, those about other members after these. */
  private readonly findings: Reason[] = [];
  private readonly notes: Reason[] = [];
  private key: KeyObject | undefined;
  private manifest: BundleManifest | undefined;
  /** Undefined without a key and a manifest. */
  private line: SignerLine | undefined;

  constructor(
    private readonly content: BundleContent,
    private readonly options: VerifyBundleOptions,
    private readonly handOvers: readonly HandOver[],
  ) {}

  async run(): Promise<BundleReport> {
    await this.readSigner();
    await this.readManifest();
    this.judgeLine();
    const checkpoints = await this.readCheckpoints();
    const anchor = this.readAnchor();
    const chain = await this.content.readChain(this.manifest?.run, checkpoints, anchor?.witness);
    const ofChain = this.content.findings.splice(0);
    const entries = chain.report.entries;
    this.judgeSeals(checkpoints, entries, chain);
    if (chain.report.ok) this.judgeManifest(entries, chain.report.head?.hash);
    await this.readInclusion();
    await this.content.readEvidence();
    await this.content.readRest(chain.state, entries);
    if (this.manifest) this.content.compareMembers(this.manifest.members);
    const vouched = this.vouchedFor(anchor, entries);
    const findings = [...ofChain, ...this.findings, ...this.content.findings];
    return {
      status:
        findings.length > 0 ? 'broken' : vouched ? 'verified' : 'consistent-signer-unverified',
      signer: this.key ? fingerprint(this.key) : null,
      signers: this.line?.spans ?? [],
      instance: this.manifest?.instance ?? null,
      run: this.manifest?.run ?? null,
      entries,
      head: chain.report.head?.hash ?? null,
      findings,
      notes: [...chain.report.notes, ...this.content.notes, ...this.notes],
    };
  }

  private async readSigner(): Promise<void> {
    const pem = await this.content.whole(MEMBER.key);
    this.key = parsePublicPem(pem?.toString('latin1') ?? '');
    if (!this.key) {
      this.add('bundle.key-malformed');
      return;
    }
    const { key } = this.options;
    const known = [this.key, ...this.handOvers.map(({ from }) => from.key)].map(fingerprint);
    if (key === undefined || known.includes(normalizeFingerprint(key))) return;
    const found = known.join(', ');
    this.add('bundle.signer-mismatch', { found, expected: key.trim().slice(0, 200) });
  }

  /** After a hand-over more than one key has sealed: each for its own entries, the last one for the bundle. */
  private judgeLine(): void {
    const { key, manifest } = this;
    if (!key || !manifest) return;
    this.line = new SignerLine({ key, instance: manifest.instance }, this.handOvers);
    if (this.line.broken) this.findings.push(this.line.broken);
    for (const { instance, fingerprint: signer, from, to } of this.line.spans)
      if (to !== null)
        this.notes.push(finding('bundle.earlier-signer', { from, to, instance, signer }));
  }

  private async readManifest(): Promise<void> {
    const bytes = await this.content.whole(MEMBER.manifest);
    const envelope = await this.content.whole(MEMBER.signature);
    if (!bytes || !envelope) return;
    if (this.key) {
      const what = envelopeProblem(envelope, bytes, this.key);
      if (what) this.add('bundle.signature-invalid', { what });
    }
    try {
      this.manifest = parseManifest(bytes);
    } catch (error) {
      const what = messageOf(error);
      this.add('bundle.manifest-malformed', { what });
      return;
    }
    const { signer, run } = this.manifest;
    if (this.key) this.sameAsManifest('signer', signer, fingerprint(this.key));
    const expected = this.options.run;
    if (expected !== undefined && expected !== run) {
      this.add('bundle.foreign-run', { expected, found: run });
    }
  }

  private async readCheckpoints(): Promise<Witness[]> {
    const witnesses: Witness[] = [];
    for (const name of this.content.names(CHECKPOINT_NAME)) {
      const bytes = await this.content.whole(name);
      if (!bytes || !this.key) continue;
      try {
        const text = bytes.toString('utf8');
        const signer = this.line?.at(parseNote(text).checkpoint.size) ?? { key: this.key };
        const { size, root, head, runId, instanceId } = verifyCheckpoint(text, signer.key);
        if (name !== `checkpoints/${size}.txt`) this.add('bundle.checkpoint-name', { name, size });
        const found = `${instanceId}/${runId}`;
        const instance = 'instance' in signer ? signer.instance : '?';
        const expected = `${instance}/${this.manifest?.run ?? '?'}`;
        if (this.manifest && found !== expected) {
          this.findings.push(finding('audit.checkpoint-foreign', { expected, found }, file(name)));
        } else {
          witnesses.push({ name, size, root, head });
        }
      } catch (error) {
        if (!(error instanceof AuditError)) throw error;
        this.findings.push({ ...error.reason, ...{ place: file(name) } });
      }
    }
    return witnesses;
  }

  private async readInclusion(): Promise<void> {
    if (!this.content.has(INCLUSION) || !this.key || !this.manifest) return;
    const text = (await this.content.whole(INCLUSION))?.toString('utf8') ?? '';
    const problem = inclusionProblem(text, this.key, this.manifest);
    if (problem) this.findings.push({ ...problem, place: file(INCLUSION) });
  }

  private readAnchor(): AnchorVerdict | undefined {
    const { anchor } = this.options;
    if (anchor === undefined) return undefined;
    const verdict = anchorWitness(
      anchor,
      { run: this.manifest?.run, key: this.key, line: this.line },
      this.options.key !== undefined,
    );
    this.findings.push(...verdict.findings);
    return verdict;
  }

  /** A bundle needs seals of its own, over its last entry and for each that is always sealed, whatever an anchor says. */
  private judgeSeals(
    checkpoints: readonly Witness[],
    entries: number,
    { report, unsealed }: Awaited<ReturnType<BundleContent['readChain']>>,
  ): void {
    const sealed = Math.max(0, ...checkpoints.map(({ size }) => size));
    if (this.content.names(CHECKPOINT_NAME).length === 0) this.add('bundle.no-checkpoint');
    else if (report.ok && sealed < entries) {
      this.add('bundle.unsealed-tail', { seq: sealed + 1, size: sealed, last: entries });
    } else if (unsealed) this.findings.push(unsealed);
  }

  private judgeManifest(entries: number, head: string | undefined): void {
    if (!this.manifest) return;
    this.sameAsManifest('entries', this.manifest.entries, entries);
    this.sameAsManifest('head', this.manifest.head, head ?? '-');
  }

  private sameAsManifest(what: string, expected: string | number, found: string | number): void {
    if (expected !== found) this.add('bundle.manifest-differs', { what, expected, found });
  }

  /** Whether somebody outside the bundle vouches for all of it. */
  private vouchedFor(anchor: AnchorVerdict | undefined, entries: number): boolean {
    const { key } = this.options;
    const own = this.key ? fingerprint(this.key) : '';
    const trusted = this.line?.trusted ?? [own];
    if (key !== undefined && trusted.includes(normalizeFingerprint(key))) return true;
    if (key !== undefined) this.notes.push(finding('bundle.key-partial', { signer: own }));
    if (!anchor?.witness) return false;
    const { size } = anchor.witness;
    if (anchor.signedBySigner || size === entries) return true;
    this.notes.push(finding('bundle.anchor-partial', { size, last: entries }));
    return false;
  }

  private add(code: FindingCode, filling?: Record<string, string | number>): void {
    this.findings.push(finding(code, filling));
  }
}

function file(name: string) {
  return { file: name };
}

function broken(findings: readonly Reason[]): BundleReport {
  const unknown = { signer: null, instance: null, run: null, head: null };
  const nothing = { ...unknown, signers: [], entries: 0, notes: [] };
  return { status: 'broken', ...nothing, findings };
}

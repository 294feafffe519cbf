import { createHash } from 'node:crypto';
import type { Reason } from '../core/outcome.js';
import { LineProblem, readLines, splitEntryLine } from './bundle-lines.js';
import type { BundleLimits } from './bundle-limits.js';
import {
  EVIDENCE_NAME,
  HAND_OVER,
  INCLUSION,
  MEMBER,
  VERIFIER,
  type ManifestMember,
} from './bundle-manifest.js';
import type { BundleFile } from './bundle-read.js';
import { messageOf, parseCanonical } from './canonical-json.js';
import { ChainWalk, type ChainReport, type Witness } from './chain.js';
import { isOpening, verifyOpening } from './commitment.js';
import { commitmentsOf, type AuditEntry } from './entry.js';
import { filesErasedIn } from './erased.js';
import { finding, type FindingCode } from './finding.js';
import { SealWatch } from './seal-watch.js';

const MAX_FINDINGS = 100;

/** Reads the members of a bundle one after the other, once each, and holds them against entries and manifest. */
export class BundleContent {
  readonly findings: Reason[] = [];
  readonly notes: Reason[] = [];
  private readonly digests = new Map<string, string>();
  /** Openings that no entry has named yet. */
  private readonly openings = new Set<string>();
  private openingsSound = true;
  private readonly named = new Set<string>();

  constructor(
    private readonly bundle: BundleFile,
    private readonly limits: BundleLimits,
  ) {}

  has(name: string): boolean {
    return this.bundle.members.has(name);
  }

  names(pattern: RegExp): string[] {
    return [...this.bundle.members.keys()].filter((name) => pattern.test(name)).sort();
  }

  /** A small member as a whole; undefined (with a finding) when it is large or unreadable. */
  async whole(name: string): Promise<Buffer | undefined> {
    const size = this.bundle.members.get(name) ?? 0;
    if (size > this.limits.wholeBytes) {
      this.add('bundle.too-large', { name, size, limit: this.limits.wholeBytes });
      return undefined;
    }
    const chunks: Buffer[] = [];
    const read = await this.drain(name, (chunk) => chunks.push(chunk));
    return read ? Buffer.concat(chunks) : undefined;
  }

  /**
   * Openings first, then the chain: an opening must be named by an entry, evidence must lie in the bundle.
   * @param checkpoints the bundle's own; an anchor vouches for entries but is the seal of none
   * @returns the stored state the last entry names, and the first entry whose seal is missing
   */
  async readChain(
    run: string | undefined,
    checkpoints: readonly Witness[],
    anchor?: Witness,
  ): Promise<{ report: ChainReport; state?: string | undefined; unsealed?: Reason | undefined }> {
    const witnesses = anchor ? [...checkpoints, anchor] : checkpoints;
    const seals = new SealWatch(checkpoints);
    const openingFindings = await this.apart(() => this.readOpenings());
    let state: string | undefined;
    const missing = new Map<string, Reason>();
    const onEntry = (entry: AuditEntry) => {
      state = entry.state;
      seals.accept(entry);
      for (const commitment of commitmentsOf(entry)) this.openings.delete(commitment);
      this.nameEvidence(entry, missing);
      for (const digest of filesErasedIn(entry)) missing.delete(digest);
    };
    const walk = new ChainWalk({ ...(run === undefined ? {} : { run }), witnesses, onEntry });
    const lineFindings = await this.apart(() => this.readEntries(walk));
    const report = walk.finish();
    if (report.first) {
      const place = { file: MEMBER.entries, row: report.first.seq };
      this.findings.push({ ...report.first.reason, place });
    }
    this.findings.push(...lineFindings, ...openingFindings);
    if (!report.ok) return { report };
    this.findings.push(...[...missing.values()].slice(0, MAX_FINDINGS));
    this.unnamed();
    return { report, state, unsealed: seals.missing };
  }

  /** Every evidence file gives the digest it is named by. */
  async readEvidence(): Promise<void> {
    for (const name of this.names(EVIDENCE_NAME)) {
      const digest = name.slice('evidence/'.length);
      const intact = !(await this.drain(name)) || this.digests.get(name) === digest;
      if (!intact) this.add('bundle.evidence-changed', { digest });
    }
  }

  /** What is not read for its content: state, definition, read-me. */
  async readRest(state: string | undefined, seq: number): Promise<void> {
    for (const name of [MEMBER.definition, MEMBER.state, MEMBER.readme]) await this.drain(name);
    for (const name of [HAND_OVER, INCLUSION, VERIFIER]) if (this.has(name)) await this.drain(name);
    const found = this.digests.get(MEMBER.state);
    if (found !== undefined && state !== undefined && found !== state) {
      this.add('bundle.state-differs', { seq });
    }
  }

  compareMembers(listed: readonly ManifestMember[]): void {
    const names = new Set<string>(listed.map(({ name }) => name));
    for (const { name, size, sha256 } of listed) {
      const actual = this.bundle.members.get(name);
      if (actual === undefined) this.add('bundle.missing-member', { name });
      else if (actual === size && this.digests.get(name) === sha256) continue;
      else if (name === MEMBER.openings && actual < size && this.openingsSound) {
        this.notes.push(finding('bundle.openings-erased'));
      } else this.add('bundle.member-changed', { name }, { file: name });
    }
    for (const name of this.bundle.members.keys()) {
      const apart = name === MEMBER.manifest || name === MEMBER.signature;
      if (!apart && !names.has(name)) this.add('bundle.member-unlisted', { name });
    }
  }

  private async readEntries(walk: ChainWalk): Promise<void> {
    await this.lines(MEMBER.entries, (bytes, row) => {
      const item = splitEntryLine(bytes);
      if (!item) this.badLine(MEMBER.entries, row, 'not body and hash');
      // a line of another form is an entry without a fitting hash: the walk says at which number
      walk.accept(item ?? { body: bytes, hash: '' });
    });
  }

  private async readOpenings(): Promise<void> {
    let count = 0;
    await this.lines(MEMBER.openings, (bytes, row) => {
      count += 1;
      if (count > this.limits.openings) throw new LineProblem(row, `more than ${count - 1} lines`);
      let opening: unknown;
      try {
        opening = parseCanonical(bytes);
      } catch {
        this.badLine(MEMBER.openings, row, 'not canonical JSON');
        return;
      }
      if (!isOpening(opening)) {
        this.badLine(MEMBER.openings, row, 'not commitment, salt and value');
        return;
      }
      const commitment = opening.commitment.slice(0, 64);
      const place = { file: MEMBER.openings, row };
      if (!verifyOpening(opening)) this.add('audit.opening-wrong', { commitment }, place);
      else if (this.openings.has(commitment)) {
        this.add('bundle.opening-duplicate', { commitment }, place);
      }
      this.openings.add(commitment);
    });
  }

  /** @param missing by digest: what an entry names and is not there, or not so; a later entry may say that it was erased */
  private nameEvidence(entry: AuditEntry, missing: Map<string, Reason>): void {
    for (const { digest, size } of entry.evidence ?? []) {
      const actual = this.bundle.members.get(`evidence/${digest}`);
      if (actual !== undefined) this.named.add(digest);
      if (actual === size) continue;
      const code = actual === undefined ? 'bundle.evidence-missing' : 'bundle.evidence-changed';
      if (!missing.has(digest)) missing.set(digest, finding(code, { digest, seq: entry.seq }));
    }
  }

  private unnamed(): void {
    for (const commitment of this.openings) this.add('bundle.opening-unnamed', { commitment });
    for (const name of this.names(EVIDENCE_NAME)) {
      const digest = name.slice('evidence/'.length);
      if (!this.named.has(digest)) this.add('bundle.evidence-foreign', { digest });
    }
  }

  private async lines(name: string, each: (bytes: Buffer, row: number) => void): Promise<void> {
    try {
      for await (const { row, bytes } of readLines(this.hashed(name), this.limits.lineBytes)) {
        each(bytes, row);
      }
    } catch (error) {
      if (error instanceof LineProblem) this.badLine(name, error.row, error.message);
      else this.unreadable(name, error);
    }
  }

  private async drain(name: string, each?: (chunk: Buffer) => void): Promise<boolean> {
    try {
      for await (const chunk of this.hashed(name)) each?.(chunk);
      return true;
    } catch (error) {
      this.unreadable(name, error);
      return false;
    }
  }

  private async *hashed(name: string): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    for await (const chunk of this.bundle.read(name)) {
      hash.update(chunk);
      yield chunk;
    }
    this.digests.set(name, hash.digest('hex'));
  }

  /** Findings of one pass, kept apart so that the chain's own come first. */
  private async apart(pass: () => Promise<void>): Promise<Reason[]> {
    const before = this.findings.length;
    await pass();
    return this.findings.splice(before);
  }

  private unreadable(name: string, error: unknown): void {
    const what = messageOf(error);
    this.add('bundle.unreadable-member', { name, what }, { file: name });
  }

  private badLine(name: string, row: number, what: string): void {
    this.add('bundle.line-malformed', { name, row, what }, { file: name, row });
  }

  private add(
    code: FindingCode,
    filling: Record<string, string | number>,
    place?: Reason['place'],
  ) {
    if (code.startsWith('bundle.opening') || filling['name'] === MEMBER.openings) {
      this.openingsSound = false;
    }
    if (code === 'audit.opening-wrong') this.openingsSound = false;
    if (this.findings.length < MAX_FINDINGS) this.findings.push(finding(code, filling, place));
  }
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { verifyChain, type Witness } from '../audit/chain.js';
import { verifyCheckpoint } from '../audit/checkpoint.js';
import { verifyOpening } from '../audit/commitment.js';
import { AuditError, finding } from '../audit/finding.js';
import type { Reason } from '../core/outcome.js';
import { AuditStore } from '../persistence/audit.store.js';
import type { RunRow } from '../persistence/write-batch.js';
import type { EngineCore } from './engine-core.js';
import { notFound } from './engine-core.js';
import { sha256 } from './turn-builder.js';

export interface AuditVerdict {
  readonly ok: boolean;
  readonly run: string;
  readonly entries: number;
  readonly checkpoints: number;
  readonly evidence: number;
  readonly head: string | null;
  /** The first names the first bad entry. */
  readonly findings: readonly Reason[];
}

/** Entries that are sealed in the transaction that writes them: their checkpoint can only have been taken away. */
const SEALED: ReadonlySet<string> = new Set(['created', 'event', 'sealed']);

function sealMissing(seq: number): Reason {
  return {
    code: 'audit.seal-missing',
    text: {
      de: `Das Siegel zu Eintrag ${seq} fehlt: Es wurde entfernt, oder der Eintrag ist gefälscht.`,
      en: `The seal of entry ${seq} is missing: it was removed, or the entry is forged.`,
    },
  };
}

/** Verifies one run where it lies: chain, head, state, checkpoints under this installation's key, every evidence file. */
export class AuditCheck {
  private readonly audit: AuditStore;

  constructor(private readonly core: EngineCore) {
    this.audit = new AuditStore(core.database);
  }

  async verify(runId: string): Promise<AuditVerdict> {
    const [row] = await this.core.database.query<RunRow>(
      `SELECT id, state, head_seq AS headSeq, head_hash AS headHash, frontier FROM run WHERE id = ?`,
      [runId],
    );
    if (!row) throw notFound(runId);
    const findings: Reason[] = [];
    const { witnesses, count } = await this.checkpoints(runId, findings);
    witnesses.push({ name: 'run', size: row.headSeq, head: row.headHash, final: true });
    const evidence = new Map<string, number>();
    let state: string | undefined;
    const bodies = this.bodies(runId);
    const sealed = new Set(witnesses.filter((w) => !w.final).map((w) => w.size));
    let unsealed: number | undefined;
    const report = await verifyChain(bodies, {
      run: runId,
      witnesses,
      onEntry: (entry) => {
        state = entry.state;
        if (SEALED.has(entry.kind) && !sealed.has(entry.seq)) unsealed ??= entry.seq;
        for (const { digest, size } of entry.evidence ?? []) evidence.set(digest, size);
      },
    });
    if (report.first) findings.unshift(report.first.reason);
    else if (unsealed !== undefined) findings.push(sealMissing(unsealed));
    else if (state !== sha256(row.state)) {
      findings.push(finding('bundle.state-differs', { seq: row.headSeq }));
    } else if (JSON.stringify(report.head?.frontier) !== row.frontier) {
      findings.push(finding('audit.head-malformed', { what: 'frontier' }));
    }
    await this.checkErasable(runId, findings);
    await this.checkEvidence(evidence, findings);
    return {
      ok: findings.length === 0,
      run: runId,
      entries: report.entries,
      checkpoints: count,
      evidence: evidence.size,
      head: report.head?.hash ?? null,
      findings,
    };
  }

  private async *bodies(runId: string) {
    for await (const { seq, body, hash } of this.audit.entries(runId)) {
      yield { seq, body: Buffer.from(body, 'utf8'), hash };
    }
  }

  private async checkpoints(
    runId: string,
    findings: Reason[],
  ): Promise<{ witnesses: Witness[]; count: number }> {
    const witnesses: Witness[] = [];
    let count = 0;
    for await (const { size, text } of this.audit.checkpoints(runId)) {
      count++;
      try {
        const checkpoint = verifyCheckpoint(text, this.core.keys.publicKey);
        const { root, head } = checkpoint;
        witnesses.push({ name: `checkpoint ${size}`, size: checkpoint.size, root, head });
      } catch (error) {
        if (!(error instanceof AuditError)) throw error;
        findings.push(error.reason);
      }
    }
    return { witnesses, count };
  }

  /** What may be erased may still not be changed: facts under their digest, openings under their commitment. */
  private async checkErasable(runId: string, findings: Reason[]): Promise<void> {
    const facts = await this.core.database.query<{ step: string; digest: string; body: string }>(
      'SELECT step, digest, body FROM fact WHERE run_id = ? ORDER BY rowid',
      [runId],
    );
    for (const { step, digest, body } of facts) {
      if (sha256(body) === digest) continue;
      findings.push({
        code: 'run.fact-changed',
        text: {
          de: `Der Fakt ${digest.slice(0, 12)} von ${step} wurde verändert.`,
          en: `The fact ${digest.slice(0, 12)} of ${step} was changed.`,
        },
      });
    }
    for await (const opening of this.audit.openings(runId)) {
      if (verifyOpening(opening)) continue;
      findings.push(finding('audit.opening-wrong', { commitment: opening.commitment }));
    }
  }

  private async checkEvidence(
    named: ReadonlyMap<string, number>,
    findings: Reason[],
  ): Promise<void> {
    for (const digest of named.keys()) {
      const hash = createHash('sha256');
      try {
        await pipeline(createReadStream(this.core.evidence.path(digest)), hash);
      } catch {
        findings.push(finding('bundle.evidence-missing', { digest }));
        continue;
      }
      if (hash.digest('hex') !== digest)
        findings.push(finding('bundle.evidence-changed', { digest }));
    }
  }
}

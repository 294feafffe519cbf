import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { SealWatch } from '../audit/seal-watch.js';
import { verifyChain, type Witness } from '../audit/chain.js';
import { verifyCheckpoint, type Note } from '../audit/checkpoint.js';
import { filesErasedIn } from '../audit/erased.js';
import { AuditError, finding } from '../audit/finding.js';
import { signedBy } from '../audit/signed-note.js';
import { peekHandOver, SignerLine, TAKEN_IN, type SignerSpan } from '../audit/signer-line.js';
import { fingerprint, normalizeFingerprint } from '../audit/signing-key.js';
import type { Reason } from '../core/outcome.js';
import { AuditStore } from '../persistence/audit.store.js';
import { RowStore } from '../persistence/row.store.js';
import { RunStore } from '../persistence/run.store.js';
import type { Reader } from '../persistence/snapshot.js';
import { WHOLE_STATE } from '../persistence/whole-state.js';
import type { RunRow } from '../persistence/write-batch.js';
import { KEY_ROTATED, readKeyStatement } from '../audit/key-rotation.js';
import type { EngineCore } from './engine-core.js';
import { earlierSealer } from './key-change.js';
import { notFound } from './engine-core.js';
import { RowCheck } from './row-check.js';
import { factsIn, parseStored, StateCheck } from './state-check.js';
import { sha256 } from './sha256.js';
import { watched, type Watch } from './watched.js';

export interface AuditVerdict {
  readonly ok: boolean;
  readonly run: string;
  readonly entries: number;
  readonly checkpoints: number;
  readonly evidence: number;
  readonly head: string | null;
  /** Who sealed which entries: more than one after a hand-over. */
  readonly signers: readonly SignerSpan[];
  /** Openings, facts and rows that were erased: allowed, and worth knowing. */
  readonly erased: number;
  /** The first names the first bad entry. */
  readonly findings: readonly Reason[];
}

/** Verifies one run where it lies: chain, head, state, checkpoints under this installation's key, every evidence file. */
export class AuditCheck {
  constructor(private readonly core: EngineCore) {}

  /**
   * Everything is read as of one moment: others may go on working on the run.
   * @param key fingerprint of one of the keys that must have sealed
   * @param anchor a checkpoint of this run that was kept elsewhere
   */
  verify(runId: string, key?: string, watch?: Watch, anchor?: Note): Promise<AuditVerdict> {
    return this.core.database.snapshot((reader) =>
      new OnePass(this.core, reader, watch).verify(runId, key, anchor),
    );
  }
}

class OnePass {
  private readonly audit: AuditStore;
  private readonly rows: RowStore;

  constructor(
    private readonly core: EngineCore,
    private readonly reader: Reader,
    private readonly watch: Watch | undefined,
  ) {
    this.audit = new AuditStore(reader);
    this.rows = new RowStore(reader);
  }

  async verify(runId: string, key?: string, anchor?: Note): Promise<AuditVerdict> {
    const [row] = await this.reader.query<RunRow>(
      `SELECT id, project_id AS projectId, kind, status, revision, definition, ${WHOLE_STATE} AS state, head_seq AS headSeq,
       head_hash AS headHash, frontier, created_at AS createdAt, updated_at AS updatedAt FROM run r WHERE id = ?`,
      [runId],
    );
    if (!row) throw notFound(runId);
    const findings: Reason[] = [];
    const line = await this.line(runId);
    const signers = line.spans;
    if (line.broken) findings.push(line.broken);
    const known = signers.map((signer) => signer.fingerprint);
    if (key !== undefined && !known.includes(normalizeFingerprint(key)))
      findings.push(
        finding('bundle.signer-mismatch', { found: known.join(', '), expected: key.slice(0, 200) }),
      );
    const { witnesses, count } = await this.checkpoints(runId, line, findings);
    witnesses.push({ name: 'run', size: row.headSeq, head: row.headHash, final: true });
    const evidence = new Map<string, number>();
    let state: string | undefined;
    const rows = new RowCheck(this.rows, this.audit);
    const bodies = this.bodies(row);
    const seals = new SealWatch(witnesses.filter((w) => !w.final));
    if (anchor) witnesses.push(...keptWitness(anchor, runId, line, findings));
    const report = await verifyChain(bodies, {
      run: runId,
      witnesses,
      onEntry: (entry) => {
        state = entry.state;
        rows.accept(entry);
        seals.accept(entry);
        for (const { digest, size } of entry.evidence ?? []) evidence.set(digest, size);
        for (const digest of filesErasedIn(entry)) evidence.delete(digest);
      },
    });
    if (report.first) findings.unshift(report.first.reason);
    else if (seals.missing) findings.push(seals.missing);
    else if (state !== sha256(row.state)) {
      findings.push(finding('bundle.state-differs', { seq: row.headSeq }));
    } else if (JSON.stringify(report.head?.frontier) !== row.frontier) {
      findings.push(finding('audit.head-malformed', { what: 'frontier' }));
    }
    if (!report.first) await this.beside(row, rows, findings);
    await this.checkEvidence(evidence, findings);
    return {
      ok: findings.length === 0,
      run: runId,
      entries: report.entries,
      checkpoints: count,
      evidence: evidence.size,
      head: report.head?.hash ?? null,
      signers,
      erased: rows.erased,
      findings,
    };
  }

  private async *bodies({ id, headSeq: total }: RunRow) {
    const entries = watched(this.audit.entries(id), { total, unit: 'entries' }, this.watch);
    for await (const { seq, body, hash } of entries) {
      yield { seq, body: Buffer.from(body, 'utf8'), hash };
    }
  }

  /** Whose seals to expect: those of the installations this run was at, and of each key one after the other. */
  private async line(runId: string): Promise<SignerLine> {
    const { keys } = this.core;
    const bodies = await Promise.all(
      [TAKEN_IN, KEY_ROTATED].map((event) => this.audit.mentioning(runId, `"event":"${event}"`)),
    );
    const found = bodies.flat().flatMap((body) => peekHandOver(Buffer.from(body, 'utf8')) ?? []);
    const sealer = await earlierSealer(this.reader, keys, runId);
    const earlier = keys.statements
      .map((text) => readKeyStatement(text).from)
      .find((key) => fingerprint(key) === sealer?.fingerprint);
    return new SignerLine(
      { instance: keys.instanceId, key: earlier ?? keys.publicKey },
      found.sort((a, b) => a.seq - b.seq),
    );
  }

  private async checkpoints(
    runId: string,
    line: SignerLine,
    findings: Reason[],
  ): Promise<{ witnesses: Witness[]; count: number }> {
    const witnesses: Witness[] = [];
    let count = 0;
    for await (const { size, text } of this.audit.checkpoints(runId)) {
      count++;
      try {
        const { instance, key } = line.at(size);
        const checkpoint = verifyCheckpoint(text, key);
        const { root, head } = checkpoint;
        const expected = `${instance}/${runId}/${size}`;
        const found = `${checkpoint.instanceId}/${checkpoint.runId}/${checkpoint.size}`;
        if (found !== expected) {
          findings.push(finding('audit.checkpoint-foreign', { expected, found }));
        } else witnesses.push({ name: `checkpoint ${size}`, size, root, head });
      } catch (error) {
        if (!(error instanceof AuditError)) throw error;
        findings.push(error.reason);
      }
    }
    return { witnesses, count };
  }

  /** What lies beside the chain: rows that entries name, and what the hashed state speaks of. */
  private async beside(row: RunRow, rows: RowCheck, findings: Reason[]): Promise<void> {
    const state = findings.length === 0 ? parseStored(row) : undefined;
    await rows.finish(row, new Set(state ? factsIn(state) : []));
    findings.push(...rows.findings);
    const runs = new RunStore(this.reader);
    if (state)
      findings.push(...(await new StateCheck(this.core, this.rows, runs).check(row, state)));
  }

  private async checkEvidence(
    named: ReadonlyMap<string, number>,
    findings: Reason[],
  ): Promise<void> {
    const files = { total: named.size, unit: 'files' };
    for await (const digest of watched(named.keys(), files, this.watch)) {
      const hash = createHash('sha256');
      try {
        await pipeline(createReadStream(this.core.evidence.path(digest)), hash);
      } catch {
        findings.push(finding('bundle.evidence-missing', { digest, seq: named.get(digest) ?? 0 }));
        continue;
      }
      if (hash.digest('hex') !== digest)
        findings.push(finding('bundle.evidence-changed', { digest }));
    }
  }
}

/** What a kept checkpoint says of the run it names: nothing of another one. */
function keptWitness(note: Note, runId: string, line: SignerLine, findings: Reason[]): Witness[] {
  const { instanceId, runId: named, size, root, head } = note.checkpoint;
  const { instance, key } = line.at(size);
  const [expected, found] = [`${instance}/${runId}`, `${instanceId}/${named}`];
  if (found !== expected) {
    findings.push(finding('audit.checkpoint-foreign', { expected, found }));
    return [];
  }
  if (signedBy(note, key) === false)
    findings.push(finding('bundle.anchor-signature', { signer: fingerprint(key) }));
  return [{ name: 'anchor', size, root, ...(head === undefined ? {} : { head }) }];
}

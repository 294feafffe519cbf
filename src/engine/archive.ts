import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBundle, type WrittenBundle } from '../audit/bundle-write.js';
import { isErased } from '../audit/commitment.js';
import { commitmentsOf, parseEntry } from '../audit/entry.js';
import { filesErasedIn } from '../audit/erased.js';
import { HANDED_OVER } from '../audit/signer-line.js';
import { RequestError } from '../core/errors.js';
import type { ArchivePort, WrittenReport } from '../core/step.js';
import { AuditStore } from '../persistence/audit.store.js';
import { RowStore } from '../persistence/row.store.js';
import type { StoredRun } from '../persistence/run.store.js';
import type { EngineCore } from './engine-core.js';
import { handOverLines, rowsOf, type HandOverRows } from './handover-rows.js';
import type { InstanceTree } from './instance-tree.js';
import { isHeld } from './lease-owner.js';
import { TurnBuilder, type EntryParts } from './turn-builder.js';
import { watched, type Watch } from './watched.js';
import { requireReason, type Who } from './who.js';

/** Makes the report of a run; the composition root brings the face that writes it. */
export type ReportWriter = (runId: string) => Promise<WrittenReport>;

/** Seals runs and hands them over. */
export class Archive {
  readonly audit: AuditStore;

  constructor(
    private readonly core: EngineCore,
    private readonly who: Who,
    private readonly report: ReportWriter,
    private readonly tree: InstanceTree,
  ) {
    this.audit = new AuditStore(core.database);
  }

  /** What a step may do with the archive. Sealing the same work again gives the file made before. */
  portOf(runId: string, workKey: string): ArchivePort {
    return {
      report: () => this.report(runId),
      seal: async () => {
        const work = this.core.work.of(workKey);
        const made = await work.read('bundle.json');
        if (made !== undefined) {
          const bundle = JSON.parse(made) as WrittenBundle;
          if (await stat(bundle.path).catch(() => undefined)) return bundle;
        }
        const folder = join(this.core.database.folder, 'bundles');
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const bundle = await this.export(
          runId,
          join(folder, `${runId}-${workKey.slice(0, 12)}.zip`),
          this.who,
        );
        await work.write('bundle.json', JSON.stringify(bundle));
        return bundle;
      },
    };
  }

  /**
   * Seals the chain with a checkpoint and writes the bundle; the export itself is the last entry in it. With `handOver`
   * another installation can go on with it: the bundle then holds facts and names as well.
   * @throws InvariantError audit.chain-broken when what is stored does not verify: nothing is handed over then
   * @throws RequestError handover.busy while an attempt is going on, run.conflict when somebody worked meanwhile
   */
  async export(
    runId: string,
    target: string,
    who: Who,
    handOver?: { readonly reason: string },
    watch?: Watch,
  ): Promise<WrittenBundle> {
    await this.core.read(runId);
    if (handOver) {
      requireReason(handOver.reason);
      await this.requireNobodyAtIt(runId);
    }
    const { row } = await this.seal(runId, who, handOver);
    const rows = handOver ? await this.rowsAt(row) : undefined;
    const named = await this.named(runId, row.headSeq);
    const { audit, core } = this;
    const { json } = (await core.read(runId)).definition;
    const amount = { total: row.headSeq, unit: 'entries' };
    const entries = watched(audit.entries(runId, row.headSeq), amount, watch);
    return writeBundle(target, {
      instanceId: core.keys.instanceId,
      runId,
      exportedAt: row.updatedAt,
      privateKey: core.keys.privateKey,
      entries: map(entries, ({ body, hash }) => ({
        body: Buffer.from(body, 'utf8'),
        hash,
      })),
      openings: filter(
        audit.openings(runId),
        (opening) => named.commitments.has(opening.commitment) && !isErased(opening),
      ),
      checkpoints: map(audit.checkpoints(runId, row.headSeq), ({ text }) => text),
      evidence: [...named.evidence].map((digest) => ({ digest, path: core.evidence.path(digest) })),
      definition: Buffer.from(JSON.stringify(json), 'utf8'),
      state: Buffer.from(row.state, 'utf8'),
      inclusion: await this.tree.inclusion(runId, row.headSeq),
      ...(rows ? { handOver: handOverLines(rows) } : {}),
    });
  }

  private seal(
    runId: string,
    who: Who,
    handOver: { readonly reason: string } | undefined,
  ): Promise<StoredRun> {
    return this.core.commit(runId, null, (run) => {
      const builder = new TurnBuilder(this.core.env, run, who);
      const parts: EntryParts = handOver
        ? {
            kind: 'sealed',
            event: HANDED_OVER,
            note: { commitment: builder.commit('note', handOver.reason) },
          }
        : { kind: 'sealed', event: 'bundle.export' };
      const next = builder.finish(parts, { changes: false, seal: true });
      return {
        next: this.core.loaded(next, builder),
        addition: builder.addition,
        settle: () => next,
      };
    });
  }

  /** The rows beside the chain, as long as they are those of this head. */
  private async rowsAt({ id, headHash }: StoredRun['row']): Promise<HandOverRows> {
    const { audit, core } = this;
    const rows = await rowsOf(id, { store: core.store, rows: new RowStore(core.database), audit });
    const { stored } = await core.read(id);
    if (stored.row.headHash === headHash) return rows;
    throw new RequestError('run.conflict', {
      de: `${id}: Während der Übergabe wurde am Lauf gearbeitet. Wiederholen Sie den Befehl.`,
      en: `${id}: somebody worked on the run during the hand-over. Repeat the command.`,
    });
  }

  private async requireNobodyAtIt(runId: string): Promise<void> {
    const now = this.core.env.now().getTime();
    const started = await this.core.store.attempts({ runId, status: 'started' });
    const busy = started.find((a) => isHeld(a, now));
    if (!busy) return;
    throw new RequestError('handover.busy', {
      de: `${runId}: An ${busy.step} wird gerade gearbeitet. Warten Sie das Ergebnis ab, dann übergeben Sie.`,
      en: `${runId}: ${busy.step} is being worked on. Wait for the result, then hand over.`,
    });
  }

  /** What the entries name: only these openings and this evidence belong in the bundle. */
  private async named(
    runId: string,
    last: number,
  ): Promise<{ commitments: Set<string>; evidence: Set<string> }> {
    const commitments = new Set<string>();
    const evidence = new Set<string>();
    for await (const { seq, body } of this.audit.entries(runId, last)) {
      const entry = parseEntry(Buffer.from(body, 'utf8'), seq);
      for (const commitment of commitmentsOf(entry)) commitments.add(commitment);
      for (const { digest } of entry.evidence ?? []) evidence.add(digest);
      for (const digest of filesErasedIn(entry)) evidence.delete(digest);
    }
    return { commitments, evidence };
  }
}

async function* map<A, B>(items: AsyncIterable<A>, change: (item: A) => B): AsyncGenerator<B> {
  for await (const item of items) yield change(item);
}

async function* filter<A>(items: AsyncIterable<A>, keep: (item: A) => boolean): AsyncGenerator<A> {
  for await (const item of items) if (keep(item)) yield item;
}

import type { Reason } from '../core/outcome.js';
import { UmstiegError } from '../core/errors.js';
import type { TreeNote } from '../audit/tree-head.js';
import { AuditCheck } from './audit-check.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { TreeCheck } from './tree-check.js';
import type { Watch } from './watched.js';

export interface InstanceVerdict {
  readonly ok: boolean;
  readonly instance: string;
  /** Entries of all chains. */
  readonly entries: number;
  /** Merkle root over them, hex. */
  readonly root: string;
  readonly runs: number;
  /** `run` is null for what concerns the tree. */
  readonly findings: readonly (Reason & { readonly run: string | null })[];
}

/** Verifies everything this installation ever recorded: the tree over all chains, then chain by chain. */
export class InstanceCheck {
  constructor(private readonly core: EngineCore) {}

  /** @param kept a tree head printed earlier, which it must go on from */
  async verify(kept?: TreeNote, watch?: Watch): Promise<InstanceVerdict> {
    const tree = await new TreeCheck(this.core).verify(kept, watch);
    const findings: (Reason & { run: string | null })[] = tree.findings.map((reason) => ({
      ...{ ...reason, run: null },
    }));
    const runs = await this.core.store.list();
    for (const { id } of [{ id: INSTANCE }, ...runs]) {
      watch?.signal.throwIfAborted();
      for (const reason of await this.run(id)) findings.push({ ...reason, run: id });
    }
    return {
      ok: findings.length === 0,
      instance: this.core.keys.instanceId,
      entries: tree.size,
      root: tree.root,
      runs: runs.length,
      findings,
    };
  }

  private async run(id: string): Promise<readonly Reason[]> {
    try {
      return (await new AuditCheck(this.core).verify(id)).findings;
    } catch (error) {
      if (!(error instanceof UmstiegError)) throw error;
      return [{ code: error.code, text: error.text }];
    }
  }
}

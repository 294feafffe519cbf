import { finding } from '../audit/finding.js';
import { readKeyStatement } from '../audit/key-rotation.js';
import { appendLeaf, EMPTY_FRONTIER, rootOf, type Frontier } from '../audit/merkle.js';
import { signedBy } from '../audit/signed-note.js';
import { fingerprint } from '../audit/signing-key.js';
import type { TreeNote } from '../audit/tree-head.js';
import type { Reason } from '../core/outcome.js';
import { leafOf, TreeStore } from '../persistence/tree.store.js';
import type { EngineCore } from './engine-core.js';
import { watched, type Watch } from './watched.js';

export interface TreeVerdict {
  readonly size: number;
  readonly root: string;
  /** The first names what is missing or changed first. */
  readonly findings: readonly Reason[];
}

const MAX_FINDINGS = 100;

/**
 * Holds the tree over all chains against what is stored, and both against a head that was kept elsewhere: a run that was
 * deleted as a whole, or a tail that was cut, no longer gives the root of that head.
 */
export class TreeCheck {
  private readonly findings: Reason[] = [];
  private readonly damaged = new Set<string>();

  constructor(private readonly core: EngineCore) {}

  /** Everything is read as of one moment. @param kept a head printed earlier */
  verify(kept?: TreeNote, watch?: Watch): Promise<TreeVerdict> {
    return this.core.database.snapshot(async (reader) => {
      const store = new TreeStore(reader);
      if (kept && !this.isOurs(kept)) return { size: 0, root: '', findings: this.findings };
      let tree: Frontier = EMPTY_FRONTIER;
      let then: string | undefined;
      const [{ total = 0 } = {}] = await reader.query<{ total?: number }>(
        'SELECT count(*) AS total FROM tree_leaf',
      );
      for await (const leaf of watched(store.leaves(), { total, unit: 'entries' }, watch)) {
        const { position, chain, seq, hash, stored } = leaf;
        if (position !== tree.size + 1) {
          this.add('', finding('tree.leaf-missing', { position: tree.size + 1 }));
          break;
        }
        tree = appendLeaf(tree, leafOf(chain, hash));
        if (stored === null)
          this.add(chain, finding('tree.entry-missing', { chain, seq, position }));
        else if (stored !== hash)
          this.add(chain, finding('tree.entry-changed', { chain, seq, position }));
        if (tree.size === kept?.head.size) then = rootOf(tree);
      }
      const unlisted = await store.unlisted();
      if (unlisted) this.add(unlisted.chain, finding('tree.entry-unlisted', unlisted));
      if (kept) this.compare(kept, tree.size, then);
      return { size: tree.size, root: rootOf(tree), findings: this.findings };
    });
  }

  private isOurs(kept: TreeNote): boolean {
    const { instanceId: expected, publicKey, statements } = this.core.keys;
    const found = kept.head.instanceId;
    if (found !== expected) {
      this.findings.push(finding('tree.foreign', { expected, found }));
      return false;
    }
    for (const key of [publicKey, ...statements.map((text) => readKeyStatement(text).from)])
      if (signedBy(kept, key) === false)
        this.findings.push(finding('tree.head-signature', { signer: fingerprint(key) }));
    return true;
  }

  /** What the kept head says comes first: it stands for more than anything stored here. */
  private compare({ head: { size, root } }: TreeNote, found: number, then?: string): void {
    if (found < size) this.findings.unshift(finding('tree.cut', { size, found }));
    else if (then !== root) this.findings.unshift(finding('tree.rewritten', { size }));
  }

  /** The first of each chain: what follows in it is mostly the same damage. */
  private add(chain: string, reason: Reason): void {
    if (this.damaged.has(chain) || this.findings.length >= MAX_FINDINGS) return;
    this.damaged.add(chain);
    this.findings.push(reason);
  }
}

import { AuditError, finding } from '../audit/finding.js';
import { appendLeaf, EMPTY_FRONTIER, rootOf, type Frontier } from '../audit/merkle.js';
import {
  consistencyRanges,
  inclusionRanges,
  RangeHashes,
  type Range,
} from '../audit/merkle-proof.js';
import { fingerprint } from '../audit/signing-key.js';
import { consistencyText, inclusionText, signTreeHead, type TreeHead } from '../audit/tree-head.js';
import { TreeStore } from '../persistence/tree.store.js';
import { RequestError } from '../core/errors.js';
import type { EngineCore } from './engine-core.js';

/** A tree head as it is printed, kept and compared later. */
export interface PrintedHead extends TreeHead {
  /** Fingerprint of the key that signed. */
  readonly signer: string;
  /** Three lines, an empty one, the signature. */
  readonly text: string;
}

/** The tree over the entries of all chains of this installation: its signed head and its proofs (ADR 0028). */
export class InstanceTree {
  private readonly store: TreeStore;
  /** Leaves read so far: the tree only grows, so what was hashed once need not be hashed again. */
  private known: Frontier = EMPTY_FRONTIER;

  constructor(private readonly core: EngineCore) {
    this.store = new TreeStore(core.database);
  }

  /** The head over everything written so far, signed. @throws AuditError tree.leaf-missing */
  async head(): Promise<PrintedHead> {
    let grown = this.known;
    for await (const { position, hash } of this.store.hashes(grown.size)) {
      inOrder(position, grown.size);
      grown = appendLeaf(grown, hash);
    }
    if (grown.size > this.known.size) this.known = grown;
    return this.signed(grown.size, rootOf(grown));
  }

  /**
   * That an entry is in the tree (c2sp.org/tlog-proof), with the head it leads to.
   * @throws RequestError tree.entry-missing, AuditError tree.leaf-missing
   */
  async inclusion(chain: string, seq: number): Promise<string> {
    const position = await this.store.position(chain, seq);
    if (position === undefined) throw entryMissing(chain, seq);
    const index = position - 1;
    const { hashes, head } = await this.proof((size) => inclusionRanges(size, index));
    return inclusionText(index, hashes, head.text);
  }

  /**
   * That the tree goes on from its first `older` leaves (c2sp.org/tlog-witness) up to `newer` ones, all there are by default.
   * @throws RangeError when there are fewer, AuditError tree.leaf-missing
   */
  async consistency(older: number, newer?: number): Promise<string> {
    const { hashes, head } = await this.proof((size) => consistencyRanges(size, older), newer);
    return consistencyText(older, hashes, head.text);
  }

  /** One pass over the first `size` leaves, those of the head of this moment by default. */
  private async proof(rangesOf: (size: number) => Range[], newer?: number) {
    const size = newer ?? (await this.head()).size;
    const ranges = new RangeHashes(rangesOf(size));
    let tree: Frontier = EMPTY_FRONTIER;
    for await (const { position, hash } of this.store.hashes(0)) {
      inOrder(position, tree.size);
      ranges.accept(hash);
      tree = appendLeaf(tree, hash);
      if (tree.size === size) break;
    }
    return { hashes: ranges.hashes, head: this.signed(size, rootOf(tree)) };
  }

  private signed(size: number, root: string): PrintedHead {
    const { instanceId, privateKey } = this.core.keys;
    const head = { instanceId, size, root };
    const text = signTreeHead(privateKey, head);
    return { ...head, signer: fingerprint(privateKey), text };
  }
}

function entryMissing(chain: string, seq: number): RequestError {
  return new RequestError('tree.entry-missing', {
    de: `Der Baum über alle Einträge enthält Eintrag ${seq} von ${chain} nicht. Prüfen Sie das Protokoll, ob Einträge fehlen oder verändert wurden.`,
    en: `The tree over all entries does not hold entry ${seq} of ${chain}. Verify the audit trail to see whether entries are missing or were changed.`,
  });
}

function inOrder(position: number, before: number): void {
  if (position !== before + 1)
    throw new AuditError(finding('tree.leaf-missing', { position: before + 1 }));
}

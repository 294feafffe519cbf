import type { Reason } from '../core/outcome.js';
import { parseEntry, emptyHead, type AuditEntry, type ChainHead } from './entry.js';
import { AuditError, finding } from './finding.js';
import { appendLeaf, leafHash, rootOf } from './merkle.js';
import { classify, isOpen, peek, type Suspect, type TamperKind } from './tamper.js';

/** One stored entry. `seq` is the number it is filed under where that stands apart from the body. */
export interface ChainItem {
  readonly seq?: number;
  readonly body: Uint8Array;
  readonly hash: string;
}

/** What somebody knows of the chain from elsewhere: the run row, a checkpoint, an anchor. */
export interface Witness {
  /** How it is called in messages. */
  readonly name: string;
  readonly size: number;
  /** Hash of entry number `size`. */
  readonly head?: string;
  /** Merkle root over the first `size` entries, hex. */
  readonly root?: string;
  /** No entry may follow: true for the head in the run row. */
  readonly final?: boolean;
}

export interface ChainExpectation {
  /** The run every entry must belong to; without it the first entry decides. */
  readonly run?: string;
  readonly witnesses?: readonly Witness[];
  /** Called for each entry that stands in its right place. */
  readonly onEntry?: (entry: AuditEntry) => void;
}

export interface ChainFinding {
  readonly kind: TamperKind;
  /** Number of the first bad entry. */
  readonly seq: number;
  readonly reason: Reason;
}

export interface ChainReport {
  readonly ok: boolean;
  /** Entries read that stand in their right place, from the first. */
  readonly entries: number;
  /** Head after these; undefined when there are none. */
  readonly head: ChainHead | undefined;
  readonly first?: ChainFinding;
  /** What is allowed but worth knowing: a clock that went backwards (the first ten). */
  readonly notes: readonly Reason[];
}

const MAX_NOTES = 10;

/**
 * Follows a chain entry by entry and stops believing at the first that does not fit; what follows then only serves to say
 * what happened (deleted or reordered, edited or inserted). Memory does not grow with the chain.
 */
export class ChainWalk {
  private head: ChainHead | undefined;
  private suspect: Suspect | undefined;
  private lastAt = '';
  private readonly notes: Reason[] = [];
  private readonly witnesses: Witness[];

  constructor(private readonly expected: ChainExpectation = {}) {
    this.witnesses = [...(expected.witnesses ?? [])].sort((a, b) => a.size - b.size);
    if (expected.run !== undefined) this.head = emptyHead(expected.run);
  }

  /** The next entry in stored order. */
  accept(item: ChainItem): void {
    if (this.suspect) {
      if (isOpen(this.suspect)) this.suspect = classify(this.suspect, peek(item.body));
      return;
    }
    const seq = (this.head?.seq ?? 0) + 1;
    const hash = leafHash(item.body);
    try {
      if (hash !== item.hash) throw new AuditError(finding('audit.entry-edited', { seq }));
      const entry = parseEntry(item.body, seq);
      this.head ??= emptyHead(entry.run);
      this.suspect = this.misplaced(entry, item, hash);
      if (!this.suspect) this.take(entry, hash);
    } catch (error) {
      if (!(error instanceof AuditError)) throw error;
      this.suspect = this.unreadable(seq, error.reason);
    }
  }

  finish(): ChainReport {
    const first = this.suspect ?? this.missingTail();
    const entries = this.head?.seq ?? 0;
    const head = entries > 0 ? this.head : undefined;
    const report = { ok: first === undefined, entries, head, notes: this.notes };
    if (!first) return report;
    return { ...report, first: { kind: first.kind, seq: first.seq, reason: first.reason } };
  }

  private unreadable(seq: number, reason: Reason): Suspect {
    const prev = this.head?.hash;
    const kinds: Record<string, TamperKind> = {
      'audit.entry-edited': 'edited',
      'audit.entry-not-canonical': 'non-canonical',
      'audit.unknown-version': 'unknown-version',
    };
    return { kind: kinds[reason.code] ?? 'malformed', seq, reason, open: 'next', place: seq, prev };
  }

  private misplaced(entry: AuditEntry, item: ChainItem, hash: string): Suspect | undefined {
    const { run, seq: last, hash: prev } = this.head ?? emptyHead(entry.run);
    const seq = last + 1;
    const found = entry.seq;
    if (entry.run !== run) {
      const reason = finding('audit.foreign-run', { seq, expected: run, found: entry.run });
      return { kind: 'foreign-run', seq, reason, open: 'no' };
    }
    if (found > seq) {
      const reason = finding('audit.entry-deleted', { seq, before: last, after: found });
      return { kind: 'deleted', seq, reason, open: 'rest', place: seq, found };
    }
    if (found < seq) {
      // two different entries with one number and one predecessor: a forged one stands beside the true one
      if (found === last && hash !== prev) return inserted(last);
      return { kind: 'duplicate', seq, reason: finding('audit.entry-duplicate', { seq, found }) };
    }
    if (entry.prev !== prev) {
      const blamed = Math.max(last, 1);
      const reason = finding('audit.entry-relinked', { seq: blamed });
      return { kind: 'edited', seq: blamed, reason, open: 'link', place: seq, hash };
    }
    if (item.seq !== undefined && item.seq !== seq) {
      const reason = finding('audit.entry-reordered', { seq: item.seq, found });
      return { kind: 'reordered', seq, reason };
    }
    return undefined;
  }

  private take(entry: AuditEntry, hash: string): void {
    const before = this.head ?? emptyHead(entry.run);
    const frontier = appendLeaf(before.frontier, hash);
    const head = { run: entry.run, seq: entry.seq, hash, frontier };
    this.suspect = this.contradicted(head, before.hash) ?? this.beyondFinal(head);
    if (this.suspect) return;
    this.head = head;
    if (entry.at < this.lastAt && this.notes.length < MAX_NOTES) {
      this.notes.push(finding('audit.clock-backwards', { seq: entry.seq }));
    }
    this.lastAt = entry.at;
    this.expected.onEntry?.(entry);
  }

  /** A witness vouches for other first entries than the chain shows. */
  private contradicted(head: ChainHead, prev: string): Suspect | undefined {
    const here = this.witnesses.filter((witness) => witness.size === head.seq);
    if (here.length === 0) return undefined;
    const root = rootOf(head.frontier);
    const against = here.find(
      (w) => (w.head ?? head.hash) !== head.hash || (w.root ?? root) !== root,
    );
    if (!against) return undefined;
    const agreed = this.witnesses.filter((w) => w.size < head.seq).at(-1)?.size ?? 0;
    const seq = agreed + 1;
    const filling = { seq, size: against.size, witness: against.name };
    const reason = finding('audit.history-rewritten', filling);
    return { kind: 'rewritten', seq, reason, open: 'next', place: head.seq, prev };
  }

  private beyondFinal(head: ChainHead): Suspect | undefined {
    const final = this.witnesses.find((witness) => witness.final && witness.size < head.seq);
    if (!final) return undefined;
    const seq = final.size + 1;
    const reason = finding('audit.tail-added', { seq, size: final.size, witness: final.name });
    return { kind: 'inserted', seq, reason };
  }

  private missingTail(): Suspect | undefined {
    const last = this.head?.seq ?? 0;
    const furthest = this.witnesses.at(-1);
    if (!furthest || furthest.size <= last) return undefined;
    const filling = { last, size: furthest.size, witness: furthest.name };
    return { kind: 'cut-tail', seq: last + 1, reason: finding('audit.tail-cut', filling) };
  }
}

/**
 * Verifies a chain in stored order and names the first bad entry.
 *
 * @param items entries in the order of their numbers, read as a stream
 * @param expected run, head of the run row, checkpoints, anchors
 */
export async function verifyChain(
  items: AsyncIterable<ChainItem> | Iterable<ChainItem>,
  expected: ChainExpectation = {},
): Promise<ChainReport> {
  const walk = new ChainWalk(expected);
  for await (const item of items) walk.accept(item);
  return walk.finish();
}

function inserted(seq: number): Suspect {
  return { kind: 'inserted', seq, reason: finding('audit.entry-inserted', { seq }) };
}

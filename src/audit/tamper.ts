import type { Reason } from '../core/outcome.js';
import { finding } from './finding.js';

export type TamperKind =
  | 'edited'
  | 'deleted'
  | 'inserted'
  | 'reordered'
  | 'duplicate'
  | 'cut-tail'
  | 'rewritten'
  | 'foreign-run'
  | 'non-canonical'
  | 'unknown-version'
  | 'malformed';

/** The first entry that did not fit, and which later entries can still tell more about it. */
export interface Suspect {
  readonly kind: TamperKind;
  readonly seq: number;
  readonly reason: Reason;
  /** `next`: was it put before the true one? `rest`: does the missing one come later? `link`: which of two neighbors? */
  readonly open?: 'no' | 'next' | 'rest' | 'link';
  /** Number expected where the suspect stood. */
  readonly place?: number;
  /** Number found there. */
  readonly found?: number;
  /** Hash of the entry before the suspect. */
  readonly prev?: string | undefined;
  /** Hash of the suspect. */
  readonly hash?: string;
}

/** Number and predecessor of an entry read without any trust, for the diagnosis only. */
export interface Glimpse {
  readonly seq?: number;
  readonly prev?: string;
}

export function peek(body: Uint8Array): Glimpse {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    if (typeof value !== 'object' || value === null) return {};
    const seq = 'seq' in value && typeof value.seq === 'number' ? value.seq : undefined;
    const prev = 'prev' in value && typeof value.prev === 'string' ? value.prev : undefined;
    return { ...(seq === undefined ? {} : { seq }), ...(prev === undefined ? {} : { prev }) };
  } catch {
    return {};
  }
}

/** Whether later entries can still change the diagnosis. */
export function isOpen(suspect: Suspect): boolean {
  return suspect.open !== undefined && suspect.open !== 'no';
}

/** What the next entry in stored order adds to the diagnosis. */
export function classify(suspect: Suspect, next: Glimpse): Suspect {
  const { open, place } = suspect;
  if (open === undefined || open === 'no' || place === undefined) return suspect;
  if (open === 'rest') {
    if (next.seq !== place) return suspect;
    const reason = finding('audit.entry-reordered', { seq: place, found: suspect.found ?? 0 });
    return { ...suspect, kind: 'reordered', reason, open: 'no' };
  }
  if (next.seq === place && (open === 'link' || next.prev === suspect.prev)) {
    const reason = finding('audit.entry-inserted', { seq: place });
    return { ...suspect, kind: 'inserted', seq: place, reason, open: 'no' };
  }
  if (open === 'link' && next.prev !== suspect.hash) {
    // neither neighbor knows it: the entry itself, not its predecessor, was changed
    const reason = finding('audit.entry-relinked', { seq: place });
    return { ...suspect, seq: place, reason, open: 'no' };
  }
  return { ...suspect, open: 'no' };
}

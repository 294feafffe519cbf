import type { KeyObject } from 'node:crypto';
import type { Reason } from '../core/outcome.js';
import { parseEntry, type AuditEntry } from './entry.js';
import { AuditError, finding } from './finding.js';
import { KEY_ROTATED, leadsOn } from './key-rotation.js';
import { fingerprint, keyOfRaw, rawPublicKey, strictBase64 } from './signing-key.js';

/** Entries that record that a run went from one installation to another. */
export const HANDED_OVER = 'handover.exported';
export const TAKEN_IN = 'handover.imported';

/** An installation and the key that seals there. */
export interface Signer {
  readonly instance: string;
  readonly key: KeyObject;
}

/** What the entry says that took a run in, or that records a new key: from entry `seq` on, `to` seals what `from` sealed before. */
export interface HandOver {
  readonly seq: number;
  readonly from: Signer;
  readonly to: Signer;
  /** The same installation changed its key; `forged`: not every key before signed the next one. */
  readonly rotation?: 'signed' | 'forged';
}

/** Who sealed which entries. */
export interface SignerSpan {
  readonly instance: string;
  readonly fingerprint: string;
  readonly from: number;
  /** Null while this one still seals. */
  readonly to: number | null;
}

/** The `inputs` of the entry that takes a run in. */
export function takenInInputs(from: Signer, to: Signer): Record<string, string> {
  const raw = (key: KeyObject) => rawPublicKey(key).toString('base64');
  return {
    fromInstance: from.instance,
    fromKey: raw(from.key),
    toInstance: to.instance,
    toKey: raw(to.key),
  };
}

/**
 * The hand-over an entry records; undefined when it records none.
 * @throws AuditError audit.handover-broken when it names no usable keys
 */
export function handOverOf({ event, kind, inputs, seq }: AuditEntry): HandOver | undefined {
  if ((event !== TAKEN_IN && event !== KEY_ROTATED) || kind !== 'event') return undefined;
  const signer = (side: 'from' | 'to'): Signer => {
    const [instance, text] = [inputs?.[`${side}Instance`], inputs?.[`${side}Key`]];
    const raw = typeof text === 'string' ? strictBase64(text) : undefined;
    if (typeof instance !== 'string' || raw?.length !== 32)
      throw new AuditError(finding('audit.handover-broken', { seq }));
    return { instance, key: keyOfRaw(raw) };
  };
  const [from, to] = [signer('from'), signer('to')];
  if (event === TAKEN_IN) return { seq, from, to };
  const isSigned =
    from.instance === to.instance &&
    leadsOn(inputs?.['statements'], { instance: to.instance, from: from.key, to: to.key });
  return { seq, from, to, rotation: isSigned ? 'signed' : 'forged' };
}

/** The same from stored bytes that nobody has verified yet: what cannot be read is left to the walk along the chain. */
export function peekHandOver(body: Buffer): HandOver | undefined {
  if (![TAKEN_IN, KEY_ROTATED].some((event) => body.includes(`"event":"${event}"`)))
    return undefined;
  try {
    return handOverOf(parseEntry(body, 0));
  } catch (error) {
    if (error instanceof AuditError) return undefined;
    throw error;
  }
}

/** Whose seal each entry of a run bears: the first installation's up to a hand-over, the next one's from it on. */
export class SignerLine {
  /** The line does not lead to the last signer. */
  readonly broken: Reason | undefined;

  constructor(
    private readonly last: Signer,
    private readonly handOvers: readonly HandOver[],
  ) {
    const after = [...handOvers.slice(1).map(({ from }) => from), last];
    const at = handOvers.findIndex(({ to }, i) => !same(to, after[i]));
    const forged = handOvers.find(({ rotation }) => rotation === 'forged');
    if (at >= 0) this.broken = finding('audit.handover-broken', { seq: handOvers[at]?.seq ?? 0 });
    if (forged) this.broken = finding('audit.rotation-forged', { seq: forged.seq });
  }

  /** Fingerprints of the last key and of those that lead on to it, each having signed the next: who knows one of them knows it. */
  get trusted(): string[] {
    const keys = [fingerprint(this.last.key)];
    for (const { from, rotation } of this.handOvers.toReversed()) {
      if (rotation !== 'signed') break;
      keys.push(fingerprint(from.key));
    }
    return keys;
  }

  /** Who must have sealed the first `size` entries. */
  at(size: number): Signer {
    return this.handOvers.find(({ seq }) => size < seq)?.from ?? this.last;
  }

  get spans(): SignerSpan[] {
    const ends = [...this.handOvers.map(({ seq }) => seq - 1), null];
    const starts = [1, ...this.handOvers.map(({ seq }) => seq)];
    const signers = [...this.handOvers.map(({ from }) => from), this.last];
    return signers.map(({ instance, key }, i) => ({
      instance,
      fingerprint: fingerprint(key),
      from: starts[i] ?? 1,
      to: ends[i] ?? null,
    }));
  }
}

function same(a: Signer, b: Signer | undefined): boolean {
  return a.instance === b?.instance && fingerprint(a.key) === fingerprint(b.key);
}

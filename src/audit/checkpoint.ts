import type { KeyObject } from 'node:crypto';
import { HEX_64 } from './commitment.js';
import { ID, type ChainHead } from './entry.js';
import { AuditError, finding } from './finding.js';
import { rootOf } from './merkle.js';
import {
  malformed,
  readKeptNote,
  readNote,
  signedBy,
  signNote,
  sizeAndRoot,
  type SignedText,
} from './signed-note.js';
import { fingerprint } from './signing-key.js';

const HEAD_LINE = 'head ';

/** What a checkpoint says: the first `size` entries of a run, in one root. */
export interface Checkpoint {
  readonly instanceId: string;
  readonly runId: string;
  readonly size: number;
  /** Merkle root, 64 hex characters. */
  readonly root: string;
  /** Hash of entry number `size`; an anchor of three lines has none. */
  readonly head?: string;
}

export interface Note extends SignedText {
  readonly checkpoint: Checkpoint;
}

/**
 * Seals the first `head.seq` entries: a C2SP signed note. Needs nothing but the head; no entry is read again.
 *
 * @throws RangeError for an empty chain, another kind of key, or an instance id with other characters than `A-Za-z0-9._-`
 */
export function sealCheckpoint(privateKey: KeyObject, instanceId: string, head: ChainHead): string {
  if (!ID.test(instanceId)) throw new RangeError(`instance id: expected ${ID}, got ${instanceId}`);
  if (head.seq < 1) throw new RangeError('a chain without entries cannot be sealed');
  const text = noteText({
    instanceId,
    runId: head.run,
    size: head.seq,
    root: rootOf(head.frontier),
    head: head.hash,
  });
  return signNote([privateKey], text);
}

/**
 * Reads a checkpoint and verifies that the key signed it. Lines of other keys (witnesses) are ignored.
 *
 * @throws AuditError with the reason `audit.checkpoint-malformed` or `audit.checkpoint-signature`
 */
export function verifyCheckpoint(
  text: string,
  publicKey: KeyObject,
): Checkpoint & { readonly head: string } {
  const note = parseNote(text);
  const { head } = note.checkpoint;
  if (head === undefined) throw malformed('no head line');
  if (signedBy(note, publicKey) !== true) {
    throw new AuditError(finding('audit.checkpoint-signature', { signer: fingerprint(publicKey) }));
  }
  return { ...note.checkpoint, head };
}

/**
 * Reads a checkpoint byte for byte, without verifying its signature.
 *
 * @throws AuditError with the reason `audit.checkpoint-malformed`
 */
export function parseNote(text: string): Note {
  const note = readNote(text);
  return { checkpoint: parseBody(note.text), ...note };
}

/**
 * Reads a checkpoint that came back from a mail or a print-out: what {@link readKeptNote} forgives is forgiven, and the head
 * line may be missing.
 *
 * @throws AuditError with the reason `audit.checkpoint-malformed`
 */
export function parseAnchor(text: string): Note {
  const note = readKeptNote(text);
  return { checkpoint: parseBody(note.text), ...note };
}

function parseBody(body: string): Checkpoint {
  const [origin = '', size = '', root = '', head, ...rest] = body.slice(0, -1).split('\n');
  const [product, instanceId = '', runId = '', ...more] = origin.split('/');
  if (product !== 'umstieg' || more.length > 0 || !ID.test(instanceId) || !ID.test(runId)) {
    throw malformed('line 1 is not umstieg/INSTANCE/RUN');
  }
  const said = { instanceId, runId, ...sizeAndRoot(size, root) };
  if (head === undefined) return said;
  const hash = head.startsWith(HEAD_LINE) ? head.slice(HEAD_LINE.length) : '';
  if (!HEX_64.test(hash)) throw malformed('line 4 is not "head" and 64 hex characters');
  if (rest.length > 0) throw malformed('more than four lines');
  return { ...said, head: hash };
}

function noteText(c: Checkpoint & { readonly head: string }): string {
  const root = Buffer.from(c.root, 'hex').toString('base64');
  return `umstieg/${c.instanceId}/${c.runId}\n${c.size}\n${root}\n${HEAD_LINE}${c.head}\n`;
}

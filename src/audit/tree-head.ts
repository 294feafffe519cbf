import type { KeyObject } from 'node:crypto';
import { ID } from './entry.js';
import {
  malformed,
  readKeptNote,
  readNote,
  signNote,
  sizeAndRoot,
  type SignedText,
} from './signed-note.js';
import { strictBase64 } from './signing-key.js';

/** What a tree head says: the first `size` leaves of the tree over all runs of an installation, in one root (ADR 0028). */
export interface TreeHead {
  readonly instanceId: string;
  readonly size: number;
  /** Merkle root, 64 hex characters. */
  readonly root: string;
}

export interface TreeNote extends SignedText {
  readonly head: TreeHead;
}

/** A proof as C2SP writes it: hashes from the leaf up, and the signed tree head they lead to. */
export interface Proof {
  /** Index of the leaf (inclusion) or size of the older tree (consistency). */
  readonly at: number;
  /** 64 hex characters each. */
  readonly hashes: readonly string[];
  readonly note: TreeNote;
}

const INCLUSION = 'c2sp.org/tlog-proof@v1';
const MAX_HASHES = 63;

/**
 * The signed tree head: three lines, an empty one and the signature (c2sp.org/tlog-checkpoint).
 *
 * @throws RangeError for an empty tree, another kind of key, or an instance id with other characters than `A-Za-z0-9._-`
 */
export function signTreeHead(privateKey: KeyObject, { instanceId, size, root }: TreeHead): string {
  if (!ID.test(instanceId)) throw new RangeError(`instance id: expected ${ID}, got ${instanceId}`);
  if (size < 1) throw new RangeError('a tree without leaves has no head');
  const text = `umstieg/${instanceId}\n${size}\n${Buffer.from(root, 'hex').toString('base64')}\n`;
  return signNote([privateKey], text);
}

/** Byte for byte, without verifying the signature. @throws AuditError `audit.checkpoint-malformed` */
export function parseTreeHead(text: string): TreeNote {
  const note = readNote(text);
  return { head: parseBody(note.text), ...note };
}

/** As it came back from a mail or a print-out. @throws AuditError `audit.checkpoint-malformed` */
export function parseKeptTreeHead(text: string): TreeNote {
  const note = readKeptNote(text);
  return { head: parseBody(note.text), ...note };
}

/** Whether a kept text begins like a tree head and not like the checkpoint of one run. */
export function looksLikeTreeHead(text: string): boolean {
  return /^\uFEFF?\s*umstieg\/[^/\s]+\s*[\r\n]/.test(text);
}

function parseBody(body: string): TreeHead {
  const [origin = '', size = '', root = '', ...rest] = body.slice(0, -1).split('\n');
  const [product, instanceId = '', ...more] = origin.split('/');
  if (product !== 'umstieg' || more.length > 0 || !ID.test(instanceId))
    throw malformed('line 1 is not umstieg/INSTANCE');
  if (rest.length > 0) throw malformed('more than three lines');
  return { instanceId, ...sizeAndRoot(size, root) };
}

/** That a leaf is in the tree: the file format of c2sp.org/tlog-proof. */
export function inclusionText(index: number, hashes: readonly string[], note: string): string {
  return `${INCLUSION}\nindex ${index}\n${lines(hashes)}\n${note}`;
}

/** That the newer tree goes on from the older one: the request format of c2sp.org/tlog-witness. */
export function consistencyText(older: number, hashes: readonly string[], note: string): string {
  return `old ${older}\n${lines(hashes)}\n${note}`;
}

/** @throws AuditError `audit.checkpoint-malformed` */
export function parseInclusion(text: string): Proof {
  const start = `${INCLUSION}\n`;
  if (!text.startsWith(start)) throw malformed(`line 1 is not ${INCLUSION}`);
  return parseProof(text.slice(start.length), /^index (0|[1-9]\d{0,14})$/);
}

/** @throws AuditError `audit.checkpoint-malformed` */
export function parseConsistency(text: string): Proof {
  return parseProof(text, /^old ([1-9]\d{0,14})$/);
}

function parseProof(text: string, first: RegExp): Proof {
  const end = text.indexOf('\n\n');
  const [line = '', ...hashes] = text.slice(0, Math.max(end, 0)).split('\n');
  const at = first.exec(line)?.[1];
  if (end < 0 || at === undefined) throw malformed(`no line ${first.source}`);
  const bytes = hashes.map((hash) => strictBase64(hash));
  if (bytes.length > MAX_HASHES || bytes.some((hash) => hash?.length !== 32))
    throw malformed(`not up to ${MAX_HASHES} lines with the base64 of 32 bytes`);
  return {
    at: Number(at),
    hashes: bytes.map((hash) => hash?.toString('hex') ?? ''),
    note: parseTreeHead(text.slice(end + 2)),
  };
}

function lines(hashes: readonly string[]): string {
  return hashes.map((hash) => `${Buffer.from(hash, 'hex').toString('base64')}\n`).join('');
}

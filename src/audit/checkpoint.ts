import { createHash, type KeyObject } from 'node:crypto';
import { HEX_64 } from './commitment.js';
import { ID, type ChainHead } from './entry.js';
import { AuditError, finding } from './finding.js';
import { rootOf } from './merkle.js';
import { fingerprint, rawPublicKey, signBytes, strictBase64, verifyBytes } from './signing-key.js';

const MARK = '— ';
const HEAD_LINE = 'head ';
const MAX_SIGNATURES = 16;
const ED25519_NOTE_TYPE = Buffer.from([0x0a, 0x01]);

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

export interface SignatureLine {
  /** Key name; ours are the fingerprint of the key. */
  readonly name: string;
  /** Key ID (4 bytes) and signature (64 bytes). */
  readonly blob: Buffer;
}

export interface Note {
  readonly checkpoint: Checkpoint;
  /** The signed text, with its last line break. */
  readonly text: string;
  readonly signatures: readonly SignatureLine[];
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
  const signature = signBytes(privateKey, Buffer.from(text, 'utf8'));
  const blob = Buffer.concat([keyId(privateKey), signature]).toString('base64');
  return `${text}\n${MARK}${fingerprint(privateKey)} ${blob}\n`;
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

/** Whether the key signed: true, false (its line does not verify), undefined (no line of this key). */
export function signedBy(note: Note, publicKey: KeyObject): boolean | undefined {
  const name = fingerprint(publicKey);
  const id = keyId(publicKey);
  const lines = note.signatures.filter(
    (line) => line.name === name && line.blob.subarray(0, 4).equals(id),
  );
  if (lines.length === 0) return undefined;
  const bytes = Buffer.from(note.text, 'utf8');
  return lines.every((line) => verifyBytes(publicKey, bytes, line.blob.subarray(4)));
}

/**
 * Reads a checkpoint byte for byte, without verifying its signature.
 *
 * @throws AuditError with the reason `audit.checkpoint-malformed`
 */
export function parseNote(text: string): Note {
  const end = text.lastIndexOf('\n\n');
  if (end < 0 || !text.endsWith('\n')) throw malformed('no blank line or no line break at the end');
  const lines = text.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformed(`more than ${MAX_SIGNATURES} signatures`);
  const body = text.slice(0, end + 1);
  return { checkpoint: parseBody(body), text: body, signatures: lines.map(signatureLine) };
}

/**
 * Reads a checkpoint that came back from a mail or a print-out: other line ends, blanks at the ends of lines and blank lines
 * around it are forgiven; signature lines and the head line may be missing.
 *
 * @throws AuditError with the reason `audit.checkpoint-malformed`
 */
export function parseAnchor(text: string): Note {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const signatures = lines.filter((line) => line.startsWith(MARK)).slice(0, MAX_SIGNATURES);
  const body = `${lines.filter((line) => !line.startsWith(MARK)).join('\n')}\n`;
  return { checkpoint: parseBody(body), text: body, signatures: signatures.map(signatureLine) };
}

function parseBody(body: string): Checkpoint {
  const [origin = '', size = '', root = '', head, ...rest] = body.slice(0, -1).split('\n');
  const [product, instanceId = '', runId = '', ...more] = origin.split('/');
  if (product !== 'umstieg' || more.length > 0 || !ID.test(instanceId) || !ID.test(runId)) {
    throw malformed('line 1 is not umstieg/INSTANCE/RUN');
  }
  if (!/^[1-9]\d{0,14}$/.test(size)) throw malformed('line 2 is not a number of entries');
  const rootBytes = strictBase64(root);
  if (rootBytes?.length !== 32) throw malformed('line 3 is not the base64 of 32 bytes');
  const said = { instanceId, runId, size: Number(size), root: rootBytes.toString('hex') };
  if (head === undefined) return said;
  const hash = head.startsWith(HEAD_LINE) ? head.slice(HEAD_LINE.length) : '';
  if (!HEX_64.test(hash)) throw malformed('line 4 is not "head" and 64 hex characters');
  if (rest.length > 0) throw malformed('more than four lines');
  return { ...said, head: hash };
}

function signatureLine(line: string): SignatureLine {
  const match = /^— ([^\s+]{1,200}) ([A-Za-z0-9+/=]{8,8000})$/.exec(line);
  const blob = strictBase64(match?.[2] ?? '');
  if (!match?.[1] || !blob || blob.length < 5) throw malformed('a signature line is unreadable');
  return { name: match[1], blob };
}

function noteText(c: Checkpoint & { readonly head: string }): string {
  const root = Buffer.from(c.root, 'hex').toString('base64');
  return `umstieg/${c.instanceId}/${c.runId}\n${c.size}\n${root}\n${HEAD_LINE}${c.head}\n`;
}

/** First four bytes of SHA-256(key name, LF, 0x01, 32 key bytes): C2SP signed-note. */
function keyId(key: KeyObject): Buffer {
  const raw = rawPublicKey(key);
  const name = fingerprint(key);
  return createHash('sha256')
    .update(name)
    .update(ED25519_NOTE_TYPE)
    .update(raw)
    .digest()
    .subarray(0, 4);
}

function malformed(what: string): AuditError {
  return new AuditError(finding('audit.checkpoint-malformed', { what }));
}

import { createHash, type KeyObject } from 'node:crypto';
import { AuditError, finding } from './finding.js';
import { fingerprint, rawPublicKey, signBytes, strictBase64, verifyBytes } from './signing-key.js';

const MARK = '— ';
const MAX_SIGNATURES = 16;
const ED25519_NOTE_TYPE = Buffer.from([0x0a, 0x01]);

export interface SignatureLine {
  /** Key name; ours are the fingerprint of the key. */
  readonly name: string;
  /** Key ID (4 bytes) and signature (64 bytes). */
  readonly blob: Buffer;
}

/** A C2SP signed note (c2sp.org/signed-note) as far as it can be read without knowing what it says. */
export interface SignedText {
  /** The signed text, with its last line break. */
  readonly text: string;
  readonly signatures: readonly SignatureLine[];
}

/** @throws RangeError for another kind of key */
export function signNote(privateKeys: readonly KeyObject[], text: string): string {
  const lines = privateKeys.map((key) => {
    const signature = signBytes(key, Buffer.from(text, 'utf8'));
    const blob = Buffer.concat([keyId(key), signature]).toString('base64');
    return `${MARK}${fingerprint(key)} ${blob}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** Whether the key signed: true, false (its line does not verify), undefined (no line of this key). */
export function signedBy(note: SignedText, publicKey: KeyObject): boolean | undefined {
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
 * Takes a note apart byte for byte.
 *
 * @throws AuditError with the reason `audit.checkpoint-malformed`
 */
export function readNote(text: string): SignedText {
  const end = text.lastIndexOf('\n\n');
  if (end < 0 || !text.endsWith('\n')) throw malformed('no blank line or no line break at the end');
  const lines = text.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw malformed(`more than ${MAX_SIGNATURES} signatures`);
  return { text: text.slice(0, end + 1), signatures: lines.map(signatureLine) };
}

/**
 * Takes a note apart that came back from a mail or a print-out: other line ends, blanks at the ends of lines and blank lines
 * around it are forgiven; signature lines may be missing.
 *
 * @throws AuditError with the reason `audit.checkpoint-malformed`
 */
export function readKeptNote(text: string): SignedText {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const signatures = lines.filter((line) => line.startsWith(MARK)).slice(0, MAX_SIGNATURES);
  const body = `${lines.filter((line) => !line.startsWith(MARK)).join('\n')}\n`;
  return { text: body, signatures: signatures.map(signatureLine) };
}

/** Lines 2 and 3 of every checkpoint: how many leaves, and the root over them. */
export function sizeAndRoot(size: string, root: string): { size: number; root: string } {
  if (!/^[1-9]\d{0,14}$/.test(size)) throw malformed('line 2 is not a number of entries');
  const bytes = strictBase64(root);
  if (bytes?.length !== 32) throw malformed('line 3 is not the base64 of 32 bytes');
  return { size: Number(size), root: bytes.toString('hex') };
}

export function malformed(what: string): AuditError {
  return new AuditError(finding('audit.checkpoint-malformed', { what }));
}

function signatureLine(line: string): SignatureLine {
  const match = /^— ([^\s+]{1,200}) ([A-Za-z0-9+/=]{8,8000})$/.exec(line);
  const blob = strictBase64(match?.[2] ?? '');
  if (!match?.[1] || !blob || blob.length < 5) throw malformed('a signature line is unreadable');
  return { name: match[1], blob };
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

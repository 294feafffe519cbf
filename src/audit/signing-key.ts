import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** DER of SubjectPublicKeyInfo for Ed25519 (RFC 8410) up to the 32 key bytes. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_BYTES = 64;
/** A key never changes; telling its bytes costs as much as a signature. */
const RAW = new WeakMap<KeyObject, Buffer>();

/**
 * The 32 bytes of an Ed25519 public key.
 *
 * @param key public or private key
 * @throws RangeError for every other kind of key
 */
export function rawPublicKey(key: KeyObject): Buffer {
  const known = RAW.get(key);
  if (known) return Buffer.from(known);
  const raw = exported(key);
  RAW.set(key, raw);
  return Buffer.from(raw);
}

function exported(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  if (publicKey.asymmetricKeyType !== 'ed25519') {
    throw new RangeError(`expected an Ed25519 key, got ${publicKey.asymmetricKeyType ?? key.type}`);
  }
  return publicKey.export({ type: 'spki', format: 'der' }).subarray(SPKI_PREFIX.length);
}

/** The public key of 32 bytes as {@link rawPublicKey} gives them. */
export function keyOfRaw(raw: Buffer): KeyObject {
  return createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, raw]),
    format: 'der',
    type: 'spki',
  });
}

/** How a key is named towards people: SHA-256 of its 32 public bytes, 64 lower-case hex characters. */
export function fingerprint(key: KeyObject): string {
  return createHash('sha256').update(rawPublicKey(key)).digest('hex');
}

/** A fingerprint as people copy it: without blanks and colons, in lower case. */
export function normalizeFingerprint(text: string): string {
  return text.replace(/[\s:]/g, '').toLowerCase();
}

/** Whether a text is a whole fingerprint, as people may write it. */
export function isFingerprint(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(normalizeFingerprint(text));
}

/** PEM of the public key as it lies in a bundle: three lines, LF. */
export function publicPem(key: KeyObject): string {
  const der = Buffer.concat([SPKI_PREFIX, rawPublicKey(key)]);
  return `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`;
}

/** The key of a PEM that is exactly what {@link publicPem} writes, else undefined. */
export function parsePublicPem(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: text, format: 'pem' });
    return publicPem(key) === text ? key : undefined;
  } catch {
    return undefined;
  }
}

export function signBytes(privateKey: KeyObject, bytes: Uint8Array): Buffer {
  rawPublicKey(privateKey);
  return sign(null, bytes, privateKey);
}

export function verifyBytes(publicKey: KeyObject, bytes: Uint8Array, signature: Buffer): boolean {
  return signature.length === SIGNATURE_BYTES && verify(null, bytes, publicKey, signature);
}

/** Bytes of standard base64 with padding and no other spelling, else undefined. */
export function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

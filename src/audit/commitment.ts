import { createHash } from 'node:crypto';
import { canonicalText, isRecord, parseCanonical, type Json } from './canonical-json.js';

const DOMAIN = Buffer.from('umstieg:commitment:v1\0', 'utf8');
const SALT_BYTES = 32;
export const HEX_64 = /^[0-9a-f]{64}$/;

/** What opens a commitment: kept apart from the entries and erasable without touching them. */
export interface Opening {
  /** 64 hex characters. */
  readonly commitment: string;
  /** 64 hex characters, a fresh 32 random bytes for each field. */
  readonly salt: string;
  /** RFC 8785 text of the value. */
  readonly value: string;
}

/**
 * Commits to a value without showing it: SHA-256("umstieg:commitment:v1" NUL salt canonical(value)).
 *
 * @param value string or any JSON value
 * @param salt 32 random bytes from the caller, never used twice
 * @throws RequestError `input.invalid` when the value is not JSON, RangeError when the salt has another length
 */
export function commit(value: Json, salt: Buffer): { commitment: string; opening: Opening } {
  if (salt.length !== SALT_BYTES) {
    throw new RangeError(`salt: expected ${SALT_BYTES} bytes, got ${salt.length}`);
  }
  const text = canonicalText(value);
  const commitment = commitmentOf(salt, text);
  return { commitment, opening: { commitment, salt: salt.toString('hex'), value: text } };
}

/** Whether value and salt give the commitment, and all three have their prescribed form. */
export function verifyOpening(opening: Opening): boolean {
  const { commitment, salt, value } = opening;
  if (!HEX_64.test(commitment) || !HEX_64.test(salt)) return false;
  try {
    parseCanonical(Buffer.from(value, 'utf8'));
  } catch {
    return false;
  }
  return commitmentOf(Buffer.from(salt, 'hex'), value) === commitment;
}

/** What is left of an opening in the database when it was erased; in a bundle its line is gone. */
export function isErased(opening: Opening): boolean {
  return opening.salt === '' && opening.value === '';
}

/** The shape of an opening: exactly the three texts. */
export function isOpening(value: unknown): value is Opening & Record<string, string> {
  return (
    isRecord(value) &&
    Object.keys(value).sort().join() === 'commitment,salt,value' &&
    Object.values(value).every((member) => typeof member === 'string')
  );
}

function commitmentOf(salt: Buffer, canonicalValue: string): string {
  return createHash('sha256').update(DOMAIN).update(salt).update(canonicalValue).digest('hex');
}

import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, base64url. Whoever holds it is believed; it is shown once and stored nowhere. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: SHA-256, hex. A random token needs no salt and no slow hash. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

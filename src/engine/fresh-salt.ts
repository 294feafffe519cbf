import { randomFillSync } from 'node:crypto';

const SALT_BYTES = 32;
const AT_ONCE = 128;

let pool = Buffer.alloc(0);

/** 32 random bytes, never given twice. Fetched many at a time: every trip to the generator has its price. */
export function freshSalt(): Buffer {
  if (pool.length === 0) pool = randomFillSync(Buffer.allocUnsafeSlow(SALT_BYTES * AT_ONCE));
  const salt = pool.subarray(0, SALT_BYTES);
  pool = pool.subarray(SALT_BYTES);
  return salt;
}

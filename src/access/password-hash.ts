import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { RequestError } from '../core/errors.js';
import { normalizePassword } from './password-rules.js';

/** log2 of N, and r and p of scrypt (RFC 7914). */
export interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** N = 2^17, r = 8, p = 1: 128 MiB a try (OWASP Password Storage Cheat Sheet, scrypt). */
export const CURRENT_COST: ScryptCost = { ln: 17, r: 8, p: 1 };

const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** They take turns, half a second each: more are sent away. */
const MOST_WAITING = 32;
const RECORD = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** Makes and compares password records, one at a time, so that many sign-ins at once do not take all memory. */
export class PasswordHash {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;
  /** Compared where nobody is known: takes as long as a real one, and fits nothing. */
  private readonly nobody: string;

  constructor(readonly cost: ScryptCost = CURRENT_COST) {
    this.nobody = recordOf(cost, randomBytes(SALT_BYTES), randomBytes(HASH_BYTES));
  }

  /** `$scrypt$ln=17,r=8,p=1$SALT$HASH`, base64url. */
  async make(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return recordOf(this.cost, salt, await this.hash(password, salt, this.cost));
  }

  /** Takes the same time whether `record` is there or not. @throws RequestError sign-in.busy */
  async fits(password: string, record: string | undefined): Promise<boolean> {
    const [, ln, r, p, salt = '', hash = ''] = RECORD.exec(record ?? this.nobody) ?? [];
    if (hash === '') return false;
    const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
    const found = await this.hash(password, Buffer.from(salt, 'base64url'), cost);
    return timingSafeEqual(found, Buffer.from(hash, 'base64url')) && record !== undefined;
  }

  /** The record was made with other parameters than today's. */
  isOld(record: string): boolean {
    const { ln, r, p } = this.cost;
    return !record.startsWith(`$scrypt$ln=${ln},r=${r},p=${p}$`);
  }

  private async hash(password: string, salt: Buffer, { ln, r, p }: ScryptCost): Promise<Buffer> {
    if (this.waiting >= MOST_WAITING) throw busy();
    this.waiting++;
    const N = 2 ** ln;
    const options = { N, r, p, maxmem: 128 * N * r * p + 32 * 1024 ** 2 };
    const before = this.last;
    const work = before.then(() => derive(normalizePassword(password), salt, HASH_BYTES, options));
    this.last = work.catch(() => undefined);
    return work.finally(() => this.waiting--);
  }
}

function recordOf({ ln, r, p }: ScryptCost, salt: Buffer, hash: Buffer): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

function busy(): RequestError {
  return new RequestError('sign-in.busy', {
    de: 'Gerade melden sich sehr viele an. Versuchen Sie es in einer Minute noch einmal.',
    en: 'Very many are signing in right now. Try again in a minute.',
  });
}

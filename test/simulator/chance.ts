import { createHash } from 'node:crypto';

/** Everything random of one simulated life: the same seed gives the same numbers (sfc32 of Chris Doty-Humphrey, PractRand). */
export class Chance {
  private readonly state: Int32Array;

  constructor(seed: number | string) {
    const digest = createHash('sha256').update(`simulator ${seed}`).digest();
    this.state = Int32Array.from([0, 4, 8], (at) => digest.readInt32LE(at));
    this.state = Int32Array.of(...this.state, 1);
    for (let i = 0; i < 12; i++) this.next();
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    const [a = 0, b = 0, c = 0, count = 0] = this.state;
    const t = (a + b + count) | 0;
    this.state[3] = (count + 1) | 0;
    this.state[0] = b ^ (b >>> 9);
    this.state[1] = (c + (c << 3)) | 0;
    this.state[2] = (((c << 21) | (c >>> 11)) + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  once(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws Error when there is nothing to choose from */
  pick<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }

  bytes(n: number): Buffer {
    const bytes = Buffer.alloc(n);
    for (let i = 0; i < n; i++) bytes[i] = this.below(256);
    return bytes;
  }

  uuid(): `${string}-${string}-${string}-${string}-${string}` {
    const hex = this.bytes(16).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

/** Small seeded generator (mulberry32): the same seed gives the same customer on every computer. */
export class SeededRandom {
  private state: number;

  /** @param seed any integer; only its low 32 bits count */
  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A fraction from 0 up to, not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** One of a list that is not empty. */
  pick<const L extends readonly [unknown, ...unknown[]]>(list: L): L[number] {
    return list[this.int(0, list.length - 1)] ?? list[0];
  }

  /** So many characters out of an alphabet. */
  text(length: number, alphabet: string): string {
    return Array.from({ length }, () => alphabet[this.int(0, alphabet.length - 1)] ?? '').join('');
  }
}

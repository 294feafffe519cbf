import { bytesOf, type Target } from './target.js';

/** Readers that break in every way the suite must notice; each on its own token only. */
const broken = (name: string, token: string, breaks: () => unknown): Target => ({
  name,
  covers: [],
  share: 1,
  corpus: () => bytesOf('abc'),
  tokens: [token],
  read: (bytes) => (bytes.includes(token) ? breaks() : undefined),
});

const kept: unknown[] = [];
const forEver = (): never => {
  for (;;) kept.length = 0;
};

/** So much of the process's own computing, however busy the machine is. */
function compute(ms: number): void {
  const before = process.cpuUsage();
  for (let spent = 0; spent < ms * 1000;) {
    const { user, system } = process.cpuUsage(before);
    spent = user + system;
  }
}
let slowed = false;

export const TARGETS: readonly Target[] = [
  broken('throws', '@@throw', () => (undefined as unknown as string[]).length),
  broken('rejects-later', '@@later', async () => {
    void Promise.reject(new TypeError('nobody waits for this'));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }),
  broken('runs-for-ever', '@@loop', forEver),
  broken('backtracks', '@@regex', () => /^(?:a+)+$/.test(`${'a'.repeat(40)}!`)),
  broken('computes-too-long', '@@slow', () => compute(1_100)),
  broken('is-slow-once', '@@once', () => {
    if (!slowed) compute(1_100);
    slowed = true;
  }),
  broken('never-answers', '@@wait', () => new Promise(() => setInterval(() => undefined, 60_000))),
  broken('fills-the-heap', '@@heap', () => {
    for (;;) kept.push(new Array(1_000).fill(kept.length));
  }),
  broken('believes-a-size', '@@size', async () => {
    kept.push(Buffer.alloc(900 * 2 ** 20, 1));
    await new Promise((resolve) => setTimeout(resolve, 400));
  }),
  broken('sound', '@@sound', () => {
    throw Object.assign(new Error('refused with a sentence'), { family: 'request' });
  }),
];

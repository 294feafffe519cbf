// What the benches share: processes that say something, and figures.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Begins a process; `said` is the first thing it says. */
export function start(script, ...args) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = fork(path, args.map(String));
  return { child, said: heard(child) };
}

/** The next thing a process says; fails when it ends without a word. */
export async function heard(child) {
  const over = new AbortController();
  const { signal } = over;
  const silent = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a process of the bench ended with ${code}`);
  });
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), silent]);
    return message;
  } finally {
    silent.catch(() => undefined);
    over.abort();
  }
}

export async function asked(child, question) {
  const answer = heard(child);
  child.send(question);
  return answer;
}

/** The value that this share of all is not above. */
export function share(sorted, part) {
  return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
}

export const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
export const mb = (bytes) => `${Math.round(bytes / 1e6)} MB`;

/** Bytes that this process holds in memory now, and held at most. */
export const memory = () => ({
  rss: process.memoryUsage().rss,
  peak: process.resourceUsage().maxRSS * 1024,
});

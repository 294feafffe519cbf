import { unitWord } from '../core/unit-words.js';
import type { Umstieg } from '../engine/umstieg.js';
import type { Watch } from '../engine/watched.js';
import { ENTRIES, FILES } from './counted.js';
import type { Screen } from './screen.js';

const EVERY_MS = 100;
const SECOND_MS = 1_000;

/** Shows what steps say of their progress, on a terminal, ten times a second at most. */
export function reportProgress(umstieg: Umstieg, screen: Screen): void {
  if (!screen.progressing) return;
  let last = 0;
  umstieg.onProgress(({ step, done, total, unit }) => {
    const now = Date.now();
    if (done < total && now - last < EVERY_MS) return;
    last = now;
    screen.progress(done, total, `${step} ${screen.say(unitWord(unit))}`);
  });
}

/** Shows how far long work is that counts what it has done; it ends only with the program. */
export function shownOn(screen: Screen): Watch {
  const names: Readonly<Record<string, string>> = {
    entries: screen.say(ENTRIES.many),
    files: screen.say(FILES.many),
  };
  return {
    signal: new AbortController().signal,
    progress: (done, total, unit) => screen.progress(done, total, names[unit] ?? unit),
  };
}

/** Says on a terminal what is being made and since how many seconds, where nobody can count how much of it is done. */
export async function whileMaking<T>(
  screen: Screen,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  const began = Date.now();
  const say = () => screen.passing(`${what} … ${Math.round((Date.now() - began) / SECOND_MS)} s`);
  const timer = setInterval(say, SECOND_MS);
  say();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    screen.passing('');
  }
}

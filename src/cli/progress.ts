import type { Umstieg } from '../engine/umstieg.js';
import type { Screen } from './screen.js';

const EVERY_MS = 100;

/** Shows what steps say of their progress, on a terminal, ten times a second at most. */
export function reportProgress(umstieg: Umstieg, screen: Screen): void {
  if (!screen.progressing) return;
  let last = 0;
  umstieg.onProgress(({ step, done, total, unit }) => {
    const now = Date.now();
    if (done < total && now - last < EVERY_MS) return;
    last = now;
    screen.progress(done, total, `${step} ${unit}`);
  });
}

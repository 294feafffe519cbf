import type { Work } from './child.js';
import type { Target } from './target.js';

const SLICE = 500;

/** So many inputs in all, divided by share, in slices that take turns: whoever stops early has seen every target. */
export function shares(targets: readonly Target[], inputs: number): Work[] {
  const all = targets.reduce((sum, { share }) => sum + share, 0);
  const queues = targets.map(({ name, share }) => ({
    target: name,
    to: Math.max(1, Math.round((inputs * share) / all)),
  }));
  const rounds = Math.max(...queues.map(({ to }) => Math.ceil(to / SLICE)));
  return Array.from({ length: rounds }, (_, round) =>
    queues
      .filter(({ to }) => round * SLICE < to)
      .map(({ target, to }) => ({
        target,
        from: round * SLICE,
        to: Math.min(to, (round + 1) * SLICE),
      })),
  ).flat();
}

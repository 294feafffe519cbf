import type { Turn } from '../persistence/unit-of-work.js';

/** The turn, which says once it is durable which attempts it canceled: their steps are told to stop. */
export function tellCanceled<T>(
  turn: Turn<T>,
  tell: (attempts: readonly string[]) => void,
): Turn<T> {
  const ended = turn.addition?.attempts ?? [];
  const canceled = ended.filter(({ status }) => status === 'canceled').map(({ id }) => id);
  if (canceled.length === 0) return turn;
  const settle = () => {
    tell(canceled);
    return turn.settle();
  };
  return { ...turn, settle };
}

import type { Hindrance } from './api-error.js';

/** `idle`: no page listens. With a hindrance what is shown may be old. */
export type Connection = 'idle' | 'live' | Hindrance;

let state: Connection = 'idle';
const listeners = new Set<() => void>();

/** Whether what happens elsewhere is heard here. */
export const connection = {
  get: (): Connection => state,
  set(next: Connection): void {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

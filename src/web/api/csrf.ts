import type { Session } from './shapes.js';

let known: string | undefined;

/** What every request that changes something carries, so that no other site can send it (docs/http-api.md). */
export const csrf = {
  /** Undefined when nobody is signed in: the server then says so itself. */
  async get(): Promise<string | undefined> {
    known ??= await ask();
    return known;
  },
  /** Another window signed in, or out: it is asked for again. */
  forget(): void {
    known = undefined;
  },
};

async function ask(): Promise<string | undefined> {
  const response = await fetch('/api/session', { credentials: 'same-origin' });
  return response.ok ? ((await response.json()) as Session).csrf : undefined;
}

import { OtherPerson } from './api-error.js';
import type { Session } from './shapes.js';

type Held = Pick<Session, 'account' | 'csrf'>;
let known: Held | undefined;

/** What every request that changes something carries, so that no other site can send it (docs/http-api.md), and whose it is. */
export const csrf = {
  /**
   * Of the session this browser has. Undefined when nobody is signed in: the server then says so itself.
   * @throws OtherPerson when it is not this account's
   */
  async held(account: string | undefined): Promise<Held | undefined> {
    const held = (known ??= await ask());
    if (held === undefined || account === undefined || held.account === account) return held;
    known = undefined; // that may change again in another window
    throw new OtherPerson(held.account);
  },
  /** Another window signed in, or out: it is asked for again. */
  forget(): void {
    known = undefined;
  },
};

async function ask(): Promise<Held | undefined> {
  const response = await fetch('/api/session', { credentials: 'same-origin' });
  return response.ok ? ((await response.json()) as Session) : undefined;
}

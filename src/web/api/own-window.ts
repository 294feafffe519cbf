import type { Session } from './shapes.js';

/** Windows of one browser share its session: the one in which somebody signs in says so to the others. */
const SIGNED_IN = new BroadcastChannel('umstieg.session');

let account: string | undefined;

/**
 * Whose window this is: nothing it sends goes out as somebody else. When another person signs in elsewhere in this browser, it
 * begins anew under that name; what was typed in it stays in this browser, with its person.
 */
export const ownWindow = {
  /** Undefined as long as it is nobody's. */
  account: (): string | undefined => account,
  leave(): void {
    account = undefined;
  },
  /** Somebody signed in here. */
  take(session: Session): void {
    account = session.account;
    SIGNED_IN.postMessage(account);
  },
  /** The session as the server knows it. */
  check(session: Session): Session {
    account ??= session.account;
    if (session.account !== account) location.reload();
    return session;
  },
};

SIGNED_IN.addEventListener('message', ({ data }) => {
  if (account !== undefined && data !== account) location.reload();
});

import { randomUUID } from 'node:crypto';
import { signInFailed, signInPaused } from './refusals.js';
import type { AccessStore, Decided } from './access.store.js';
import type { Marks } from './marks.js';
import type { PasswordHash } from './password-hash.js';
import { requireGoodPassword } from './password-rules.js';
import type { AccountRow, SessionRow, ThrottleRow } from './rows.js';
import { runOut, type SessionLimits } from './session-rules.js';
import { failedAgain, THROTTLES, waitMs } from './throttle-rules.js';
import { newToken, tokenHash } from './token.js';

export interface SignInRequest {
  readonly name: string;
  readonly password: string;
  /** Network address of who asks, or any word for the place (`cli`). */
  readonly address: string;
  /** Token of the session this browser had so far: it ends. */
  readonly earlier?: string | undefined;
}

/** A new session; its token is told once. */
export interface SignedIn {
  readonly token: string;
  readonly account: string;
  readonly session: string;
}

/** Names and passwords become sessions. */
export class SignIn {
  constructor(
    private readonly store: AccessStore,
    private readonly marks: Marks,
    private readonly passwords: PasswordHash,
    private readonly limits: SessionLimits,
  ) {}

  /**
   * A try is counted as failed before the password is looked at, and taken back when it fits: many tries at once, or a
   * process that dies, gain nothing.
   * @throws RequestError sign-in.failed | sign-in.paused | sign-in.busy
   */
  async signIn(request: SignInRequest): Promise<SignedIn> {
    const person = this.marks.person(request.name);
    const account = await this.begin(person, request.address);
    const fits = await this.passwords.fits(request.password, account?.password);
    if (!account || !fits || account.revokedAt !== null) return this.fail(person, request.address);
    const again = this.passwords.isOld(account.password)
      ? await this.passwords.make(request.password)
      : account.password;
    return this.store.change((now) => this.succeed(account, again, request, now));
  }

  /**
   * Signs in with the old password, stores the new one and ends every other session of the account.
   * @throws RequestError as signIn, password.weak
   */
  async changePassword(request: SignInRequest & { newPassword: string }): Promise<SignedIn> {
    requireGoodPassword(request.newPassword, [request.name]);
    const signedIn = await this.signIn(request);
    const password = await this.passwords.make(request.newPassword);
    return this.store.change(async () => {
      const account = await this.store.account(signedIn.account);
      if (!account || account.revokedAt !== null) throw signInFailed();
      const sessions = await this.store.sessions(account.id);
      // ended meanwhile, by a link for a new password for example: what was typed before is no longer wanted
      if (!sessions.some(({ id }) => id === signedIn.session)) throw signInFailed();
      const others = sessions.map(({ id }) => id).filter((id) => id !== signedIn.session);
      return {
        event: {
          event: 'password.changed',
          account: account.id,
          by: account.id,
          sessions: others.length,
        },
        change: { accounts: [{ ...account, password }], sessionsEnded: others },
        answer: () => signedIn,
      };
    });
  }

  private begin(person: string, address: string): Promise<AccountRow | undefined> {
    return this.store.change(async (now) => {
      const [ofAccount, ofAddress] = await this.tries(person, address);
      const wait = Math.max(waitMs(ofAccount, now), waitMs(ofAddress, now));
      if (wait > 0) throw signInPaused(wait);
      const account = await this.store.accountOf(person);
      return {
        event: {
          event: 'sign-in.begun',
          account: account?.id,
          address: this.marks.address(address),
        },
        change: {
          throttles: [
            { key: this.marks.accountThrottle(person), ...failedAgain('account', ofAccount, now) },
            { key: this.marks.addressThrottle(address), ...failedAgain('address', ofAddress, now) },
          ],
        },
        answer: () => account,
      };
    });
  }

  private fail(person: string, address: string): Promise<never> {
    return this.store.change(async (now) => {
      const [ofAccount, ofAddress] = await this.tries(person, address);
      const account = await this.store.accountOf(person);
      const pauseMs = Math.max(waitMs(ofAccount, now), waitMs(ofAddress, now));
      const about = { account: account?.id, address: this.marks.address(address) };
      return {
        event:
          pauseMs > 0
            ? { event: 'sign-in.locked', ...about, pauseMs }
            : { event: 'sign-in.failed', ...about },
        answer: () => {
          throw signInFailed();
        },
      };
    });
  }

  private async succeed(
    checked: AccountRow,
    password: string,
    { address, earlier }: SignInRequest,
    now: Date,
  ): Promise<Decided<SignedIn>> {
    const account = await this.store.account(checked.id);
    // revoked, or given another password, while this one was being compared
    if (!account || account.revokedAt !== null || account.password !== checked.password)
      throw signInFailed();
    const before = earlier === undefined ? undefined : await this.store.session(tokenHash(earlier));
    const [, ofAddress] = await this.tries(account.person, address);
    const { token, row } = newSession(account.id, now);
    return {
      event: {
        event: 'sign-in.done',
        account: account.id,
        by: account.id,
        address: this.marks.address(address),
      },
      change: {
        accounts: password === account.password ? [] : [{ ...account, password }],
        sessions: [row],
        sessionsEnded: [
          ...new Set([
            ...(before ? [before.id] : []),
            ...(await runOut(this.store, this.limits, now)),
          ]),
        ],
        throttlesCleared: [this.marks.accountThrottle(account.person)],
        throttles: ofAddress ? [oneLess(ofAddress, now)] : [],
      },
      answer: () => ({ token, account: account.id, session: row.id }),
    };
  }

  private tries(person: string, address: string) {
    return Promise.all([
      this.store.throttle(this.marks.accountThrottle(person)),
      this.store.throttle(this.marks.addressThrottle(address)),
    ]);
  }
}

/** The try that turned out well is taken back; those of others from the same address stay. */
export function oneLess(row: ThrottleRow, now: Date): ThrottleRow {
  const failures = Math.max(0, row.failures - 1);
  const isFree = failures <= THROTTLES.address.free;
  return { ...row, failures, freeAt: isFree ? now.toISOString() : row.freeAt };
}

export function newSession(accountId: string, now: Date): { token: string; row: SessionRow } {
  const token = newToken();
  const at = now.toISOString();
  return {
    token,
    row: { id: randomUUID(), tokenHash: tokenHash(token), accountId, createdAt: at, usedAt: at },
  };
}

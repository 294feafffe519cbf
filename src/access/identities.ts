import type { RequestError } from '../core/errors.js';
import type { AccessStore, Decided } from './access.store.js';
import type { Invitations } from './invitations.js';
import type { Marks } from './marks.js';
import type { Identity } from './openid/provider.js';
import { identityTaken, identityUnbound, ownerNeedsPassword } from './openid/refusals.js';
import { signInPaused } from './refusals.js';
import { runOut, type SessionLimits } from './session-rules.js';
import { newSession, oneLess, type SignedIn } from './sign-in.js';
import { failedAgain, waitMs } from './throttle-rules.js';
import { tokenHash } from './token.js';

/** Where somebody comes back from a provider. */
export interface Return {
  readonly identity: Identity;
  /** As people call the provider. */
  readonly name: string;
  /** Id of the provider, for the log. */
  readonly provider: string;
  /** Network address of who asks. */
  readonly address: string;
  /** Token of the session this browser had so far: it ends. */
  readonly earlier?: string | undefined;
}

/** Who came back from a provider becomes a session. An identity gets its account by a link, and has one only. */
export class Identities {
  constructor(
    private readonly store: AccessStore,
    private readonly marks: Marks,
    private readonly invitations: Invitations,
    private readonly limits: SessionLimits,
  ) {}

  /**
   * Counts a try as failed before anything that came back is looked at, as with passwords.
   * @throws RequestError sign-in.paused
   */
  begin(address: string, provider: string): Promise<void> {
    return this.store.change(async (now): Promise<Decided<void>> => {
      const key = this.marks.addressThrottle(address);
      const before = await this.store.throttle(key);
      const wait = waitMs(before, now);
      if (wait > 0) throw signInPaused(wait);
      return {
        event: { event: 'sign-in.begun', provider, address: this.marks.address(address) },
        change: { throttles: [{ key, ...failedAgain('address', before, now) }] },
        answer: () => undefined,
      };
    });
  }

  /** Records why somebody was not let in, then throws it. @param isOurs nobody tried anything: the provider was down */
  fail(address: string, provider: string, error: RequestError, isOurs: boolean): Promise<never> {
    return this.store.change(async (now) => ({
      event: {
        ...{ event: 'sign-in.failed', provider, code: error.code },
        address: this.marks.address(address),
      },
      change: isOurs ? await this.takenBack(address, now) : {},
      answer: () => {
        throw error;
      },
    }));
  }

  /** @throws RequestError identity.unbound */
  enter(back: Return): Promise<SignedIn> {
    return this.store.change(async (now): Promise<Decided<SignedIn>> => {
      const known = await this.store.identity(this.markOf(back));
      const account = known && (await this.store.account(known.accountId));
      if (!account || account.revokedAt !== null) throw identityUnbound(back.name);
      const { token, row } = newSession(account.id, now);
      return {
        event: {
          ...{ event: 'sign-in.done', account: account.id, by: account.id },
          ...{ provider: back.provider, address: this.marks.address(back.address) },
        },
        change: {
          sessions: [row],
          sessionsEnded: [
            ...new Set([
              ...(await this.earlier(back)),
              ...(await runOut(this.store, this.limits, now)),
            ]),
          ],
          ...(await this.takenBack(back.address, now)),
        },
        answer: () => ({ token, account: account.id, session: row.id }),
      };
    });
  }

  /**
   * Uses a link: the account it makes, or the known one, belongs to this identity from now on. At the same issuer an account has
   * one identity; a password it has stays.
   * @throws RequestError invitation.ended, invitation.needs-password, identity.taken, person.taken
   */
  bind(back: Return, link: string): Promise<SignedIn> {
    return this.store.change(async (now): Promise<Decided<SignedIn>> => {
      const invitation = await this.invitations.open(link, now);
      if (invitation.name === null) throw ownerNeedsPassword();
      const account = await this.invitations.accountFor(
        invitation,
        invitation.name,
        undefined,
        now,
      );
      const { id } = account.row;
      const { issuer } = back.identity;
      const mark = this.markOf(back);
      const taken = await this.store.identity(mark);
      if (taken && taken.accountId !== id) throw identityTaken(back.name);
      const replaced = (await this.store.identities()).filter(
        (one) => one.accountId === id && one.issuer === issuer,
      );
      const session = newSession(id, now);
      const { role, scope } = invitation;
      const { sessionsEnded = [], ...change } = account.change;
      return {
        event: {
          ...{ event: 'invitation.redeemed', account: id, invitation: invitation.id, role, scope },
          ...{ provider: back.provider, address: this.marks.address(back.address) },
        },
        change: {
          ...change,
          accounts: [account.row],
          sessions: [session.row],
          sessionsEnded: [...new Set([...sessionsEnded, ...(await this.earlier(back))])],
          invitations: [{ ...invitation, endedAt: now.toISOString() }],
          identitiesEnded: replaced.map((one) => one.mark),
          identities: [{ mark, issuer, accountId: id, boundAt: now.toISOString() }],
          ...(await this.takenBack(back.address, now)),
        },
        answer: () => ({ token: session.token, account: id, session: session.row.id }),
      };
    });
  }

  private markOf({ identity }: Return): string {
    return this.marks.identity(identity.issuer, identity.subject);
  }

  private async earlier({ earlier }: Return): Promise<string[]> {
    const before = earlier === undefined ? undefined : await this.store.session(tokenHash(earlier));
    return before ? [before.id] : [];
  }

  private async takenBack(address: string, now: Date) {
    const counted = await this.store.throttle(this.marks.addressThrottle(address));
    return { throttles: counted ? [oneLess(counted, now)] : [] };
  }
}

import type { AccessStore, Decided } from './access.store.js';
import type { Person } from './person.js';
import { signInRequired } from './refusals.js';
import type { SessionRow } from './rows.js';
import { isLive, isWorthNoting, type SessionLimits } from './session-rules.js';
import type { Standing } from './standing.js';
import { tokenHash } from './token.js';

/** A session as its owner sees it. */
export interface SessionView {
  readonly id: string;
  readonly createdAt: string;
  readonly usedAt: string;
  /** The one that asks. */
  readonly current: boolean;
}

/** Tokens become persons; sessions end. */
export class Sessions {
  constructor(
    private readonly store: AccessStore,
    private readonly standing: Standing,
    private readonly limits: SessionLimits,
  ) {}

  /**
   * Who holds this token, with the rights of this moment. Keeps the session from idling out.
   * @throws RequestError sign-in.required
   */
  async personOf(token: string | undefined): Promise<Person> {
    const session = await this.live(token);
    const person = session && (await this.holderOf(session));
    if (!person) throw signInRequired();
    const now = this.store.now();
    if (isWorthNoting(session, now, this.limits)) await this.store.used(session.id, now);
    return person;
  }

  /** As `personOf`, but is no use of the session: it idles on. */
  async look(token: string | undefined): Promise<Person | undefined> {
    const session = await this.live(token);
    return session && this.holderOf(session);
  }

  private async live(token: string | undefined): Promise<SessionRow | undefined> {
    if (token === undefined || token === '') return undefined;
    const session = await this.store.session(tokenHash(token));
    return session && isLive(session, this.store.now(), this.limits) ? session : undefined;
  }

  private async holderOf(session: SessionRow): Promise<Person | undefined> {
    const holder = await this.standing.holder(session.accountId);
    return holder && { ...holder, session: session.id };
  }

  async of(person: Person): Promise<SessionView[]> {
    const now = this.store.now();
    return (await this.store.sessions(person.account))
      .filter((session) => isLive(session, now, this.limits))
      .map(({ id, createdAt, usedAt }) => ({
        id,
        createdAt,
        usedAt,
        current: id === person.session,
      }));
  }

  /** Ends one session of one's own. One that is not there is ended already. */
  end(person: Person, session: string): Promise<void> {
    return this.endThose(person, (id) => id === session);
  }

  /** Ends every session of one's own, this one too. */
  endAll(person: Person): Promise<void> {
    return this.endThose(person, () => true);
  }

  private endThose(person: Person, ends: (session: string) => boolean): Promise<void> {
    return this.store.change(async (): Promise<Decided<void>> => {
      const own = (await this.store.sessions(person.account)).map(({ id }) => id);
      const ended = own.filter(ends);
      return {
        event: {
          event: 'session.ended',
          account: person.account,
          by: person.account,
          sessions: ended.length,
        },
        change: { sessionsEnded: ended },
        answer: () => undefined,
      };
    });
  }
}

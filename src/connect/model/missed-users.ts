import type { Acted } from './acted.js';
import type { AssumptionId, Assumptions } from './assumptions.js';
import type { Connector, ConnectorSource } from './connector.js';
import type { UserEffect } from './effect.js';
import type { ConnectUser } from './state.js';

/** A user is deleted when missing in more than this many runs (CONN). */
export const MISSED_RUNS_ALLOWED = 3;

export interface MissedOutcome {
  readonly user: ConnectUser | undefined;
  readonly effect?: UserEffect;
}

/** Counts, for one run, who does not stand in the source, and deletes at the fourth miss. */
export class MissedUsers {
  private readonly counter: string;
  private readonly counts: boolean;
  /** Users with equal counters share one object: 100,000 missed users take no more room than before. */
  private readonly shared = new Map<ConnectUser['missed'], Map<number, ConnectUser['missed']>>();

  constructor(
    private readonly connector: Connector,
    private readonly source: ConnectorSource,
    private readonly assumptions: Assumptions,
    private readonly acted: Acted,
  ) {
    this.counter = assumptions.missedCounter === 'per-user' ? '' : connector.name;
    this.counts = this.countsAtAll();
  }

  private countsAtAll(): boolean {
    if (!this.connector.deleteUsers) {
      this.acted.assume('connectorOptions');
      if (this.assumptions.connectorOptions === 'obeyed') return false;
    }
    if (!this.source.lineOnly) return true;
    this.acted.assume('lineOnlyFile');
    return this.assumptions.lineOnlyFile === 'counted';
  }

  /** The user stands in the source: consecutive counting starts again. */
  found(user: ConnectUser): ConnectUser {
    const missed = user.missed[this.counter] ?? 0;
    if (missed === 0) return user;
    this.acted.assume('missedRuns');
    if (this.assumptions.missedRuns === 'total') return user;
    return { ...user, missed: this.withCount(user.missed, 0) };
  }

  private withCount(missed: ConnectUser['missed'], count: number): ConnectUser['missed'] {
    const known = this.shared.get(missed) ?? new Map<number, ConnectUser['missed']>();
    this.shared.set(missed, known);
    const counted = known.get(count) ?? { ...missed, [this.counter]: count };
    known.set(count, counted);
    return counted;
  }

  /**
   * A user who does not stand in the source (or, `leftOut`, as a disabled account): counted, deleted (then without user), or
   * none of this run's business.
   */
  missing(user: ConnectUser, leftOut = false): MissedOutcome {
    if (!this.counts || user.createdBy === null) return { user };
    const own =
      user.createdBy === this.connector.name || user.markedBy.includes(this.connector.name);
    if (!own) {
      this.acted.assume('missedUsers');
      if (this.assumptions.missedUsers === 'own') return { user };
    }
    this.acted.assume('missedCounter');
    const missed = (user.missed[this.counter] ?? 0) + 1;
    const who = {
      user: user.key,
      row: null,
      id: user.id,
      account: user.account,
      email: user.email,
      missed,
    };
    if (missed <= MISSED_RUNS_ALLOWED) {
      const counted = { ...user, missed: this.withCount(user.missed, missed) };
      return { user: counted, effect: { ...who, what: 'missed' } };
    }
    this.acted.rule('connector.deletes-after-three-missed-runs');
    this.acted.rule('connector.deletion-loses-messages');
    const lost = {
      recorded: user.data !== null,
      greetings: user.data?.greetings.length ?? 0,
      recordedName: user.data?.recordedName ?? false,
    };
    const effect: UserEffect = {
      ...who,
      what: 'deleted',
      lost,
      restsOn: this.restsOn(own, leftOut),
    };
    return { user: undefined, effect };
  }

  private restsOn(own: boolean, leftOut: boolean): AssumptionId[] {
    return [
      ...(leftOut ? (['disabledAccounts'] as const) : []),
      ...(own ? [] : (['missedUsers'] as const)),
      ...(this.source.lineOnly ? (['lineOnlyFile'] as const) : []),
      ...(this.connector.deleteUsers ? [] : (['connectorOptions'] as const)),
      ...(this.connector.noTrust && this.connector.windowsLogin
        ? (['unresolvedSid'] as const)
        : []),
    ];
  }
}

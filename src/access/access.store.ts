import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../persistence/database.js';
import { RequestError } from '../core/errors.js';
import { isTaken, storeError } from '../persistence/store-errors.js';
import {
  LOG_START,
  nextEntry,
  type AccessEntry,
  type AccessEvent,
  type LogHead,
} from './access-log.js';
import type { Action } from './rights.js';
import type {
  AccountRow,
  Change,
  IdentityRow,
  InvitationRow,
  PlaceRow,
  RoleRow,
  SessionRow,
  TenantRow,
  ThrottleRow,
} from './rows.js';

/** What was decided on what is stored: one entry of the log, what changes with it, and the caller's answer. */
export interface Decided<T> {
  /** Without one nothing changes. */
  readonly event?: AccessEvent;
  readonly change?: Change;
  /** Called once all is durable; may throw the refusal that was recorded. */
  readonly answer: () => T;
}

/** Who asked for which change, and what it was about. */
export type Asked = Pick<AccessEvent, 'account' | 'scope' | 'role' | 'invitation'> & {
  readonly by: string;
  readonly action: Action;
};

const CONFLICT_TRIES = 200;

const ACCOUNT = `SELECT id, name, person, password, created_at AS createdAt, revoked_at AS revokedAt FROM account`;
const ROLE = `SELECT account_id AS accountId, role, scope FROM account_role`;
const SESSION = `SELECT id, token_hash AS tokenHash, account_id AS accountId, created_at AS createdAt, used_at AS usedAt FROM session`;
const IDENTITY = `SELECT mark, issuer, account_id AS accountId, bound_at AS boundAt FROM identity`;
const INVITATION = `SELECT id, token_hash AS tokenHash, name, person, account_id AS accountId, role, scope,
  invited_by AS invitedBy, expires_at AS expiresAt, ended_at AS endedAt FROM invitation`;

/** Tables of people and rights: reads as stored, and the one way to change them. */
export class AccessStore {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    readonly now: () => Date,
  ) {}

  /**
   * Decides on what is stored and writes it with its entry, in one durable statement; when somebody else was faster it is
   * decided again. `decide` only reads. What it throws changes nothing; where it is known who asked for what, a refusal is
   * recorded before it is thrown.
   * @throws RequestError store.*
   */
  change<T>(decide: (now: Date) => Promise<Decided<T>>, asked?: Asked): Promise<T> {
    const turn = this.last.then(() => this.tryChange(decide, asked));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async tryChange<T>(
    decide: (now: Date) => Promise<Decided<T>>,
    asked?: Asked,
  ): Promise<T> {
    for (let tries = 1; ; tries++) {
      const head = await this.head(); // before anything else: what is read later may be newer, never older
      const at = this.now();
      const {
        event,
        change = {},
        answer,
      } = await decide(at).catch((error: unknown) => refusedChange(error, asked));
      if (!event) return answer();
      const body = JSON.stringify({ ...change, entry: nextEntry(head, event, at) });
      try {
        await this.database.write('INSERT INTO "access_change"(body) VALUES (?)', [body]);
      } catch (error) {
        if (!isTaken(error, 'access_entry') || tries >= CONFLICT_TRIES)
          throw storeError(error, this.database.file);
        await delay(Math.random() * Math.min(50, tries * 2));
        continue;
      }
      return answer();
    }
  }

  async head(): Promise<LogHead> {
    const [head] = await this.database.query<LogHead>(
      'SELECT seq, hash FROM access_entry ORDER BY seq DESC LIMIT 1',
    );
    return head ?? LOG_START;
  }

  /** Differs when the log grew or a project is new, by this process or another. Costs one step in each table. */
  async stamp(): Promise<string> {
    const [row] = await this.database.query<{ log: number | null; projects: number | null }>(
      'SELECT (SELECT max(seq) FROM access_entry) AS log, (SELECT max(rowid) FROM project) AS projects',
    );
    return `${row?.log ?? 0} ${row?.projects ?? 0}`;
  }

  entries(): Promise<AccessEntry[]> {
    return this.database.query('SELECT seq, body, hash FROM access_entry ORDER BY seq');
  }

  accounts(): Promise<AccountRow[]> {
    return this.database.query(`${ACCOUNT} ORDER BY rowid`);
  }

  async account(id: string): Promise<AccountRow | undefined> {
    return this.one(`${ACCOUNT} WHERE id = ?`, id);
  }

  /** By the mark of the human being, see `Marks`. */
  async accountOf(person: string): Promise<AccountRow | undefined> {
    return this.one(`${ACCOUNT} WHERE person = ?`, person);
  }

  async anyAccount(): Promise<boolean> {
    return (await this.database.query('SELECT 1 FROM account LIMIT 1')).length > 0;
  }

  roles(accountId?: string): Promise<RoleRow[]> {
    return accountId === undefined
      ? this.database.query(`${ROLE} ORDER BY account_id, scope, role`)
      : this.database.query(`${ROLE} WHERE account_id = ? ORDER BY scope, role`, [accountId]);
  }

  async session(tokenHash: string): Promise<SessionRow | undefined> {
    return this.one(`${SESSION} WHERE token_hash = ?`, tokenHash);
  }

  sessions(accountId: string): Promise<SessionRow[]> {
    return this.database.query(`${SESSION} WHERE account_id = ? ORDER BY created_at`, [accountId]);
  }

  /** Sessions that ended by themselves: begun or used last before these moments. */
  async runOut(begun: Date, used: Date): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      'SELECT id FROM session WHERE created_at < ? OR used_at < ? LIMIT 1000',
      [begun.toISOString(), used.toISOString()],
    );
    return rows.map(({ id }) => id);
  }

  /** Not an event of its own: never moves a session that has ended, never back in time. */
  async used(sessionId: string, at: Date): Promise<void> {
    const moment = at.toISOString();
    await this.database
      .write('UPDATE session SET used_at = max(used_at, ?) WHERE id = ?', [moment, sessionId])
      .catch((error: unknown) => {
        throw storeError(error, this.database.file);
      });
  }

  async invitation(tokenHash: string): Promise<InvitationRow | undefined> {
    return this.one(`${INVITATION} WHERE token_hash = ?`, tokenHash);
  }

  /** Not redeemed and not withdrawn; some may have run out. */
  openInvitations(): Promise<InvitationRow[]> {
    return this.database.query(`${INVITATION} WHERE ended_at IS NULL ORDER BY expires_at, id`);
  }

  /** All of a person, redeemed ones too. */
  invitationsOf(person: string): Promise<InvitationRow[]> {
    return this.database.query(`${INVITATION} WHERE person = ?`, [person]);
  }

  async identity(mark: string): Promise<IdentityRow | undefined> {
    return this.one(`${IDENTITY} WHERE mark = ?`, mark);
  }

  identities(): Promise<IdentityRow[]> {
    return this.database.query(`${IDENTITY} ORDER BY bound_at, mark`);
  }

  async throttle(key: string): Promise<ThrottleRow | undefined> {
    return this.one(
      'SELECT key, failures, last_at AS lastAt, free_at AS freeAt FROM throttle WHERE key = ?',
      key,
    );
  }

  tenants(): Promise<TenantRow[]> {
    return this.database.query('SELECT id, parent, name FROM tenant ORDER BY id');
  }

  /** Every project, with the customer it was given to. */
  places(): Promise<PlaceRow[]> {
    return this.database.query(
      `SELECT p.id AS projectId, l.tenant FROM project p LEFT JOIN project_place l ON l.project_id = p.id ORDER BY p.id`,
    );
  }

  /** Projects of a tenant whose customer still has a name. */
  async projectsWithName(tenant: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }>(
      `SELECT p.id FROM project p JOIN project_place l ON l.project_id = p.id WHERE l.tenant = ? AND p.customer <> ''`,
      [tenant],
    );
    return rows.map(({ id }) => id);
  }

  async place(projectId: string): Promise<PlaceRow | undefined> {
    return this.one(
      `SELECT p.id AS projectId, l.tenant FROM project p LEFT JOIN project_place l ON l.project_id = p.id WHERE p.id = ?`,
      projectId,
    );
  }

  /** The project a run belongs to. */
  async projectOf(runId: string): Promise<string | undefined> {
    const found = await this.one<{ projectId: string }>(
      'SELECT project_id AS projectId FROM run WHERE id = ?',
      runId,
    );
    return found?.projectId;
  }

  private async one<R>(sql: string, key: string): Promise<R | undefined> {
    return (await this.database.query<R>(sql, [key]))[0];
  }
}

/** A refusal as something that is recorded and then thrown; everything else is thrown at once. */
function refusedChange(error: unknown, asked: Asked | undefined): Decided<never> {
  if (!asked || !(error instanceof RequestError)) throw error;
  return {
    event: { event: 'change.refused', ...asked, code: error.code },
    answer: () => {
      throw error;
    },
  };
}

import type { AccessStore, Decided } from './access.store.js';
import type { AccessEvent } from './access-log.js';
import type { Authority } from './authority.js';
import type { Person } from './person.js';
import { denied, noSuchPerson } from './refusals.js';
import { may, type Grant, type Role } from './rights.js';
import type { AccountRow, RoleRow } from './rows.js';
import { INSTALLATION } from './scope.js';
import type { Standing } from './standing.js';
import type { Tenants } from './tenants.js';

/** An account as others see it: of its roles only those that lie where they may look. */
export interface PersonView {
  readonly account: string;
  readonly name: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
  readonly grants: readonly Grant[];
}

export interface InvitationView {
  readonly invitation: string;
  readonly name: string | null;
  readonly grant: Grant;
  readonly expiresAt: string;
}

/** Who is there, and what they were given. Nobody changes their own rights. */
export class People {
  constructor(
    private readonly store: AccessStore,
    private readonly authority: Authority,
    private readonly tenants: Tenants,
    private readonly standing: Standing,
  ) {}

  /** People with a role where `by` may look; whoever sees the installation sees those without a role, too. */
  async list(by: Person): Promise<PersonView[]> {
    const seen = await this.seenRoles(by);
    const all = may(by, 'people.see', INSTALLATION);
    return (await this.store.accounts()).flatMap(({ id, name, createdAt, revokedAt }) => {
      const grants = seen
        .filter(({ accountId }) => accountId === id)
        .map(({ role, scope }) => ({ role, scope }));
      return all || grants.length > 0 ? [{ account: id, name, createdAt, revokedAt, grants }] : [];
    });
  }

  /** By name, the roles whose grants reach a project: what a report says of those who acted. Empty where it is not known. */
  async rolesIn(projectId: string): Promise<ReadonlyMap<string, readonly Role[]>> {
    const resource = (await this.standing.paths()).get(projectId) ?? [];
    const reaching = (await this.store.roles()).filter(({ scope }) => resource.includes(scope));
    const accounts = await this.store.accounts();
    return new Map(
      accounts.map(({ id, name }) => {
        const own = reaching.filter(({ accountId }) => accountId === id).map(({ role }) => role);
        return [name, [...new Set(own)]];
      }),
    );
  }

  /** Links that are still open, where `by` may look. */
  async invitations(by: Person): Promise<InvitationView[]> {
    const now = this.store.now().getTime();
    const open = (await this.store.openInvitations()).filter(
      ({ expiresAt }) => Date.parse(expiresAt) > now,
    );
    const seen: InvitationView[] = [];
    for (const { id, name, role, scope, expiresAt } of open)
      if (may(by, 'people.see', await this.tenants.resourceOf(scope)))
        seen.push({ invitation: id, name, grant: { role, scope }, expiresAt });
    return seen;
  }

  /**
   * Takes all rights and sessions. The account stays, so that its name stays one person's.
   * @throws RequestError access.denied, person.unknown
   */
  revoke(by: Person, accountId: string): Promise<void> {
    return this.store.change(
      async (now): Promise<Decided<void>> => {
        const account = await this.other(by, accountId);
        const roles = await this.store.roles(accountId);
        for (const { role, scope } of roles) {
          const resource = await this.tenants.resourceOf(scope);
          await this.authority.require(by, 'people.revoke', resource);
          await this.authority.requireGiving(by, role, resource);
        }
        if (roles.length === 0) await this.authority.require(by, 'people.revoke', INSTALLATION);
        const sessions = (await this.store.sessions(accountId)).map(({ id }) => id);
        const links = (await this.store.openInvitations()).filter((i) => i.accountId === accountId);
        return {
          event: {
            event: 'account.revoked',
            account: accountId,
            by: by.account,
            sessions: sessions.length,
          },
          change: {
            accounts: [{ ...account, revokedAt: now.toISOString() }],
            rolesTaken: roles,
            sessionsEnded: sessions,
            invitations: links.map((link) => ({ ...link, endedAt: now.toISOString() })),
          },
          answer: () => undefined,
        };
      },
      { by: by.account, action: 'people.revoke', account: accountId },
    );
  }

  /** @throws RequestError access.denied, person.unknown, project.not-found */
  give(by: Person, accountId: string, grant: Grant): Promise<void> {
    return this.changeRole('role.given', by, accountId, grant);
  }

  /** @throws RequestError access.denied, person.unknown, project.not-found */
  take(by: Person, accountId: string, grant: Grant): Promise<void> {
    return this.changeRole('role.taken', by, accountId, grant);
  }

  private changeRole(
    event: 'role.given' | 'role.taken',
    by: Person,
    accountId: string,
    { role, scope }: Grant,
  ): Promise<void> {
    return this.store.change(
      async (): Promise<Decided<void>> => {
        await this.other(by, accountId);
        const resource = await this.tenants.resourceOf(scope);
        await this.authority.require(by, 'people.change-role', resource);
        await this.authority.requireGiving(by, role, resource);
        const told: AccessEvent = { event, account: accountId, by: by.account, role, scope };
        const rows: RoleRow[] = [{ accountId, role, scope }];
        return {
          event: told,
          change: event === 'role.given' ? { rolesGiven: rows } : { rolesTaken: rows },
          answer: () => undefined,
        };
      },
      { by: by.account, action: 'people.change-role', account: accountId, role, scope },
    );
  }

  /** Ends every session of somebody else. @throws RequestError access.denied, person.unknown */
  endSessions(by: Person, accountId: string): Promise<void> {
    return this.store.change(
      async (): Promise<Decided<void>> => {
        await this.other(by, accountId);
        for (const { role, scope } of await this.store.roles(accountId))
          await this.authority.requireGiving(by, role, await this.tenants.resourceOf(scope));
        const sessions = (await this.store.sessions(accountId)).map(({ id }) => id);
        return {
          event: {
            event: 'session.ended',
            account: accountId,
            by: by.account,
            sessions: sessions.length,
          },
          change: { sessionsEnded: sessions },
          answer: () => undefined,
        };
      },
      { by: by.account, action: 'people.revoke', account: accountId },
    );
  }

  private async other(by: Person, accountId: string): Promise<AccountRow> {
    if (by.account === accountId) throw denied();
    const account = await this.store.account(accountId);
    const roles = await this.store.roles(accountId);
    if (!account || account.revokedAt !== null || !(await this.tenants.seesOneOf(by, roles)))
      throw noSuchPerson();
    return account;
  }

  private async seenRoles(by: Person): Promise<RoleRow[]> {
    const seen: RoleRow[] = [];
    for (const row of await this.store.roles())
      if (may(by, 'people.see', await this.tenants.resourceOf(row.scope))) seen.push(row);
    return seen;
  }
}

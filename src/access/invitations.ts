import { randomUUID } from 'node:crypto';
import type { AccessStore, Decided } from './access.store.js';
import type { Authority } from './authority.js';
import type { Marks } from './marks.js';
import type { PasswordHash } from './password-hash.js';
import { requireGoodPassword } from './password-rules.js';
import { cleanName, type Person } from './person.js';
import { denied, invitationEnded, noSuchPerson, personElsewhere, personTaken } from './refusals.js';
import { may, type Role } from './rights.js';
import type { AccountRow, Change, InvitationRow } from './rows.js';
import { newSession, type SignedIn } from './sign-in.js';
import type { Scope } from './scope.js';
import type { Tenants } from './tenants.js';
import { newToken, tokenHash } from './token.js';

const HOUR_MS = 3_600_000;
/** How long a link is good for: the first one lies in a terminal, others travel by mail. */
const FIRST_MS = 24 * HOUR_MS;
const INVITED_MS = 7 * 24 * HOUR_MS;

/** A link to hand over: the token is told once. */
export interface Invited {
  readonly invitation: string;
  readonly token: string;
  readonly expiresAt: string;
}

export interface Redemption {
  readonly token: string;
  readonly password: string;
  /** Only read where the invitation names nobody: the first link of an installation. */
  readonly name?: string | undefined;
}

/** One-time links: the only way to an account. */
export class Invitations {
  constructor(
    private readonly store: AccessStore,
    private readonly authority: Authority,
    private readonly tenants: Tenants,
    private readonly marks: Marks,
    private readonly passwords: PasswordHash,
  ) {}

  /**
   * The link that makes the owner, as long as nobody has an account; the one before it ends.
   * @returns undefined once there is an account
   */
  async first(): Promise<Invited | undefined> {
    if (await this.store.anyAccount()) return undefined;
    return this.store.change(async (now) => {
      if (await this.store.anyAccount()) throw invitationEnded();
      const role = { role: 'owner', scope: 'installation' } as const;
      const nobody = { name: null, person: null, accountId: null, invitedBy: null };
      return this.made({ ...role, ...nobody }, FIRST_MS, now, await this.store.openInvitations());
    });
  }

  /**
   * Invites a person under the name they will act under. An open link for the same person ends where `by` could withdraw it:
   * who invites at one customer ends nothing at another.
   * @throws RequestError access.denied, person.taken, input.invalid, project.not-found
   */
  async invite(by: Person, o: { name: string; role: Role; scope: Scope }): Promise<Invited> {
    const name = cleanName(o.name);
    const person = this.marks.person(name);
    return this.store.change(
      async (now) => {
        const resource = await this.tenants.resourceOf(o.scope);
        await this.authority.require(by, 'people.invite', resource);
        await this.authority.requireGiving(by, o.role, resource);
        const known = await this.store.accountOf(person);
        if (known)
          throw (await this.mayKnow(by, known)) ? personTaken(name) : personElsewhere(name);
        const replaced: InvitationRow[] = [];
        for (const earlier of await this.store.openInvitations())
          if (earlier.person === person && (await this.isBackedBy(by.account, earlier)))
            replaced.push(earlier);
        const about = { name, person, accountId: null, role: o.role, scope: o.scope };
        return this.made({ ...about, invitedBy: by.account }, INVITED_MS, now, replaced);
      },
      { by: by.account, action: 'people.invite', role: o.role, scope: o.scope },
    );
  }

  /**
   * A link by which somebody else sets a new password. Whoever gives it could have given every role of that person.
   * @throws RequestError person.unknown, access.denied
   */
  async renew(by: Person, accountId: string): Promise<Invited> {
    return this.store.change(
      async (now) => {
        if (by.account === accountId) throw denied(); // a stolen session must not become a new password
        const account = await this.store.account(accountId);
        const roles = await this.store.roles(accountId);
        const [first] = roles;
        if (!account || account.revokedAt !== null || !first) throw noSuchPerson();
        if (!(await this.tenants.seesOneOf(by, roles))) throw noSuchPerson();
        for (const { role, scope } of roles)
          await this.authority.requireGiving(by, role, await this.tenants.resourceOf(scope));
        const open = await this.store.openInvitations();
        const { name, person } = account;
        const { role, scope } = first;
        return this.made(
          { name, person, accountId, role, scope, invitedBy: by.account },
          FIRST_MS,
          now,
          open.filter((earlier) => earlier.accountId === accountId),
        );
      },
      { by: by.account, action: 'people.invite', account: accountId },
    );
  }

  /** @throws RequestError access.denied, invitation.ended */
  async withdraw(by: Person, invitation: string): Promise<void> {
    return this.store.change(
      async (now): Promise<Decided<void>> => {
        const found = (await this.store.openInvitations()).find(({ id }) => id === invitation);
        if (!found || !(await this.tenants.seesOneOf(by, [found]))) throw invitationEnded();
        const resource = await this.tenants.resourceOf(found.scope);
        await this.authority.requireGiving(by, found.role, resource);
        return {
          event: { event: 'invitation.withdrawn', by: by.account, invitation },
          change: { invitations: [{ ...found, endedAt: now.toISOString() }] },
          answer: () => undefined,
        };
      },
      { by: by.account, action: 'people.invite', invitation },
    );
  }

  /** Whom a link is for, before it is used. @throws RequestError invitation.ended */
  async look(token: string): Promise<{ name: string | null; role: Role; scope: Scope }> {
    const { name, role, scope } = await this.open(token, this.store.now());
    return { name, role, scope };
  }

  /**
   * Uses a link: makes the account, or gives the known one its new password and ends its sessions. Of two at once one wins.
   * @throws RequestError invitation.ended, person.taken, password.weak, input.invalid
   */
  async redeem({ token, password, name }: Redemption): Promise<SignedIn> {
    const seen = await this.open(token, this.store.now());
    const called = cleanName(seen.name ?? name ?? '');
    requireGoodPassword(password, [called]);
    const record = await this.passwords.make(password);
    return this.store.change(async (now) => {
      const invitation = await this.open(token, now);
      const account = await this.accountFor(invitation, called, record, now);
      const session = newSession(account.row.id, now);
      return {
        event: {
          event: 'invitation.redeemed',
          account: account.row.id,
          invitation: invitation.id,
          role: invitation.role,
          scope: invitation.scope,
        },
        change: {
          ...account.change,
          accounts: [account.row],
          sessions: [session.row],
          invitations: [{ ...invitation, endedAt: now.toISOString() }],
        },
        answer: () => ({
          token: session.token,
          account: account.row.id,
          session: session.row.id,
        }),
      };
    });
  }

  /** Whether somebody who invites may be told that there is this account. */
  private async mayKnow(by: Person, { id }: AccountRow): Promise<boolean> {
    const everywhere = may(by, 'people.see', ['installation']);
    return everywhere || this.tenants.seesOneOf(by, await this.store.roles(id));
  }

  /** @param password none where a provider signs the person in: a known account keeps its own */
  async accountFor(
    { accountId, role, scope }: InvitationRow,
    name: string,
    password: string | undefined,
    now: Date,
  ): Promise<{ row: AccountRow; change: Change }> {
    if (accountId !== null) {
      const known = await this.store.account(accountId);
      if (!known || known.revokedAt !== null) throw invitationEnded();
      const sessionsEnded = (await this.store.sessions(accountId)).map(({ id }) => id);
      const throttlesCleared = [this.marks.accountThrottle(known.person)];
      const row = { ...known, password: password ?? known.password };
      return { row, change: { sessionsEnded, throttlesCleared } };
    }
    const person = this.marks.person(name);
    if (await this.store.accountOf(person)) throw personTaken(name);
    const id = randomUUID();
    const createdAt = now.toISOString();
    return {
      row: { id, name, person, password: password ?? '', createdAt, revokedAt: null },
      change: { rolesGiven: [{ accountId: id, role, scope }] },
    };
  }

  /** @throws RequestError invitation.ended */
  async open(token: string, now: Date): Promise<InvitationRow> {
    const found = await this.store.invitation(tokenHash(token));
    if (!found || found.endedAt !== null || Date.parse(found.expiresAt) <= now.getTime())
      throw invitationEnded();
    const { invitedBy } = found;
    // a link does not outlive the right of whoever made it
    if (invitedBy !== null && !(await this.isBackedBy(invitedBy, found))) throw invitationEnded();
    return found;
  }

  private async isBackedBy(account: string, { role, scope }: InvitationRow): Promise<boolean> {
    return this.authority.gives(account, role, await this.tenants.resourceOf(scope));
  }

  private made(
    about: Omit<InvitationRow, 'id' | 'tokenHash' | 'expiresAt' | 'endedAt'>,
    goodMs: number,
    now: Date,
    replaced: readonly InvitationRow[],
  ): Decided<Invited> {
    const token = newToken();
    const id = randomUUID();
    const expiresAt = new Date(now.getTime() + goodMs).toISOString();
    const row = { ...about, id, tokenHash: tokenHash(token), expiresAt, endedAt: null };
    const { accountId, invitedBy, role, scope } = about;
    return {
      event: {
        event: 'invitation.made',
        account: accountId ?? undefined,
        by: invitedBy ?? undefined,
        invitation: id,
        role,
        scope,
      },
      change: {
        invitations: [row, ...replaced.map((r) => ({ ...r, endedAt: now.toISOString() }))],
      },
      answer: () => ({ invitation: id, token, expiresAt }),
    };
  }
}

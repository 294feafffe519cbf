import type { Role } from './rights.js';
import type { Scope } from './scope.js';
import type { Tries } from './throttle-rules.js';

/** Rows of the tables of people and rights; times are ISO 8601 in UTC. */
export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly person: string;
  readonly password: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

export interface RoleRow {
  readonly accountId: string;
  readonly role: Role;
  readonly scope: Scope;
}

export interface SessionRow {
  readonly id: string;
  readonly tokenHash: string;
  readonly accountId: string;
  readonly createdAt: string;
  readonly usedAt: string;
}

/** Whose account somebody who signs in at a provider has. */
export interface IdentityRow {
  /** Keyed hash of issuer and subject, see `Marks`. */
  readonly mark: string;
  readonly issuer: string;
  readonly accountId: string;
  readonly boundAt: string;
}

export interface InvitationRow {
  readonly id: string;
  readonly tokenHash: string;
  /** Whom it is for; null in the first link of an installation, whose reader says it. */
  readonly name: string | null;
  readonly person: string | null;
  /** Set when a known account gets a new password by it. */
  readonly accountId: string | null;
  readonly role: Role;
  readonly scope: Scope;
  readonly invitedBy: string | null;
  readonly expiresAt: string;
  readonly endedAt: string | null;
}

export interface ThrottleRow extends Tries {
  readonly key: string;
}

export interface TenantRow {
  readonly id: Scope;
  readonly parent: Scope | null;
  readonly name: string;
}

export interface PlaceRow {
  readonly projectId: string;
  readonly tenant: Scope | null;
}

/** What one change writes; lists that are not there change nothing. Plain JSON, spread by the view `access_change`. */
export interface Change {
  readonly accounts?: readonly AccountRow[];
  readonly rolesGiven?: readonly RoleRow[];
  readonly rolesTaken?: readonly RoleRow[];
  readonly sessions?: readonly SessionRow[];
  /** Ids. */
  readonly sessionsEnded?: readonly string[];
  readonly invitations?: readonly InvitationRow[];
  readonly identities?: readonly IdentityRow[];
  /** Marks. */
  readonly identitiesEnded?: readonly string[];
  readonly throttles?: readonly ThrottleRow[];
  /** Keys. */
  readonly throttlesCleared?: readonly string[];
  readonly tenants?: readonly TenantRow[];
  readonly places?: readonly { readonly projectId: string; readonly tenant: Scope }[];
  /** Ids of rows whose names go; the rows stay (ADR 0029). */
  readonly namesErased?: {
    readonly accounts: readonly string[];
    readonly invitations: readonly string[];
    readonly tenants: readonly string[];
  };
}

import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ProjectEntity } from './project.js';

/** Who may sign in. `person` marks the human being by HMAC: no second account, whatever the spelling. */
@Entity('account')
@Unique('ux_account_person', ['person'])
export class AccountEntity {
  @PrimaryColumn('text') id: string;
  @Column('text') name: string;
  @Column('text') person: string;
  @Column('text') password: string;
  @Column('text', { name: 'created_at' }) createdAt: string;
  @Column('text', { name: 'revoked_at', nullable: true }) revokedAt: string | null;
}

/** A role of an account and how far it reaches: `installation`, `partner:…`, `customer:…`, `project:…`. */
@Entity('account_role')
export class AccountRoleEntity {
  @ForeignKey(() => AccountEntity, { name: 'fk_account_role_account' })
  @PrimaryColumn('text', { name: 'account_id' })
  accountId: string;
  @PrimaryColumn('text') role: string;
  @PrimaryColumn('text') scope: string;
}

/** Who is signed in. The token itself is stored nowhere. */
@Entity('session')
@Unique('ux_session_token_hash', ['tokenHash'])
export class SessionEntity {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'token_hash' }) tokenHash: string;
  @Index('ix_session_account')
  @ForeignKey(() => AccountEntity, { name: 'fk_session_account' })
  @Column('text', { name: 'account_id' })
  accountId: string;
  @Column('text', { name: 'created_at' }) createdAt: string;
  @Column('text', { name: 'used_at' }) usedAt: string;
}

/** A one-time link: for a new person, or for a new password of a known account. */
@Entity('invitation')
@Unique('ux_invitation_token_hash', ['tokenHash'])
export class InvitationEntity {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'token_hash' }) tokenHash: string;
  @Column('text', { nullable: true }) name: string | null;
  @Column('text', { nullable: true }) person: string | null;
  @Column('text', { name: 'account_id', nullable: true }) accountId: string | null;
  @Column('text') role: string;
  @Column('text') scope: string;
  @Column('text', { name: 'invited_by', nullable: true }) invitedBy: string | null;
  @Column('text', { name: 'expires_at' }) expiresAt: string;
  @Column('text', { name: 'ended_at', nullable: true }) endedAt: string | null;
}

/** Who somebody is at a provider, by HMAC over issuer and subject: one account at most. */
@Entity('identity')
export class IdentityEntity {
  @PrimaryColumn('text') mark: string;
  @Column('text') issuer: string;
  @Index('ix_identity_account')
  @ForeignKey(() => AccountEntity, { name: 'fk_identity_account' })
  @Column('text', { name: 'account_id' })
  accountId: string;
  @Column('text', { name: 'bound_at' }) boundAt: string;
}

/** Failed sign-ins by keyed hash of account or address. */
@Entity('throttle')
export class ThrottleEntity {
  @PrimaryColumn('text') key: string;
  @Column('integer') failures: number;
  @Column('text', { name: 'last_at' }) lastAt: string;
  @Column('text', { name: 'free_at' }) freeAt: string;
}

/** A partner, or a customer of one (`parent`). */
@Entity('tenant')
export class TenantEntity {
  @PrimaryColumn('text') id: string;
  @Column('text', { nullable: true }) parent: string | null;
  @Column('text') name: string;
}

/** Whose project it is. */
@Entity('project_place')
export class ProjectPlaceEntity {
  @ForeignKey(() => ProjectEntity, { name: 'fk_project_place_project' })
  @PrimaryColumn('text', { name: 'project_id' })
  projectId: string;
  @ForeignKey(() => TenantEntity, { name: 'fk_project_place_tenant' })
  @Column('text')
  tenant: string;
}

/** Log of people and rights: numbered, hash-chained, append-only. */
@Entity('access_entry')
export class AccessEntryEntity {
  @PrimaryColumn('integer') seq: number;
  @Column('text') body: string;
  @Column('text') hash: string;
}

export const ACCESS_ENTITIES = [
  AccountEntity,
  AccountRoleEntity,
  SessionEntity,
  InvitationEntity,
  IdentityEntity,
  ThrottleEntity,
  TenantEntity,
  ProjectPlaceEntity,
  AccessEntryEntity,
];

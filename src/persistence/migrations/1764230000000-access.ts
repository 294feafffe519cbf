import type { MigrationInterface, QueryRunner } from 'typeorm';
import { execute } from './execute.js';

const TABLES = [
  `CREATE TABLE "account" ("id" text PRIMARY KEY NOT NULL, "name" text NOT NULL, "person" text NOT NULL, "password" text NOT NULL, "created_at" text NOT NULL, "revoked_at" text, CONSTRAINT "ux_account_person" UNIQUE ("person"))`,
  `CREATE TABLE "account_role" ("account_id" text NOT NULL, "role" text NOT NULL, "scope" text NOT NULL, CONSTRAINT "fk_account_role_account" FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("account_id", "role", "scope"))`,
  `CREATE TABLE "session" ("id" text PRIMARY KEY NOT NULL, "token_hash" text NOT NULL, "account_id" text NOT NULL, "created_at" text NOT NULL, "used_at" text NOT NULL, CONSTRAINT "ux_session_token_hash" UNIQUE ("token_hash"), CONSTRAINT "fk_session_account" FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "invitation" ("id" text PRIMARY KEY NOT NULL, "token_hash" text NOT NULL, "name" text, "person" text, "account_id" text, "role" text NOT NULL, "scope" text NOT NULL, "invited_by" text, "expires_at" text NOT NULL, "ended_at" text, CONSTRAINT "ux_invitation_token_hash" UNIQUE ("token_hash"))`,
  `CREATE TABLE "throttle" ("key" text PRIMARY KEY NOT NULL, "failures" integer NOT NULL, "last_at" text NOT NULL, "free_at" text NOT NULL)`,
  `CREATE TABLE "tenant" ("id" text PRIMARY KEY NOT NULL, "parent" text, "name" text NOT NULL)`,
  `CREATE TABLE "project_place" ("project_id" text PRIMARY KEY NOT NULL, "tenant" text NOT NULL, CONSTRAINT "fk_project_place_project" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, CONSTRAINT "fk_project_place_tenant" FOREIGN KEY ("tenant") REFERENCES "tenant" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "access_entry" ("seq" integer PRIMARY KEY NOT NULL, "body" text NOT NULL, "hash" text NOT NULL)`,
  `CREATE INDEX "ix_session_account" ON "session" ("account_id")`,
];

const each = (list: string) => `FROM json_each(NEW.body, '$.${list}') j WHERE true`;
const values = (...names: readonly string[]) => names.map((n) => `j.value->>'${n}'`).join(', ');

/**
 * One INSERT into this view is one durable transaction, like "write_batch" (ADR 0002). Every change brings the next entry;
 * that its number is free is the compare-and-set: whoever decided on an older state fails as a whole.
 */
const CHANGE = [
  `CREATE VIEW "access_change" AS SELECT '' AS body WHERE 0`,
  `CREATE TRIGGER "access_change_insert" INSTEAD OF INSERT ON "access_change" BEGIN
  INSERT INTO "access_entry"(seq, body, hash) VALUES (NEW.body->>'$.entry.seq', NEW.body->>'$.entry.body', NEW.body->>'$.entry.hash');
  INSERT INTO "account"(id, name, person, password, created_at, revoked_at)
    SELECT ${values('id', 'name', 'person', 'password', 'createdAt', 'revokedAt')} ${each('accounts')}
    ON CONFLICT(id) DO UPDATE SET password = excluded.password, revoked_at = excluded.revoked_at;
  DELETE FROM "account_role" WHERE (account_id, role, scope) IN (SELECT ${values('accountId', 'role', 'scope')} ${each('rolesTaken')});
  INSERT INTO "account_role"(account_id, role, scope) SELECT ${values('accountId', 'role', 'scope')} ${each('rolesGiven')} ON CONFLICT DO NOTHING;
  DELETE FROM "session" WHERE id IN (SELECT j.value ${each('sessionsEnded')});
  INSERT INTO "session"(id, token_hash, account_id, created_at, used_at)
    SELECT ${values('id', 'tokenHash', 'accountId', 'createdAt', 'usedAt')} ${each('sessions')};
  INSERT INTO "invitation"(id, token_hash, name, person, account_id, role, scope, invited_by, expires_at, ended_at)
    SELECT ${values('id', 'tokenHash', 'name', 'person', 'accountId', 'role', 'scope', 'invitedBy', 'expiresAt', 'endedAt')} ${each('invitations')}
    ON CONFLICT(id) DO UPDATE SET ended_at = excluded.ended_at;
  DELETE FROM "throttle" WHERE key IN (SELECT j.value ${each('throttlesCleared')});
  INSERT INTO "throttle"(key, failures, last_at, free_at)
    SELECT ${values('key', 'failures', 'lastAt', 'freeAt')} ${each('throttles')}
    ON CONFLICT(key) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at, free_at = excluded.free_at;
  INSERT INTO "tenant"(id, parent, name) SELECT ${values('id', 'parent', 'name')} ${each('tenants')};
  INSERT INTO "project_place"(project_id, tenant) SELECT ${values('projectId', 'tenant')} ${each('places')}
    ON CONFLICT(project_id) DO UPDATE SET tenant = excluded.tenant;
END`,
  `CREATE TRIGGER "access_entry_no_update" BEFORE UPDATE ON "access_entry" BEGIN SELECT RAISE(ABORT, 'access entries are append-only'); END`,
  `CREATE TRIGGER "access_entry_no_delete" BEFORE DELETE ON "access_entry" BEGIN SELECT RAISE(ABORT, 'access entries are append-only'); END`,
];

/** People and rights: accounts, roles, sessions, invitations, tenants and their log (ADR 0023). */
export class Access1764230000000 implements MigrationInterface {
  readonly name = 'Access1764230000000';

  async up(runner: QueryRunner): Promise<void> {
    await execute(runner, [...TABLES, ...CHANGE]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW "access_change"');
    for (const table of [
      ...['access_entry', 'project_place', 'tenant', 'throttle', 'invitation'],
      ...['session', 'account_role', 'account'],
    ])
      await runner.query(`DROP TABLE "${table}"`);
  }
}

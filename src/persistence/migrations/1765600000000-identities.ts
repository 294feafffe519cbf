import type { MigrationInterface, QueryRunner } from 'typeorm';
import { execute } from './execute.js';

const ids = (list: string) => `SELECT j.value FROM json_each(NEW.body, '$.${list}') j`;

/**
 * Triggers beside the one that writes: they fire within the same statement, and only where an identity is concerned. The name makes
 * PostgreSQL fire the first one after "access_change_insert", since an identity names its account (ADR 0040).
 */
const STATEMENTS = [
  `CREATE TABLE "identity" ("mark" text PRIMARY KEY NOT NULL, "issuer" text NOT NULL, "account_id" text NOT NULL, "bound_at" text NOT NULL, CONSTRAINT "fk_identity_account" FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE INDEX "ix_identity_account" ON "identity" ("account_id")`,
  `CREATE TRIGGER "access_change_joins_identities" INSTEAD OF INSERT ON "access_change" WHEN NEW.body->'$.identities' IS NOT NULL OR NEW.body->'$.identitiesEnded' IS NOT NULL BEGIN
  DELETE FROM "identity" WHERE mark IN (${ids('identitiesEnded')});
  INSERT INTO "identity"(mark, issuer, account_id, bound_at)
    SELECT j.value->>'mark', j.value->>'issuer', j.value->>'accountId', j.value->>'boundAt' FROM json_each(NEW.body, '$.identities') j WHERE true;
END`,
  // who somebody was at a provider says as much as a name
  `CREATE TRIGGER "access_change_erases_identities" INSTEAD OF INSERT ON "access_change" WHEN NEW.body->'$.namesErased' IS NOT NULL BEGIN
  DELETE FROM "identity" WHERE account_id IN (${ids('namesErased.accounts')});
END`,
];

/** Accounts of those who sign in at an OpenID provider (ADR 0043). */
export class Identities1765600000000 implements MigrationInterface {
  readonly name = 'Identities1765600000000';

  async up(runner: QueryRunner): Promise<void> {
    await execute(runner, STATEMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await execute(runner, [
      'DROP TRIGGER "access_change_joins_identities"',
      'DROP TRIGGER "access_change_erases_identities"',
      'DROP TABLE "identity"',
    ]);
  }
}

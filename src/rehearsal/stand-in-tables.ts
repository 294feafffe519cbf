import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  `CREATE TABLE "about" ("name" text PRIMARY KEY NOT NULL, "value" text NOT NULL)`,
  `CREATE TABLE "state" ("one" integer PRIMARY KEY NOT NULL CHECK ("one" = 1), "body" text NOT NULL)`,
  `CREATE TABLE "action" ("number" integer PRIMARY KEY NOT NULL, "key" text NOT NULL UNIQUE, "kind" text NOT NULL, "result" text NOT NULL)`,
  `CREATE TABLE "file" ("owner" text NOT NULL, "path" text NOT NULL, "sha256" text NOT NULL, "size" integer NOT NULL, "action" integer, PRIMARY KEY ("owner", "path"), CONSTRAINT "fk_file_action" FOREIGN KEY ("action") REFERENCES "action" ("number") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED)`,
  `CREATE TABLE "ledger" ("action" integer NOT NULL, "owner" text NOT NULL, "name" text NOT NULL, "path" text NOT NULL, "before" text, "before_action" integer, "after" text, PRIMARY KEY ("action", "owner", "path"), CONSTRAINT "fk_ledger_action" FOREIGN KEY ("action") REFERENCES "action" ("number") ON DELETE NO ACTION ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED)`,
];

/** The file of a stand-in server. It is no part of the data folder: each rehearsal has its own. */
export class StandInTables1764100000000 implements MigrationInterface {
  readonly name = 'StandInTables1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('a stand-in server is made anew instead'));
  }
}

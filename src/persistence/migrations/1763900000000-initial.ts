import type { MigrationInterface, QueryRunner } from 'typeorm';
import { WRITE_BATCH_DDL } from '../write-batch.js';
import { execute, prepareWords } from './execute.js';

const TABLES = [
  `CREATE TABLE "project" ("id" text PRIMARY KEY NOT NULL, "customer" text NOT NULL, "created_at" text NOT NULL)`,
  `CREATE TABLE "definition" ("hash" text PRIMARY KEY NOT NULL, "name" text NOT NULL, "version" text NOT NULL, "body" text NOT NULL)`,
  `CREATE TABLE "run" ("id" text PRIMARY KEY NOT NULL, "project_id" text NOT NULL, "kind" text NOT NULL, "status" text NOT NULL, "revision" integer NOT NULL, "definition" text NOT NULL, "state" text NOT NULL, "head_seq" integer NOT NULL, "head_hash" text NOT NULL, "frontier" text NOT NULL, "created_at" text NOT NULL, "updated_at" text NOT NULL, CONSTRAINT "fk_run_project" FOREIGN KEY ("project_id") REFERENCES "project" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, CONSTRAINT "fk_run_definition" FOREIGN KEY ("definition") REFERENCES "definition" ("hash") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "audit_entry" ("run_id" text NOT NULL, "seq" integer NOT NULL, "body" text NOT NULL, "hash" text NOT NULL, CONSTRAINT "fk_audit_entry_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("run_id", "seq"))`,
  `CREATE TABLE "checkpoint" ("run_id" text NOT NULL, "size" integer NOT NULL, "text" text NOT NULL, CONSTRAINT "fk_checkpoint_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("run_id", "size"))`,
  `CREATE TABLE "fact" ("run_id" text NOT NULL, "step" text NOT NULL, "digest" text NOT NULL, "body" text NOT NULL, CONSTRAINT "fk_fact_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("run_id", "step", "digest"))`,
  `CREATE TABLE "attempt" ("id" text PRIMARY KEY NOT NULL, "run_id" text NOT NULL, "step" text NOT NULL, "number" integer NOT NULL, "status" text NOT NULL, "owner" text NOT NULL, "lease_until" integer NOT NULL, "not_before" integer NOT NULL, "work_key" text NOT NULL, "input" text NOT NULL, "started_at" text NOT NULL, "ended_at" text, "result" text, "salt" text NOT NULL, "end_salt" text, CONSTRAINT "fk_attempt_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "timer" ("run_id" text NOT NULL, "name" text NOT NULL, "due_at" text NOT NULL, CONSTRAINT "fk_timer_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("run_id", "name"))`,
  `CREATE TABLE "command" ("run_id" text NOT NULL, "key" text NOT NULL, "request" text NOT NULL, "answer" text NOT NULL, "salt" text NOT NULL, CONSTRAINT "fk_command_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("run_id", "key"))`,
  `CREATE TABLE "opening" ("commitment" text PRIMARY KEY NOT NULL, "run_id" text NOT NULL, "kind" text NOT NULL, "salt" text NOT NULL, "value" text NOT NULL, CONSTRAINT "fk_opening_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION)`,
  `CREATE TABLE "evidence" ("run_id" text NOT NULL, "digest" text NOT NULL, "step" text NOT NULL, "size" integer NOT NULL, "name" text NOT NULL, "salt" text NOT NULL, CONSTRAINT "fk_evidence_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("run_id", "digest", "step"))`,
  `CREATE TABLE "fingerprint" ("kind" text NOT NULL, "hmac" text NOT NULL, "run_id" text NOT NULL, "project_id" text NOT NULL, "salt" text NOT NULL, CONSTRAINT "fk_fingerprint_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("kind", "hmac", "run_id"))`,
  `CREATE INDEX "ix_run_project" ON "run" ("project_id")`,
  `CREATE INDEX "ix_attempt_run" ON "attempt" ("run_id")`,
  `CREATE INDEX "ix_attempt_status" ON "attempt" ("status")`,
  `CREATE INDEX "ix_timer_due" ON "timer" ("due_at")`,
  `CREATE INDEX "ix_opening_run" ON "opening" ("run_id")`,
];

/** The schema of 0.1.0. Never edited after its release: later changes are later migrations. */
export class Initial1763900000000 implements MigrationInterface {
  readonly name = 'Initial1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await prepareWords(runner);
    await execute(runner, [...TABLES, ...WRITE_BATCH_DDL]);
  }

  down(): Promise<void> {
    return Promise.reject(
      new Error('the first schema cannot be taken back: restore a backup instead'),
    );
  }
}

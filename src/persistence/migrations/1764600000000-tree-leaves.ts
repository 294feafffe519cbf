import type { MigrationInterface, QueryRunner } from 'typeorm';
import { execute } from './execute.js';

const follow = (table: string, chain: string) =>
  `CREATE TRIGGER "${table}_grows_tree" AFTER INSERT ON "${table}" BEGIN INSERT INTO "tree_leaf"(chain, seq, hash) VALUES (${chain}, NEW.seq, NEW.hash); END`;

const frozen = (change: 'update' | 'delete') =>
  `CREATE TRIGGER "tree_leaf_no_${change}" BEFORE ${change.toUpperCase()} ON "tree_leaf" BEGIN SELECT RAISE(ABORT, 'the tree only grows'); END`;

const STATEMENTS = [
  `CREATE TABLE "tree_leaf" ("position" integer PRIMARY KEY NOT NULL, "chain" text NOT NULL, "seq" integer NOT NULL, "hash" text NOT NULL, CONSTRAINT "ux_tree_leaf_entry" UNIQUE ("chain", "seq"))`,
  `INSERT INTO "tree_leaf"(chain, seq, hash) SELECT run_id, seq, hash FROM "audit_entry" ORDER BY rowid`,
  `INSERT INTO "tree_leaf"(chain, seq, hash) SELECT '*access', seq, hash FROM "access_entry" ORDER BY seq`,
  // they fire within the statement that writes the entry: no second flush, no entry without its leaf (ADR 0028)
  follow('audit_entry', 'NEW.run_id'),
  follow('access_entry', `'*access'`),
  frozen('update'),
  frozen('delete'),
];

/** The tree over the entries of all chains, in the order in which they were written. */
export class TreeLeaves1764600000000 implements MigrationInterface {
  readonly name = 'TreeLeaves1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await execute(runner, STATEMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await execute(runner, [
      'DROP TRIGGER "audit_entry_grows_tree"',
      'DROP TRIGGER "access_entry_grows_tree"',
    ]);
    await runner.query('DROP TABLE "tree_leaf"');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { execute } from './execute.js';

const listed = (list: string, of: string, ...columns: readonly string[]) =>
  `SELECT ${columns.map((c) => `j.value->>'${c}'`).join(', ')} FROM json_each(NEW.body, '$.${list}') j WHERE j.value->>'of' = '${of}'`;
const erased = (of: string, ...columns: readonly string[]) => listed('erased', of, ...columns);
const ids = (list: string) => `SELECT j.value FROM json_each(NEW.body, '$.${list}') j`;

/** Triggers beside those that write: they fire within the same statement, and only where something is erased. */
const STATEMENTS = [
  `CREATE TRIGGER "write_batch_erases" INSTEAD OF INSERT ON "write_batch" WHEN json_type(NEW.body, '$.erased') IS NOT NULL BEGIN
  UPDATE "opening" SET salt = '', value = '' WHERE commitment IN (${erased('opening', 'key')});
  UPDATE "attempt" SET input = '', salt = '' WHERE id IN (${erased('attempt', 'key')});
  UPDATE "attempt" SET result = NULL, end_salt = '' WHERE id IN (${erased('outcome', 'key')});
  UPDATE "command" SET request = '', answer = '', salt = '' WHERE (run_id, key) IN (${erased('answer', 'runId', 'key')});
  UPDATE "evidence" SET name = '', salt = '' WHERE (run_id, digest, step) IN (${erased('evidence', 'runId', 'digest', 'step')});
  UPDATE "fact" SET body = '' WHERE (run_id, step, digest) IN (${erased('fact', 'runId', 'step', 'digest')});
  UPDATE "project" SET customer = '' WHERE id IN (${erased('customer', 'key')});
END`,
  // what is handed in again after it was erased is there again
  `CREATE TRIGGER "write_batch_after_erasure" INSTEAD OF INSERT ON "write_batch" WHEN json_array_length(NEW.body, '$.evidence') + json_array_length(NEW.body, '$.facts') > 0 BEGIN
  UPDATE "evidence" AS e SET name = j.value->>'name', salt = j.value->>'salt' FROM json_each(NEW.body, '$.evidence') j
    WHERE e.salt = '' AND e.run_id = j.value->>'runId' AND e.digest = j.value->>'digest' AND e.step = j.value->>'step';
  UPDATE "fact" AS f SET body = j.value->>'body' FROM json_each(NEW.body, '$.facts') j
    WHERE f.body = '' AND f.run_id = j.value->>'runId' AND f.step = j.value->>'step' AND f.digest = j.value->>'digest';
END`,
  `CREATE TRIGGER "access_change_erases" INSTEAD OF INSERT ON "access_change" WHEN NEW.body->'$.namesErased' IS NOT NULL BEGIN
  UPDATE "account" SET name = '', password = '' WHERE id IN (${ids('namesErased.accounts')});
  UPDATE "invitation" SET name = NULL WHERE id IN (${ids('namesErased.invitations')});
  UPDATE "tenant" SET name = '' WHERE id IN (${ids('namesErased.tenants')});
END`,
];

/** Personal values go, their rows stay (ADR 0029). */
export class Erasure1764800000000 implements MigrationInterface {
  readonly name = 'Erasure1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await execute(runner, STATEMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await execute(runner, [
      'DROP TRIGGER "write_batch_erases"',
      'DROP TRIGGER "write_batch_after_erasure"',
      'DROP TRIGGER "access_change_erases"',
    ]);
  }
}

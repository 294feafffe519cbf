import type { MigrationInterface, QueryRunner } from 'typeorm';
import { execute } from './execute.js';

const STATEMENTS = [
  `CREATE TABLE "earlier_state" ("run_id" text NOT NULL, "seq" integer NOT NULL, "revision" integer NOT NULL, "definition" text NOT NULL, "body" text NOT NULL, CONSTRAINT "fk_earlier_state_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, CONSTRAINT "fk_earlier_state_definition" FOREIGN KEY ("definition") REFERENCES "definition" ("hash") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("run_id", "seq"))`,
  // a second trigger of the same view: it fires within the same statement, so within the same transaction
  `CREATE TRIGGER "write_batch_insert_earlier_state" INSTEAD OF INSERT ON "write_batch" BEGIN
  INSERT INTO "earlier_state"(run_id, seq, revision, definition, body)
    SELECT j.value->>'runId', j.value->>'seq', j.value->>'revision', j.value->>'definition', j.value->>'body'
    FROM json_each(NEW.body, '$.earlierStates') j WHERE true ON CONFLICT DO NOTHING;
END`,
];

/** What a run was before it moved to another definition. */
export class EarlierStates1764200000000 implements MigrationInterface {
  readonly name = 'EarlierStates1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await execute(runner, STATEMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await execute(runner, ['DROP TRIGGER "write_batch_insert_earlier_state"']);
    await runner.query('DROP TABLE "earlier_state"');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { execute } from './execute.js';

const STATEMENTS = [
  `CREATE TABLE "run_task" ("run_id" text NOT NULL, "step" text NOT NULL, "place" integer NOT NULL, "body" text NOT NULL, CONSTRAINT "fk_run_task_run" FOREIGN KEY ("run_id") REFERENCES "run" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION, PRIMARY KEY ("run_id", "step"))`,
  // a further trigger of the same view: it fires within the same statement, so within the same transaction
  `CREATE TRIGGER "write_batch_insert_run_task" INSTEAD OF INSERT ON "write_batch" BEGIN
  DELETE FROM "run_task" WHERE run_id IN (SELECT j.value FROM json_each(NEW.body, '$.rewritten') j);
  INSERT INTO "run_task"(run_id, step, place, body)
    SELECT j.value->>'runId', j.value->>'step', j.value->>'place', j.value->>'body'
    FROM json_each(NEW.body, '$.tasks') j WHERE true
    ON CONFLICT(run_id, step) DO UPDATE SET place = excluded.place, body = excluded.body;
END`,
];

/** What the state of a run says of each step, as rows (ADR 0039). States written before stay whole until their next commit. */
export class TaskRows1764900000000 implements MigrationInterface {
  readonly name = 'TaskRows1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    await execute(runner, STATEMENTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    const whole = `replace(r.state, 'tasks":{%}', 'tasks":{' || coalesce((SELECT group_concat(json_quote(t.step) || ':' || t.body, ',' ORDER BY t.place) FROM run_task t WHERE t.run_id = r.id), '') || '}')`;
    await runner.query(`UPDATE "run" AS r SET state = ${whole}`);
    await execute(runner, ['DROP TRIGGER "write_batch_insert_run_task"']);
    await runner.query('DROP TABLE "run_task"');
  }
}

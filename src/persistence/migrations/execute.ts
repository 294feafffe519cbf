import type { QueryRunner } from 'typeorm';
import { schemaInPostgres } from '../postgres/schema.js';
import { WORDS } from '../postgres/statements.js';

/** Schema statements, written for SQLite, on whichever database this is (ADR 0040). */
export async function execute(runner: QueryRunner, statements: readonly string[]): Promise<void> {
  for (const statement of statements)
    for (const sql of isPostgres(runner) ? schemaInPostgres(statement) : [statement])
      await runner.query(sql);
}

/** What the statements of the stores need before there is any table. */
export async function prepareWords(runner: QueryRunner): Promise<void> {
  if (!isPostgres(runner)) return;
  for (const statement of WORDS) await runner.query(statement);
}

function isPostgres(runner: QueryRunner): boolean {
  return runner.connection.options.type === 'postgres';
}

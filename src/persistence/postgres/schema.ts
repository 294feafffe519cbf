import { withTexts } from './statements.js';

/**
 * A schema statement of a migration, written for SQLite, as PostgreSQL needs it (ADR 0040): types and order of texts, the number
 * of a row where SQLite has one by itself, and triggers as functions in PL/pgSQL. Tables, columns, keys and indexes are the same.
 */
export function schemaInPostgres(statement: string): string[] {
  const [, kind = ''] =
    /^(CREATE TABLE|CREATE VIEW|CREATE TRIGGER|DROP TRIGGER)/.exec(statement) ?? [];
  if (kind === 'CREATE TABLE') return table(statement);
  if (kind === 'CREATE TRIGGER') return trigger(statement);
  if (kind === 'CREATE VIEW') return [statement.replace(`SELECT '' AS body WHERE 0`, NO_DOCUMENT)];
  if (kind === 'DROP TRIGGER') return [`${statement.replace('TRIGGER', 'FUNCTION')}() CASCADE`];
  return [statement];
}

const NO_DOCUMENT = 'SELECT NULL::jsonb AS body WHERE false';
/** Tables that are asked for the number of their newest row. */
const ASKED_FOR_NEWEST = ['audit_entry', 'project'];

/** Texts sort by their bytes, as in SQLite, whatever the server's language; numbers have 64 bits, as there. */
function table(statement: string): string[] {
  const name = /^CREATE TABLE "(\w+)"/.exec(statement)?.[1] ?? '';
  const typed = statement.replace(/" text\b/g, '" text COLLATE "C"');
  const numbered = typed.replace(
    /"(\w+)" integer PRIMARY KEY/,
    `"$1" bigint DEFAULT "${name}_next"() PRIMARY KEY`,
  );
  if (numbered !== typed) {
    const column = /"(\w+)" bigint DEFAULT/.exec(numbered)?.[1] ?? '';
    return [nextNumber(name, column), numbered.replace(/" integer\b/g, '" bigint')];
  }
  const rowid = '("rowid" bigint GENERATED ALWAYS AS IDENTITY, ';
  const made = typed.replace('(', rowid).replace(/" integer\b/g, '" bigint');
  if (!ASKED_FOR_NEWEST.includes(name)) return [made];
  return [made, `CREATE UNIQUE INDEX "ux_${name}_rowid" ON "${name}" ("rowid")`];
}

/** Without gaps, as SQLite counts: a sequence would leave one at every rollback. Writers wait for each other (see WAIT). */
function nextNumber(name: string, column: string): string {
  return `CREATE OR REPLACE FUNCTION "${name}_next"() RETURNS bigint LANGUAGE plpgsql AS $$
    BEGIN RETURN (SELECT coalesce(max("${column}"), 0) + 1 FROM "${name}"); END $$`;
}

/** One batch at a time, as in SQLite; held until its transaction ends. The number means nothing, it is only ours. */
const WAIT = 'PERFORM pg_advisory_xact_lock(7305781);';

/**
 * Triggers of one view fire in the order of their names, those of SQLite in the reverse order of their making; what several say
 * of one row does not depend on it. They are one statement, so one transaction, in both.
 */
function trigger(statement: string): string[] {
  const found =
    /^CREATE TRIGGER "(\w+)" (BEFORE|AFTER|INSTEAD OF) (\w+) ON "(\w+)"(?: WHEN (.*?))? BEGIN\s(.*)END$/s.exec(
      statement,
    );
  if (!found) throw new Error(`not a trigger as migrations write them: ${statement.slice(0, 80)}`);
  const [, name = '', when = '', change = '', on = '', condition, body = ''] = found;
  const wait = when === 'INSTEAD OF' ? WAIT : '';
  const work = inTrigger(body);
  const guarded =
    condition === undefined ? work : `IF ${inTrigger(condition)} THEN ${work} END IF;`;
  return [
    `CREATE OR REPLACE FUNCTION "${name}"() RETURNS trigger LANGUAGE plpgsql AS $$
      #variable_conflict use_column
      DECLARE j record; BEGIN ${wait} ${guarded} RETURN NEW; END $$`,
    `CREATE TRIGGER "${name}" ${when} ${change} ON "${on}" FOR EACH ROW EXECUTE FUNCTION "${name}"()`,
  ];
}

const RAISED = /SELECT RAISE\(ABORT, ('[^']*')\)/;
const UPSERT =
  /(INSERT INTO [^;]*?)FROM json_each\(NEW\.body, '([^']+)'\) j (WHERE [^;]*?DO UPDATE [^;]*);/g;

function inTrigger(body: string): string {
  const statements = body
    .replace(
      new RegExp(`${RAISED.source} FROM ([^;]*);`, 'g'),
      'IF EXISTS (SELECT 1 FROM $2) THEN RAISE EXCEPTION USING MESSAGE = $1; END IF;',
    )
    .replace(new RegExp(`${RAISED.source};`, 'g'), 'RAISE EXCEPTION USING MESSAGE = $1;')
    // a row that a batch names twice is written twice; PostgreSQL allows an upsert each row only once
    .replace(
      UPSERT,
      `FOR j IN SELECT value FROM jsonb_array_elements(NEW.body #> '$2') LOOP $1 $3; END LOOP;`,
    )
    .replace(/json_each\(NEW\.body, '([^']+)'\)/g, `jsonb_array_elements(NEW.body #> '$1')`)
    .replace(/json_type\(NEW\.body, '([^']+)'\)/g, `NEW.body #> '$1'`)
    .replace(/json_array_length\(NEW\.body, '([^']+)'\)/g, `jsonb_array_length(NEW.body #> '$1')`)
    .replace(/NEW\.body->(>?)'(\$[^']*)'/g, `(NEW.body #>$1 '$2')`)
    .replace(/'\$\.([\w.]+)'/g, (_, path: string) => `'{${path.replaceAll('.', ',')}}'`);
  return withTexts(statements).replace(NUMBER, '($&)::bigint');
}

/** Members of a batch that are numbers; everything else is text. */
const NUMBER = new RegExp(
  `j\\.value->>'(?:seq|size|number|revision|headSeq|expectedSeq|leaseUntil|notBefore|place|failures)'|NEW\\.body #>> '\\{entry,seq\\}'`,
  'g',
);

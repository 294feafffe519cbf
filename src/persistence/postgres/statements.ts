/**
 * The SQL of the stores is written once, in SQLite's words (ADR 0040). What reads otherwise in PostgreSQL:
 * marks of bound values (`?` is `$1`), names (`AS runId` would be folded to lower case), and lists bound as one JSON text.
 * Functions that PostgreSQL lacks have SQLite's names there, see {@link WORDS}.
 */
export function inPostgres(sql: string): string {
  let text = known.get(sql);
  if (text === undefined) {
    text = translated(sql);
    if (known.size >= KNOWN_LIMIT) known.clear();
    known.set(sql, text);
  }
  return text;
}

const KNOWN_LIMIT = 1_000;
const known = new Map<string, string>();

function translated(sql: string): string {
  let values = 0;
  return withTexts(sql)
    .replace(/\bjson_each\(\?\)/g, 'jsonb_array_elements(?::jsonb)')
    .replace(/\bAS ([a-z]+[A-Z]\w*)/g, 'AS "$1"')
    .replace(/\?/g, () => `$${String(++values)}`);
}

/** An element of a list is JSON in PostgreSQL; where SQLite means the text itself, it has to be asked for. */
export function withTexts(sql: string): string {
  return sql.replace(/\bj\.value\b(?!\s*->)/g, `(j.value #>> '{}')`);
}

/** Functions of SQLite that the stores use, made once in the schema of a PostgreSQL database. */
export const WORDS = [
  `CREATE FUNCTION instr(whole text, part text) RETURNS bigint LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
   RETURN position(part IN whole)`,
  `CREATE FUNCTION json_quote(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
   RETURN to_json(value)::text`,
  `CREATE FUNCTION max(a text, b text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
   RETURN greatest(a COLLATE "C", b COLLATE "C")`,
  `CREATE FUNCTION joined(text, text, text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
   RETURN coalesce($1 || $3, '') || $2`,
  `CREATE AGGREGATE group_concat(text, text) (SFUNC = joined, STYPE = text)`,
];

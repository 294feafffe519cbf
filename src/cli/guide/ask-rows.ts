import type { z } from 'zod';
import { columnsOf, rowOf, type Column } from '../../core/row-columns.js';
import { valueProblem } from '../../engine/claim.js';
import { RequestError } from '../../core/errors.js';
import type { FieldView } from '../../engine/views.js';
import { known } from '../cli-errors.js';
import { counted, ROWS } from '../counted.js';
import { readTextFile } from '../input-files.js';
import { flowing, wrapped } from '../typography.js';
import { rowText, valueText } from './answers-summary.js';
import type { Field } from './filling.js';
import { mayStayEmpty } from '../may-stay-empty.js';
import type { Guide } from './guide.js';
import type { Choice } from './prompter.js';

type Row = Readonly<Record<string, unknown>>;

/** A table, row by row, or from a file. */
export async function askRows(
  guide: Guide,
  { view, schema }: Field,
  before: unknown,
): Promise<unknown> {
  const row = rowOf(schema);
  if (!row) throw new Error(`${view.name} is no table`);
  const { screen, ask } = guide;
  let rows: readonly Row[] = Array.isArray(before) ? (before as Row[]) : [];
  for (;;) {
    ask.say(tableLines(rows, view, guide));
    const problem = valueProblem(schema, rows);
    const count = counted(rows.length, ROWS, screen);
    const done = {
      value: 'done',
      label: screen.pick(`Fertig: ${count}`, `Done: ${count}`),
    } as const;
    const next = await ask.one(`${screen.say(view.label)}: ${count}`, [
      { value: 'add', label: screen.pick('Zeile hinzufügen', 'Add a row') },
      ...(problem ? [] : [done]),
      ...(rows.length > 0
        ? [
            { value: 'change', label: screen.pick('Zeile ändern', 'Change a row') } as const,
            { value: 'remove', label: screen.pick('Zeile entfernen', 'Remove a row') } as const,
          ]
        : []),
      {
        value: 'file',
        label: screen.pick('Alle Zeilen aus einer JSON-Datei', 'All rows from a JSON file'),
      },
    ] as const);
    if (next === 'done') return rows.length === 0 && !view.required ? undefined : rows;
    if (next === 'add') rows = [...rows, await askRow(guide, row, {})];
    if (next === 'file') rows = (await rowsOfFile(guide, schema)) ?? rows;
    if (next === 'change' || next === 'remove') {
      const at = await ask.one(
        screen.pick('Welche Zeile?', 'Which row?'),
        numbered(rows, view, guide),
      );
      const now = next === 'change' ? [await askRow(guide, row, rows[at] ?? {})] : [];
      rows = rows.toSpliced(at, 1, ...now);
    }
  }
}

/** Asks the columns in their order until the row's schema accepts the row. */
async function askRow(guide: Guide, schema: z.ZodObject, before: Row): Promise<Row> {
  let row: Row = before;
  for (;;) {
    for (const column of columnsOf(schema)) {
      const value = await askCell(guide, column, row[column.name]);
      const { [column.name]: _old, ...others } = row;
      row = value === undefined ? others : { ...others, [column.name]: value };
    }
    const problem = valueProblem(schema, row);
    if (!problem) return row;
    guide.ask.say(flowing(`✗ ${guide.screen.say(problem)}`, guide.screen, '  ', '    '));
  }
}

async function askCell(guide: Guide, column: Column, before: unknown): Promise<unknown> {
  const { screen, ask } = guide;
  const may = mayStayEmpty(column, screen);
  const question = `${screen.say(column.label)}${may === '' ? '' : ` (${may})`}`;
  const none = column.required
    ? []
    : [{ value: undefined, label: screen.pick('keine Angabe', 'not given') }];
  if (column.input === 'flag') {
    const choices: Choice<boolean | undefined>[] = [
      { value: true, label: screen.pick('Ja', 'Yes') },
      { value: false, label: screen.pick('Nein', 'No') },
      ...none,
    ];
    return ask.one(question, choices, before as boolean | undefined);
  }
  if (column.options) {
    const choices: Choice<string | undefined>[] = [
      ...column.options.map((o) => ({ value: o.value, label: screen.say(o.text) })),
      ...none,
    ];
    return ask.one(question, choices, before as string | undefined);
  }
  const typed = (given: string) =>
    given === '' ? undefined : column.input === 'number' ? Number(given) : given;
  const given = await ask.line(question, {
    initial: before === undefined ? '' : valueText(before, screen),
    check: (value) => {
      const problem = valueProblem(column.schema, typed(value));
      return problem && screen.say(problem);
    },
  });
  return typed(given);
}

async function rowsOfFile(guide: Guide, schema: z.ZodType): Promise<readonly Row[] | undefined> {
  const { screen, ask } = guide;
  const path = await ask.path(screen.pick('Pfad der Datei', 'Path of the file'), '');
  try {
    const rows = JSON.parse(await readTextFile(path)) as unknown;
    const problem = valueProblem(schema, rows);
    if (!problem) return rows as readonly Row[];
    ask.say(wrapped(`✗ ${path}: ${screen.say(problem)}`, screen.width, '  ', '    '));
  } catch (error) {
    const seen = known(error);
    const why = seen instanceof RequestError ? screen.say(seen.text) : String(seen);
    ask.say(wrapped(`✗ ${why}`, screen.width, '  ', '    '));
  }
  return undefined;
}

function numbered(rows: readonly Row[], view: FieldView, { screen }: Guide): Choice<number>[] {
  return rows.map((row, value) => ({
    value,
    label: `${value + 1}. ${rowText(view, row, screen)}`,
  }));
}

function tableLines(rows: readonly Row[], view: FieldView, { screen }: Guide): string[] {
  return rows.flatMap((row, i) =>
    wrapped(`${i + 1}. ${rowText(view, row, screen)}`, screen.width, '   ', '      ').map((line) =>
      screen.paint('dim', line),
    ),
  );
}

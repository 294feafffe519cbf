/** Stands in `run.state` where the members of `tasks` belong; they are the rows of `run_task` (ADR 0039). No JSON says this. */
export const TASKS_HOLE = '{%}';

const ROWS = `SELECT group_concat(json_quote(t.step) || ':' || t.body, ',' ORDER BY t.place) FROM run_task t WHERE t.run_id = r.id`;

/**
 * Where it stands. No text of the state can hold these characters: in a text the quotation mark has a backslash in front, not
 * an `s`; and where it ends a name, no JSON goes on like this.
 */
const HOLE = `tasks":${TASKS_HOLE}`;

/** SQL of the whole state of the run `r`: the text whose hash stands in the head of its chain. */
export const WHOLE_STATE = `replace(r.state, '${HOLE}', 'tasks":{' || coalesce((${ROWS}), '') || '}')`;

/** Whether the text of `run.state` has its tasks in rows; without the hole it is whole. */
export function hasHole(state: string): boolean {
  return state.includes(HOLE);
}

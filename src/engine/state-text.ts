import { TASKS_HOLE } from '../persistence/whole-state.js';
import type { TaskRow } from '../persistence/write-batch.js';
import type { RunState, TaskDetails } from './run-state.js';

/** A state as it is hashed, and as it lies in the row of its run: without what it says of single steps (ADR 0039). */
export interface StateText {
  readonly whole: string;
  readonly frame: string;
}

/** Details are never changed in place: every change makes a new object. */
const texts = new WeakMap<TaskDetails, string>();

function textOf(details: TaskDetails): string {
  const known = texts.get(details);
  if (known !== undefined) return known;
  const text = JSON.stringify(details);
  texts.set(details, text);
  return text;
}

/** `whole` is what `JSON.stringify(state)` gives; what is known of steps that did not change is not serialized again. */
export function stateText(state: RunState): StateText {
  let members = '';
  for (const [step, details] of Object.entries(state.tasks))
    members += `${members === '' ? '' : ','}${JSON.stringify(step)}:${textOf(details)}`;
  let [before, after, passed] = ['', '', false];
  for (const [key, value] of Object.entries(state)) {
    if (key === 'tasks') passed = true;
    else if (value === undefined) continue;
    else if (passed) after += `,"${key}":${JSON.stringify(value)}`;
    else before += `"${key}":${JSON.stringify(value)},`;
  }
  const around = (tasks: string) => `{${before}"tasks":${tasks}${after}}`;
  return { whole: around(`{${members}}`), frame: around(TASKS_HOLE) };
}

/**
 * What a commit writes of the state `after`: the rows of the steps that changed since `before`, where that lies in rows
 * already; all of them where it does not, or where the steps of before do not stand in the same order in front.
 *
 * @param frame of the stored run; undefined when its state is whole, or when there is none
 */
export function taskChanges(
  runId: string,
  frame: string | undefined,
  before: RunState['tasks'],
  after: RunState['tasks'],
): { tasks: TaskRow[]; rewritten?: string[] } {
  const steps = Object.keys(after);
  const row = (step: string, place: number): TaskRow => ({
    ...{ runId, step, place },
    body: textOf(after[step] ?? {}),
  });
  const follows = Object.keys(before).every((step, place) => steps[place] === step);
  if (frame === undefined || !follows) return { tasks: steps.map(row), rewritten: [runId] };
  const tasks: TaskRow[] = [];
  for (const [place, step] of steps.entries())
    if (before[step] !== after[step]) tasks.push(row(step, place));
  return { tasks };
}

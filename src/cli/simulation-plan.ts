import { basename, dirname, resolve } from 'node:path';
import { isMap } from 'yaml';
import { RequestError } from '../core/errors.js';
import { fieldText } from '../core/issue-text.js';
import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { planSchema, type SimulationPlan } from '../connect/simulation/plan.js';
import { pathsOf, type PlanFiles } from '../connect/simulation/simulation-of-plan.js';
import { readUserList, type UserList } from '../connect/user-list.js';
import { fileSource, readTextFile } from './input-files.js';
import { YamlFile, YamlProblem } from './yaml-file.js';

/**
 * Reads the plan of a simulation (docs/connector-plan.md).
 * @throws RequestError file.unreadable, input.invalid naming file, line and field
 */
export async function readPlan(path: string): Promise<SimulationPlan> {
  const text = await readTextFile(path);
  try {
    return planIn(new YamlFile(text), path);
  } catch (error) {
    throw error instanceof YamlProblem ? invalid(path, error.row, error.what) : error;
  }
}

const FORM: Text = {
  de: 'Erwartet wird die Form {connectors: […]}',
  en: 'expected is the form {connectors: […]}',
};

function planIn(yaml: YamlFile, path: string): SimulationPlan {
  const { contents } = yaml.document;
  if (!isMap(contents)) throw invalid(path, 1, FORM);
  const given = yaml.plain(contents);
  const parsed = planSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (!issue) throw parsed.error;
  const strange = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const row = rowOf(yaml, [...issue.path, ...strange]);
  throw invalid(path, row, fieldText(issue, given));
}

/** The line of the innermost field that stands in the file. */
function rowOf(yaml: YamlFile, field: readonly PropertyKey[]): number {
  for (let length = field.length; length > 0; length--) {
    const node: unknown = yaml.document.getIn(field.slice(0, length), true);
    if ((node as { range?: unknown } | undefined)?.range) return yaml.rowOf(node);
  }
  return 1;
}

function invalid(file: string, row: number | undefined, why: string | Text): RequestError {
  const what = typeof why === 'string' ? { de: why, en: why } : why;
  const at = (word: string) => (row === undefined ? '' : `, ${word} ${row}`);
  return new RequestError(
    'input.invalid',
    {
      de: `„${file}“${at('Zeile')}: Der Plan ist nicht verständlich: ${what.de}.`,
      en: `"${file}"${at('line')}: the plan is not understood: ${what.en}.`,
    },
    { place: { file, ...(row === undefined ? {} : { row }) } },
  );
}

/**
 * Reads every file the plan names; a connector's source needs a column for the ID.
 * @throws RequestError file.unreadable, Unreadable
 */
export async function readPlanFiles(
  plan: SimulationPlan,
  planPath: string,
): Promise<{ files: PlanFiles; findings: readonly Reason[] }> {
  const folder = dirname(resolve(planPath));
  const files = new Map<string, UserList>();
  const findings: Reason[] = [];
  const text = new Set(
    plan.connectors.flatMap((c) => (c.type === 'text' ? [c.source].flat() : [])),
  );
  for (const path of pathsOf(plan)) {
    const real = path.trim() === '' ? plan.sample : path;
    if (real === undefined) continue;
    const list = await readUserList(await fileSource(resolve(folder, real)), {
      file: basename(real),
      needed: path === plan.users?.file ? [] : ['sid'],
      comments: text.has(path),
    });
    files.set(path, list);
    findings.push(...list.findings, ...(list.stopped ? [list.stopped] : []));
  }
  return { files, findings };
}

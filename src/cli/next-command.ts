import type { ErrorCode } from '../core/error-codes.js';
import { UmstiegError } from '../core/errors.js';
import type { Chosen } from './program.js';

/** What the person may type next; `<id>` and `<step>` are those of the refused command, `<missing>` is its first expectation. */
const NEXT: Partial<Record<ErrorCode, string>> = {
  'run.not-found': 'project list',
  'project.not-found': 'project list',
  'step.unknown': 'project show <id> --all',
  'step.not-ready': 'task show <id> <missing>',
  'step.busy': 'task show <id> <step>',
  'input.invalid': 'task show <id> <step>',
  'approval.not-pending': 'task show <id> <step>',
  'approval.same-person': 'task approve <id> <step> --as …',
  'redo.nothing': 'task show <id> <step>',
  'outdated.not': 'task show <id> <step>',
  'run.paused': 'project resume <id> --reason … --as …',
  'run.not-paused': 'project show <id>',
  'run.conflict': 'project show <id>',
};

/**
 * The next command after a refusal, ready to be typed; undefined where there is none to name, or the refused command did
 * not say which run and step.
 */
export function nextCommand(error: unknown, chosen: Chosen | undefined): string | undefined {
  if (!(error instanceof UmstiegError) || !chosen) return undefined;
  const next = NEXT[error.code];
  if (next === undefined) return undefined;
  const names = chosen.row.usage.split(' ').filter((word) => word.startsWith('<'));
  const values = new Map(names.map((name, at) => [name, chosen.args[at]]));
  values.set('<missing>', error.details.expected?.[0] ?? values.get('<step>'));
  const words = next.split(' ').map((word) => (/^<.*>$/.test(word) ? values.get(word) : word));
  if (words.includes(undefined)) return undefined;
  return ['umstieg', ...words, ...chosen.repeat.map(asTyped)].join(' ');
}

/** In quotation marks where a shell would take it apart. */
function asTyped(word: string): string {
  return /^[\w./:\\@+=-]+$/.test(word) ? word : `"${word}"`;
}

import type { ErrorCode } from '../core/error-codes.js';
import { UmstiegError, type Remedy } from '../core/errors.js';
import type { Screen } from './screen.js';

/** A command as it was typed; `repeat`: where and in which language. */
export interface Refused {
  readonly row: {
    readonly usage: string;
    readonly options?: readonly { readonly flags: string }[];
  };
  readonly args: readonly string[];
  readonly repeat?: readonly string[];
}

/**
 * What the person may type next: the engine says what would help, this table says it as a command. `<id>` and `<step>` are
 * those of the refused command, `<missing>` is its first expectation, `<again>` the refused command with its arguments.
 */
const NEXT: Partial<Record<ErrorCode, string>> = {
  'run.not-found': 'project list',
  'project.not-found': 'project list',
  'person.unknown': 'people list',
  'actor.required': '<again> … --as …',
  'reason.required': '<again> … --reason … --as …',
  'evidence.required': '<again> … --evidence … --as …',
  'step.unknown': 'project show <id> --all',
  'step.not-ready': 'task show <id> <missing>',
  'step.busy': 'task show <id> <step>',
  'input.invalid': 'task show <id> <step>',
  'approval.not-pending': 'task show <id> <step>',
  'approval.same-person': 'task approve <id> <step> --as …',
  'approval.doer-unknown': 'task approve <id> <step> --reason … --as …',
  'approval.not-named': 'task approve <id> <step> --reason … --as …',
  'withdraw.nothing': 'task show <id> <step>',
  'withdraw.not-yours': 'task reject <id> <step> --reason … --as …',
  'redo.nothing': 'task show <id> <step>',
  'outdated.not': 'task show <id> <step>',
  'migration.too-late': 'audit show <id>',
  'run.paused': 'project resume <id> --reason … --as …',
  'run.not-paused': 'project show <id>',
  'run.conflict': 'project show <id>',
  'audit.chain-broken': 'audit verify <id>',
  'snapshot.corrupt': 'audit verify <id>',
};

/** Where the refusal itself says what would help. */
const REMEDIES: Record<Remedy['act'], string> = {
  submit: 'task do <id> <step> … --as …',
  decide: 'task approve <id> <step> --as …',
  redo: 'task redo <id> <step> --reason … --as …',
  'settle-outdated': 'task redo <id> <step> --reason … --as …',
};

/** Other ways out than the first one; only who handed something in withdraws it. */
const OR: Partial<Record<Remedy['act'], readonly string[]>> = {
  decide: [
    'task reject <id> <step> --reason … --as …',
    'task withdraw <id> <step> --reason … --as …',
  ],
  'settle-outdated': ['task accept-outdated <id> <step> --reason … --as …'],
};

/**
 * Says the next commands after a refusal, ready to be typed: none where there is none to name, or where the refused command
 * did not say which run and step.
 */
export function noteNext(error: unknown, refused: Refused | undefined, screen: Screen): void {
  const [first, other] = [screen.pick('Weiter', 'Next'), screen.pick('oder', 'or')];
  for (const [at, next] of nextCommands(error, refused).entries())
    screen.note(`  ${at === 0 ? first : other}: ${next}`);
}

function nextCommands(error: unknown, chosen: Refused | undefined): string[] {
  if (!(error instanceof UmstiegError) || !chosen) return [];
  const { remedy, expected } = error.details;
  const patterns = remedy ? [REMEDIES[remedy.act], ...(OR[remedy.act] ?? [])] : [NEXT[error.code]];
  const words = chosen.row.usage.split(' ');
  const names = words.filter((word) => /^[<[]/.test(word));
  const values = new Map(names.map((name, at) => [name, chosen.args[at]]));
  if (remedy?.run) values.set('<id>', remedy.run);
  if (remedy?.step) values.set('<step>', remedy.step);
  values.set('<missing>', expected?.[0] ?? values.get('<step>'));
  const fitting = patterns.filter((p) => p !== undefined && takes(chosen, p));
  return fitting.flatMap((pattern) => {
    const typed = (pattern ?? '')
      .replace('<again>', words.join(' '))
      .split(' ')
      .map((word) => (/^[<[].*[>\]]$/.test(word) ? values.get(word) : word));
    if (typed.includes(undefined)) return [];
    return [['umstieg', ...typed, ...(chosen.repeat ?? []).map(asTyped)].join(' ')];
  });
}

/** The same command again helps only where it has the options that are named: an entry of `play` is mended in its file. */
function takes({ row }: Refused, pattern: string): boolean {
  if (!pattern.startsWith('<again>')) return true;
  const own = (row.options ?? []).map(({ flags }) => flags).join(' ');
  const named = pattern.match(/--\w+/g) ?? [];
  return named.every((option) => option === '--as' || own.includes(option));
}

/** In quotation marks where a shell would take it apart. */
function asTyped(word: string): string {
  return /^[\w./:\\@+=-]+$/.test(word) ? word : `"${word}"`;
}

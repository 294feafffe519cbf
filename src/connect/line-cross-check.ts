import type { Reason, Verdict } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import type { ExportLayout, LineFileKind } from './export-layout.js';
import { DEFAULT_LAYOUT, LINE_FILE_KINDS } from './export-layout.js';
import { finding } from './finding.js';
import type { LineFile } from './line-files.js';

export interface CrossCheck {
  readonly verdict: Verdict;
  /** One finding per violated invariant, with the rows of both files. */
  readonly findings: readonly Reason[];
  readonly totals: {
    readonly files: number;
    readonly staticUsers: number;
    readonly dynamicUsers: number;
    readonly lines: number;
    readonly dynamicLines: number;
  };
}

const TEXTS = {
  incomplete: {
    de: 'Der Export ist unvollständig. Erwartet: alle drei Leitungsdateien oder keine.',
    en: 'The export is incomplete. Expected: all three line files or none.',
  },
  twice: {
    de: 'Es gibt zwei Dateien derselben Art.',
    en: 'There are two files of the same kind.',
  },
  shared: {
    de: 'Dieselben Benutzer stehen in beiden Listen. Erwartet: jeder nur in einer.',
    en: 'The same users stand in both lists. Expected: each one in only one of them.',
  },
  unknownLine: {
    de: 'Dynamische Leitungen von Benutzern fehlen in der Liste der dynamischen Leitungen.',
    en: 'Dynamic lines of users are missing in the list of dynamic lines.',
  },
  noColumn: {
    de: 'Ob alle dynamischen Leitungen aufgeführt sind, lässt sich nicht prüfen: Eine Spalte mit der Leitung ist nicht bekannt.',
    en: 'Whether all dynamic lines are listed cannot be checked: no column with the line is known.',
  },
  total: {
    de: 'Die Leitungsdateien nennen mehr Benutzer, als es in der Benutzerliste gibt.',
    en: 'The line files name more users than the user list has.',
  },
} satisfies Record<string, Text>;

/**
 * three files or none, no user in both user files, lines of dynamic users among the dynamic lines, totals.
 * `contradicts` when an invariant is violated, `cannot-read` when only the line column is missing.
 */
export function crossCheck(
  files: readonly LineFile[],
  options: { readonly layout?: ExportLayout; readonly users?: number } = {},
): CrossCheck {
  const layout = options.layout ?? DEFAULT_LAYOUT;
  const of = (kind: LineFileKind): LineFile | undefined => files.find((file) => file.kind === kind);
  const [userLines, dynamic, lines] = LINE_FILE_KINDS.map(of);
  const findings: Reason[] = [...complete(files, layout)];
  if (userLines && dynamic) findings.push(...disjoint(userLines, dynamic));
  const subset = dynamic && lines ? contained(dynamic, lines) : [];
  findings.push(...subset);
  const people = (userLines?.userCount ?? 0) + (dynamic?.userCount ?? 0);
  if (options.users !== undefined && people > options.users) {
    const more = { claimed: String(people), known: String(options.users) };
    findings.push(finding('lines.total', TEXTS.total, undefined, more));
  }
  const blind = findings.every((reason) => reason.code === 'lines.no-line-column');
  return {
    verdict: findings.length === 0 ? 'consistent' : blind ? 'cannot-read' : 'contradicts',
    findings,
    totals: {
      files: files.length,
      staticUsers: userLines?.userCount ?? 0,
      dynamicUsers: dynamic?.userCount ?? 0,
      lines: userLines?.lines.size ?? 0,
      dynamicLines: lines?.lines.size ?? 0,
    },
  };
}

function complete(files: readonly LineFile[], layout: ExportLayout): Reason[] {
  const found: Reason[] = [];
  const kinds = files.map((file) => file.kind);
  const missing = LINE_FILE_KINDS.filter((kind) => !kinds.includes(kind));
  if (missing.length > 0 && missing.length < LINE_FILE_KINDS.length) {
    const known = missing.map((kind) => layout.lineFiles[kind].file).join(', ');
    found.push(finding('lines.incomplete', TEXTS.incomplete, undefined, { known }));
  }
  if (new Set(kinds).size < kinds.length) {
    const claimed = files.map((file) => `${nameOf(file)}: ${file.kind}`).join(', ');
    found.push(finding('lines.same-kind-twice', TEXTS.twice, undefined, { claimed }));
  }
  return found;
}

function disjoint(userLines: LineFile, dynamic: LineFile): Reason[] {
  const [left, right] = [new Set<number>(), new Set<number>()];
  for (const [key, row] of dynamic.users) {
    const other = userLines.users.get(key);
    if (other === undefined) continue;
    left.add(other);
    right.add(row);
  }
  if (right.size === 0) return [];
  const more = { claimed: rowsOf(userLines, left), known: rowsOf(dynamic, right) };
  return [finding('lines.user-in-both', TEXTS.shared, firstPlace(dynamic, right), more)];
}

function contained(dynamic: LineFile, lines: LineFile): Reason[] {
  if (dynamic.lineColumn === undefined) {
    const known = dynamic.header.join(', ');
    return [finding('lines.no-line-column', TEXTS.noColumn, { file: nameOf(dynamic) }, { known })];
  }
  const missing = [...dynamic.lines].filter(([line]) => !lines.lines.has(line));
  if (missing.length === 0) return [];
  const rows = new Set(missing.map(([, row]) => row));
  const more = { claimed: rowsOf(dynamic, rows), known: missing.map(([line]) => line).join(', ') };
  return [finding('lines.line-not-listed', TEXTS.unknownLine, firstPlace(dynamic, rows), more)];
}

function firstPlace(file: LineFile, rows: ReadonlySet<number>): Reason['place'] {
  return { file: nameOf(file), row: Math.min(...rows) };
}

function rowsOf(file: LineFile, rows: ReadonlySet<number>): string {
  return `${nameOf(file)}: ${[...rows].sort((a, b) => a - b).join(', ')}`;
}

function nameOf(file: LineFile): string {
  return file.file ?? file.kind;
}

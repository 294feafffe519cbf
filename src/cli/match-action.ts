import { basename } from 'node:path';
import { matchJson } from '../connect/match-json.js';
import { outcomeWords, type ImportOutcome, type MatchOutcome } from '../connect/match-words.js';
import { Matching, type MatchRow } from '../connect/matching.js';
import { changesSince, domainRenames } from '../connect/repair.js';
import type { UserFolder } from '../connect/userdata.js';
import { readUserList } from '../connect/user-list.js';
import type { Reason } from '../core/outcome.js';
import { flagOption, needed, option, type Call, type Handler } from './call.js';
import { csvOptions } from './csv-options.js';
import { findingLines } from './finding-lines.js';
import type { Screen } from './screen.js';
import { fileSource, folderPath, folderUnreadable } from './input-files.js';
import {
  domainRename,
  earlier,
  extraLines,
  repairLine,
  withDomain,
  writeRepairs,
  type MatchExtras,
} from './match-repair.js';

/** `match`: compares two lists by e-mail address. Rows are written one by one, so long lists need no second copy. */
export const matchLists: Handler = async (call) => {
  const { screen } = call;
  const rename = domainRename(option(call, 'whatIfDomain'));
  const [asRead, target] = [await list(call, 'source'), await list(call, 'target')];
  const source = rename ? withDomain(asRead, rename) : asRead;
  const folder = option(call, 'userdata');
  const folders = folder === undefined ? undefined : await userFolders(folder);
  const matching = new Matching(source, target, {
    language: screen.language,
    ...(folders ? { userdata: folders.folders } : {}),
  });
  const findings = [...matching.findings, ...(folders?.findings ?? [])];
  const before = option(call, 'before');
  const more: MatchExtras = {
    renames: domainRenames(matching.rows()),
    ...(before === undefined
      ? {}
      : { changes: changesSince(await earlier(before), matching.rows()) }),
    ...(rename ? { whatIf: rename } : {}),
  };
  const written = await writeRepairs(call, matching);
  if (screen.json) {
    const { totals } = matching;
    const rows = () => matching.rows();
    const targetWithoutSource = () => matching.targetWithoutSource();
    await screen.stream(matchJson({ totals, rows, targetWithoutSource, findings }, { ...more }));
  } else {
    await screen.stream(text(matching, findings, more, call));
    if (written) await screen.write(screen.safeLine(repairLine(written, screen)));
  }
  return flagOption(call, 'strict') && differs(matching, findings) ? 5 : 0;
};

async function list(call: Call, side: 'source' | 'target') {
  const path = needed(call, side);
  return readUserList(await fileSource(path), { file: basename(path), ...csvOptions(call) });
}

/** One folder per address below `path`, with the number of files at any depth. */
async function userFolders(path: string): Promise<{ folders: UserFolder[]; findings: Reason[] }> {
  const root = folderPath(path);
  const { folderProblem, walkFolder } = await import('../engine/folders.js');
  const problem = await folderProblem(root);
  if (problem) throw folderUnreadable(problem, path);
  const files = new Map<string, number>();
  const findings: Reason[] = [];
  for await (const entry of walkFolder(root)) {
    if (entry.kind === 'finding') {
      findings.push(entry.reason);
      continue;
    }
    const [name = '', ...below] = entry.path.split('/');
    if (entry.kind === 'file' && below.length === 0) continue;
    files.set(name, (files.get(name) ?? 0) + (entry.kind === 'file' ? 1 : 0));
  }
  return { folders: Array.from(files, ([name, count]) => ({ name, files: count })), findings };
}

/** Columns that are merely unknown or assumed are worth knowing, no difference. */
function differs(matching: Matching, findings: readonly Reason[]): boolean {
  const { totals } = matching;
  const notes = new Set(['column.unknown', 'column.assumed', 'column.another']);
  return totals.outcomes.exact < totals.source || findings.some((f) => !notes.has(f.code));
}

function* text(
  matching: Matching,
  findings: readonly Reason[],
  more: MatchExtras,
  { screen }: Call,
): Generator<string, void> {
  const { totals } = matching;
  yield screen.safeLine(
    screen.pick(
      `Quelle ${totals.source} · Ziel ${totals.target} · mit Daten ${totals.withData} · Ziel ohne Quelle ${totals.targetWithoutSource}`,
      `source ${totals.source} · target ${totals.target} · with data ${totals.withData} · target without source ${totals.targetWithoutSource}`,
    ),
  );
  yield screen.safeLine(sum(totals.outcomes, totals.source, screen));
  yield screen.safeLine(sum(totals.import, totals.source, screen));
  for (const row of matching.rows()) {
    if (row.outcome !== 'exact') yield screen.safeLine(rowLine(row, screen));
  }
  for (const line of extraLines(more, screen)) yield screen.safeLine(line);
  for (const line of findingLines(findings, screen, '·')) yield screen.safeLine(line);
}

/** `8 gleich (exact) + 1 nur Groß/Klein anders (case) + 1 niemand gefunden (none) = 10` */
function sum<O extends MatchOutcome | ImportOutcome>(
  counts: Readonly<Record<O, number>>,
  total: number,
  screen: Screen,
): string {
  const names = (Object.keys(counts) as O[]).filter((name) => counts[name] > 0);
  const parts = names.map((name) => `${counts[name]} ${outcomeWords(name, screen.language)}`);
  return `  ${parts.join(' + ') || '0'} = ${total}`;
}

function rowLine(row: MatchRow, screen: Screen): string {
  const other = row.target ? ` → ${row.target.email} (${row.target.row})` : '';
  return `  ${row.row}: ${row.email} · ${outcomeWords(row.outcome, screen.language)}${other} · ${row.reason}`;
}

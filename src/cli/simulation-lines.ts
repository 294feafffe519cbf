import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import type { Assumptions } from '../connect/model/assumptions.js';
import { findingsOf } from '../connect/simulation/simulation-findings.js';
import {
  assumptionsUsed,
  rulesActed,
  type Simulated,
} from '../connect/simulation/simulation-json.js';
import { LINE_PROBLEMS, MODEL_NOTE } from '../connect/simulation/simulation-words.js';
import { lineWords } from '../connect/model/vendor-rule.js';
import { SUMMED, type SimulatedRun, type SummedColumn } from '../connect/simulation/simulate.js';
import { findingLine, findingLines } from './finding-lines.js';
import type { Screen } from './screen.js';

/** Findings that are named one by one whatever their number. */
const LOSSES = new Set(['simulation.deleted', 'simulation.reverted', 'simulation.created-again']);

/** What runs do to users, in words. */
export const COLUMNS: Readonly<Record<SummedColumn, Text>> = {
  rows: { de: 'Zeilen', en: 'rows' },
  created: { de: 'angelegt', en: 'created' },
  changed: { de: 'geändert', en: 'changed' },
  reverted: { de: 'zurückgesetzt', en: 'reverted' },
  unchanged: { de: 'gleich', en: 'unchanged' },
  ignored: { de: 'ignoriert', en: 'ignored' },
  refused: { de: 'abgelehnt', en: 'refused' },
  missed: { de: 'vermisst', en: 'missed' },
  deleted: { de: 'gelöscht', en: 'deleted' },
};

/** The simulation as a person reads it, run by run; `ended` has sums and findings afterwards. */
export function* simulationLines(
  runs: Iterable<SimulatedRun>,
  assumptions: Assumptions,
  more: readonly Reason[],
  ended: Simulated,
  screen: Screen,
): Generator<string, void> {
  yield screen.say(MODEL_NOTE);
  const table: string[][] = [tableHead(screen)];
  for (const run of runs) {
    ended.sums.add(run);
    table.push(tableRow(run));
    yield* runLines(run, ended, screen);
  }
  const sums = SUMMED.map((column) => String(ended.sums.totals[column]));
  yield '';
  yield* aligned([...table, [screen.pick('Summe', 'sum'), ...sums, '', '']]);
  yield screen.pick(
    'Zeilen = angelegt + geändert + zurückgesetzt + gleich + ignoriert + abgelehnt; nachher = vorher + angelegt − gelöscht',
    'rows = created + changed + reverted + unchanged + ignored + refused; after = before + created − deleted',
  );
  yield* findingLines(more, screen);
  yield* restLines(assumptions, ended, more.length, screen);
}

function* runLines(run: SimulatedRun, ended: Simulated, screen: Screen): Generator<string, void> {
  const { totals, connector, round } = run;
  const title = screen.pick(`Lauf ${run.run} · Runde ${round}`, `Run ${run.run} · round ${round}`);
  yield `${title} · ${connector.name} (${connector.type})`;
  const found = `${totals.before} = ${totals.found} + ${totals.missed} + ${totals.deleted} + ${totals.untouched}`;
  yield screen.pick(
    `  Benutzer vorher ${found} (gefunden, vermisst, gelöscht, nicht betroffen), nachher ${totals.after}`,
    `  users before ${found} (found, missed, deleted, not concerned), after ${totals.after}`,
  );
  for (const [why, count] of Object.entries(totals.lineProblems)) {
    const reason = screen.say(LINE_PROBLEMS[why as keyof typeof LINE_PROBLEMS]);
    yield `  ${screen.pick('Leitung', 'line')}: ${count} × ${reason}`;
  }
  for (const { type, used, available } of run.licenses) {
    const of = available === null ? '' : ` ${screen.pick('von', 'of')} ${available}`;
    yield `  ${screen.pick('Lizenzen', 'licenses')} ${type}: ${used}${of}`;
  }
  yield* missedLines(run, screen);
  const others: Reason[] = [];
  for (const found of findingsOf(run, ended.told)) {
    ended.findings.add(found);
    if (LOSSES.has(found.code)) yield `  ✗ ${findingLine(found, screen)}`;
    else others.push(found);
  }
  yield* findingLines(others, screen, '·');
}

/** `missed: 40 users for the 2nd of 3 runs` */
function* missedLines({ effects }: SimulatedRun, screen: Screen): Generator<string, void> {
  const byCount = new Map<number, number>();
  for (const effect of effects) {
    if (effect.what !== 'missed') continue;
    byCount.set(effect.missed, (byCount.get(effect.missed) ?? 0) + 1);
  }
  for (const [missed, users] of [...byCount].sort(([a], [b]) => a - b)) {
    yield screen.pick(
      `  vermisst ${missed} von 3: ${users} Benutzer`,
      `  missed ${missed} of 3: ${users} users`,
    );
  }
}

function tableHead(screen: Screen): string[] {
  const names = SUMMED.map((column) => screen.say(COLUMNS[column]));
  const ends = [screen.pick('vorher', 'before'), screen.pick('nachher', 'after')];
  return [screen.pick('Lauf', 'run'), ...names, ...ends];
}

function tableRow({ run, connector, totals }: SimulatedRun): string[] {
  const counts = SUMMED.map((column) => String(totals[column]));
  return [`${run} ${connector.name}`, ...counts, String(totals.before), String(totals.after)];
}

/** First column to the left, numbers to the right. */
function* aligned(rows: readonly (readonly string[])[]): Generator<string, void> {
  const widths = (rows[0] ?? []).map((_, i) =>
    Math.max(...rows.map((row) => (row[i] ?? '').length)),
  );
  for (const row of rows) {
    const cells = row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
    );
    yield cells.join('  ').trimEnd();
  }
}

function* restLines(
  assumptions: Assumptions,
  { sums, findings }: Simulated,
  more: number,
  screen: Screen,
): Generator<string, void> {
  const count = findings.count + more;
  yield screen.pick('Regeln, die gewirkt haben:', 'Rules that acted:');
  for (const { text, confidence, source, lines, times } of rulesActed(sums.acted)) {
    const at = lines.length > 0 ? `, ${screen.say(lineWords(lines))}` : '';
    yield `  ${times} × ${screen.say(text)} [${confidence}, ${source}${at}]`;
  }
  const used = assumptionsUsed(assumptions, sums.acted).filter((one) => one.used > 0);
  const none = used.length === 0 ? screen.pick(' keine', ' none') : '';
  yield `${screen.pick('Annahmen, auf die es ankam:', 'Assumptions that mattered:')}${none}`;
  for (const { id, value, question } of used) yield `  ${id} = ${value}: ${screen.say(question)}`;
  yield sums.losses > 0
    ? screen.pick(
        `Ergebnis: ${sums.deleted} gelöscht, ${sums.reverted} dynamische Leitungen rückgängig. So nicht starten.`,
        `Result: ${sums.deleted} deleted, ${sums.reverted} dynamic lines undone. Do not start like this.`,
      )
    : screen.pick(
        `Ergebnis: niemand gelöscht, keine dynamische Leitung rückgängig; ${count} ${count === 1 ? 'Befund' : 'Befunde'}.`,
        `Result: nobody deleted, no dynamic line undone; ${count} ${count === 1 ? 'finding' : 'findings'}.`,
      );
}

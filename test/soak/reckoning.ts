import { writeFileSync } from 'node:fs';
import { evidenceProblems, historyProblems } from '../faults/aftermath.js';
import { run as ended, umstieg } from '../faults/processes.js';
import { storedRun } from '../faults/stored-run.js';
import { databaseIn, RawFile } from '../persistence/raw-file.js';
import type { Ledger } from './ledger.js';

/** What everybody was told, laid beside what is stored. @returns what does not agree */
export async function reckon(data: string, ledger: Ledger): Promise<string[]> {
  const problems = await projectProblems(data, ledger);
  for (const run of ledger.runs) {
    const told = ledger.answersOf(run);
    const commands = told.filter(({ digest }) => digest === undefined);
    const found = [
      ...(await historyProblems(data, run, commands)),
      ...evidenceProblems(data, told),
      ...(await refusalProblems(data, run, ledger.refusalsOf(run))),
    ];
    problems.push(...found.map((what) => `${run}: ${what}`));
  }
  return problems;
}

/** What was refused changed nothing. */
async function refusalProblems(data: string, run: string, refused: readonly string[]) {
  const stored = await storedRun(data, run);
  const done = new Set(stored?.entries.filter((e) => e.kind === 'event').map((e) => e.command));
  return refused.filter((key) => done.has(key)).map((key) => `refused and done: ${key}`);
}

async function projectProblems(data: string, { projects }: Ledger): Promise<string[]> {
  const sql = `SELECT r.id AS run, p.customer FROM run r JOIN project p ON p.id = r.project_id WHERE r.kind <> 'instance'`;
  const rows = await RawFile.use(databaseIn(data), (raw) =>
    raw.all<{ run: string; customer: string }>(sql),
  );
  const stored = new Map<string, string[]>();
  for (const { run, customer } of rows)
    stored.set(customer, [...(stored.get(customer) ?? []), run]);
  return [
    ...[...projects]
      .filter(([customer, run]) => stored.get(customer)?.join() !== run)
      .map(
        ([customer, run]) =>
          `${customer}: ${run} was acknowledged, stored is ${String(stored.get(customer)?.join())}`,
      ),
    ...[...stored.keys()]
      .filter((customer) => !projects.has(customer))
      .map((customer) => `${customer} was never acknowledged`),
  ];
}

/**
 * `audit verify` of all runs and `doctor`, each a program of its own, asked by whoever has this token.
 * @returns what they say when they end with another code than 0
 */
export async function judged(data: string, token: string, limitMs: number): Promise<string[]> {
  const problems: string[] = [];
  const file = `${data}.token`;
  writeFileSync(file, token, { mode: 0o600 });
  for (const command of [['audit', 'verify'], ['doctor']]) {
    const { code, stdout, stderr } = await ended(umstieg(data, '--token-file', file, ...command), {
      limitMs,
    });
    if (code === 0) continue;
    problems.push(`${command.join(' ')}: ${String(code)} ${(stdout + stderr).slice(0, 4_000)}`);
  }
  return problems;
}

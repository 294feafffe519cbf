import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseIn, RawFile, WITHOUT_GUARDS } from '../persistence/raw-file.js';
import { must, ROOT, umstieg } from './processes.js';

/** A folder with two runs of two definitions, one with a checked claim and its evidence. */
export interface TwoRuns {
  readonly data: string;
  /** Of today's definition; has a claim with evidence. */
  readonly run: string;
  /** Of a later definition that today's program knows from the database only. */
  readonly later: string;
  /** Where the two pieces of evidence lie in the folder, and the files as they were handed in. */
  readonly evidence: readonly [string, string];
  readonly files: readonly [string, string];
}

/** The command line of a later release (test/migrate/program.ts). */
export function laterRelease(data: string, ...args: readonly string[]): string[] {
  const [node = '', , ...rest] = umstieg(data, ...args);
  const program = join(ROOT, 'test', 'migrate', 'program.ts');
  return [node, '--import', join(ROOT, 'test', 'program', 'typescript.mjs'), program, ...rest];
}

const CLAIM = [
  ...['customer=Muster GmbH', 'partner=Systemhaus', 'contacts=a@x.example'],
  ...['sourceProduct=uc-v4', 'sourceVersion=4.5.5', 'targetVersion=V9 SR1'],
].flatMap((pair) => ['--set', pair]);

export async function twoRuns(
  folder: string,
  later: (data: string) => Promise<string>,
): Promise<TwoRuns> {
  const data = join(folder, 'base');
  const project = ['--as', 'Lena', 'project', 'new', '--customer', 'Muster GmbH'];
  const { id: run } = await must<{ id: string }>(data, ...project);
  const files = [join(folder, 'order.txt'), join(folder, 'offer.txt')] as const;
  const kept = files.map((file, i) => {
    const text = `${i === 0 ? 'order' : 'offer'} of Muster GmbH\n`.repeat(500);
    writeFileSync(file, text);
    const digest = createHash('sha256').update(text).digest('hex');
    return join('evidence', digest.slice(0, 2), digest);
  });
  const handedIn = files.flatMap((file) => ['--evidence', file]);
  await must(data, '--as', 'Lena', 'task', 'do', run, 'R-101', ...CLAIM, ...handedIn);
  const [first = '', second = ''] = kept;
  return { data, run, later: await later(data), files, evidence: [first, second] };
}

/** Changes rows past every guard, as a broken disk or a stranger with the file would. */
export async function changeRows(data: string, sql: string): Promise<void> {
  await RawFile.use(databaseIn(data), (raw) =>
    raw.exec(`PRAGMA foreign_keys = OFF; ${WITHOUT_GUARDS} ${sql}`),
  );
}

export function gone(path: string): void {
  rmSync(path, { force: true });
}

import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { openSession } from '../../src/open-session.js';
import { ROOT, start, type Ended, type Started } from './processes.js';

const SENDER = join(ROOT, 'test', 'faults', 'sender.mjs');

/** What a sender was told about one command. Neither revision, digest nor code: it was killed before the answer. */
export interface Answered {
  readonly key: string;
  readonly revision?: number;
  readonly digest?: string;
  readonly code?: string;
  readonly text?: string;
  readonly ms?: number;
}

export interface SendOptions {
  readonly count?: number;
  readonly name?: string;
  readonly mode?: 'one-by-one' | 'together' | 'crowd' | 'evidence';
  /** What stands before the sender on the command line: strace, prlimit, faketime. */
  readonly under?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A data folder with one live run, closed, to be copied for each try. */
export async function newFolder(
  folder: string,
  customer = 'Muster GmbH',
): Promise<{ data: string; run: string }> {
  const data = join(folder, 'base');
  const session = await openSession(DOCUMENTED, { dataFolder: data });
  const made = { customer, kind: 'live' as const, who: session.who('Lena Voss') };
  const { runId: run } = await session.umstieg.newProject(made);
  await session.close();
  return { data, run };
}

export function copyTo(data: string, target: string): string {
  cpSync(data, target, { recursive: true });
  return target;
}

export interface Sent {
  readonly answered: readonly Answered[];
  readonly ended: Ended;
}

/** A process that sends commands to a run, under a fault. */
export function sender(data: string, run: string, o: SendOptions = {}): Started {
  const { count = 35, name = 'anna', mode = 'one-by-one', under = [], env = {} } = o;
  const command = [...under, process.execPath, SENDER, data, run, name, String(count), mode];
  return start(command, { env, limitMs: 120_000 });
}

export async function send(data: string, run: string, o: SendOptions = {}): Promise<Sent> {
  const ended = await sender(data, run, o).ended;
  return { answered: answersIn(ended.stdout), ended };
}

/** Whole lines only: a killed process may leave half a line. */
export function answersIn(stdout: string): Answered[] {
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Answered).filter((line) => 'key' in line);
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '../../src/cli/ports.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { Doctor } from '../../src/engine/doctor.js';
import { openSession } from '../../src/open-session.js';
import type { Answered } from './sent.js';
import { storedRun } from './stored-run.js';

/**
 * What must hold after every fault: each acknowledged command is there once, none twice, the revisions have no gap, the
 * chain is valid, `doctor` finds nothing (any more), and the run goes on.
 */
export async function aftermath(
  data: string,
  run: string,
  answered: readonly Answered[],
): Promise<string[]> {
  const kept = await historyProblems(data, run, answered);
  return [...kept, ...evidenceProblems(data, answered), ...(await goesOn(data, run))];
}

/** Acknowledged and stored, laid side by side. A command that was not answered may be there, but once. */
export async function historyProblems(
  data: string,
  run: string,
  answered: readonly Answered[],
): Promise<string[]> {
  const stored = await storedRun(data, run);
  if (!stored) return ['the run is gone'];
  const accepted = stored.entries.filter((e) => e.command !== null && e.kind === 'event');
  const done = new Map<string, number[]>();
  for (const { command, revision } of accepted)
    done.set(command ?? '', [...(done.get(command ?? '') ?? []), revision]);
  const told = answered.filter((a) => a.revision !== undefined);
  const lost = told.filter((a) => !done.has(a.key)).map((a) => a.key);
  const doubled = [...done].filter(([, times]) => times.length > 1).map(([key]) => key);
  const others = told
    .filter((a) => done.has(a.key) && done.get(a.key)?.[0] !== a.revision)
    .map((a) => `${a.key} (${String(a.revision)}, stored ${String(done.get(a.key)?.[0])})`);
  const revisions = accepted.map((e) => e.revision);
  const gap = revisions.findIndex((revision, i) => i > 0 && revision <= (revisions[i - 1] ?? 0));
  return [
    ...stored.chain.map((what) => `chain: ${what}`),
    ...(lost.length > 0 ? [`acknowledged and lost: ${lost.join(', ')}`] : []),
    ...(doubled.length > 0 ? [`done twice: ${doubled.join(', ')}`] : []),
    ...(others.length > 0 ? [`acknowledged with another revision: ${others.join(', ')}`] : []),
    ...(gap > 0 ? [`revision ${String(revisions[gap])} follows a later one`] : []),
  ];
}

export function evidenceProblems(data: string, answered: readonly Answered[]): string[] {
  return answered.flatMap(({ digest }) => {
    if (digest === undefined) return [];
    try {
      const bytes = readFileSync(join(data, 'evidence', digest.slice(0, 2), digest));
      const found = createHash('sha256').update(bytes).digest('hex');
      return found === digest ? [] : [`evidence ${digest} has other bytes`];
    } catch {
      return [`evidence ${digest} was acknowledged and is not there`];
    }
  });
}

/** What `doctor` finds in the whole folder. */
export function examined(data: string): Promise<string[]> {
  return opened(data, findingsOf);
}

/** The documented way out of nearly everything: start again. Then the run goes on, and `doctor` finds nothing. */
export function goesOn(data: string, run: string): Promise<string[]> {
  return opened(data, async (session) => {
    const { umstieg } = session;
    const who = session.who('Nora Danach');
    const before = await umstieg.queries.run(run);
    const sent = { who, key: `after-${String(before.revision)}` };
    const { revision } = await umstieg.command(run, { do: 'assign', step: 'R-101', to: 'N' }, sent);
    const stuck = revision === before.revision + 1 ? [] : ['the run did not go on'];
    return [...stuck, ...(await findingsOf(session))];
  });
}

async function opened<T>(data: string, look: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(DOCUMENTED, { dataFolder: data });
  try {
    return await look(session);
  } finally {
    await session.close();
  }
}

async function findingsOf({ umstieg }: Session): Promise<string[]> {
  const { findings } = await new Doctor(umstieg.core).examine();
  return findings.map((found) => `doctor: ${found.text.en}`);
}

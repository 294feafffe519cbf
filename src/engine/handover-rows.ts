import { z } from 'zod';
import type { AuditStore } from '../persistence/audit.store.js';
import type { RowStore } from '../persistence/row.store.js';
import type { RunStore } from '../persistence/run.store.js';

const text = z.string();
const erasable = z.string().nullable();
const status = z.enum(['started', 'succeeded', 'failed', 'interrupted', 'canceled']);

/** One line of handover.jsonl by what it holds (docs/audit-format.md). Columns as in the database, without the run. */
const LINES = {
  attempt: z.strictObject({
    ...{ id: text, step: text, number: z.int(), status, owner: text, leaseUntil: z.number() },
    ...{ notBefore: z.number(), workKey: text, input: text, startedAt: text, endedAt: erasable },
    ...{ result: erasable, salt: text, endSalt: erasable },
  }),
  answer: z.strictObject({ key: text, request: text, answer: text, salt: text }),
  evidence: z.strictObject({ digest: text, step: text, size: z.int(), name: text, salt: text }),
  fingerprint: z.strictObject({ kind: text, hmac: text, projectId: text, salt: text }),
  fact: z.strictObject({ step: text, digest: text, body: text }),
  opening: z.strictObject({ commitment: text, kind: text }),
  definition: z.strictObject({ hash: text, name: text, version: text, body: text }),
  earlier: z.strictObject({ seq: z.int(), revision: z.int(), definition: text, body: text }),
} as const;

type Lines = typeof LINES;
type Of = keyof Lines;

/** What lies beside the chain of one run, by kind. */
export type HandOverRows = { readonly [K in Of]: z.output<Lines[K]>[] };

function noRows(): HandOverRows {
  return {
    ...{ attempt: [], answer: [], evidence: [], fingerprint: [] },
    ...{ fact: [], opening: [], definition: [], earlier: [] },
  };
}

export interface RunStores {
  readonly store: RunStore;
  readonly rows: RowStore;
  readonly audit: AuditStore;
}

/** Reads everything another installation needs to go on with a run. Secrets are not among it: they were never stored. */
export async function rowsOf(
  runId: string,
  { store, rows, audit }: RunStores,
): Promise<HandOverRows> {
  const found = noRows();
  const beside = await rows.ofRun(runId);
  const without = <R extends { runId: string }>({ runId: _, ...row }: R) => row;
  found.attempt.push(
    ...(await store.attempts({ runId })).map((a) => LINES.attempt.parse(without(a))),
  );
  found.answer.push(...beside.commands.map((row) => LINES.answer.parse(without(row))));
  found.evidence.push(...beside.evidence.map((row) => LINES.evidence.parse(without(row))));
  found.fingerprint.push(
    ...beside.fingerprints.map((row) => LINES.fingerprint.parse(without(row))),
  );
  found.fact.push(...(await rows.facts(runId)));
  for await (const { commitment, kind } of audit.openings(runId))
    found.opening.push({ commitment, kind });
  found.earlier.push(...(await rows.earlierStates(runId)).map(without));
  found.definition.push(...(await rows.earlierDefinitions(runId)));
  return found;
}

/** The lines of handover.jsonl. */
export function* handOverLines(rows: HandOverRows): Generator<Buffer> {
  for (const [of, list] of Object.entries(rows))
    for (const row of list) yield Buffer.from(`${JSON.stringify({ of, row })}\n`, 'utf8');
}

/** @throws z.ZodError | Error for a line of another form */
export function parseHandOver(lines: readonly unknown[]): HandOverRows {
  const found = noRows();
  const line = z.strictObject({
    of: z.enum(Object.keys(LINES) as [Of, ...Of[]]),
    row: z.unknown(),
  });
  for (const one of lines) {
    const { of, row } = line.parse(one);
    (found[of] as unknown[]).push(LINES[of].parse(row));
  }
  return found;
}

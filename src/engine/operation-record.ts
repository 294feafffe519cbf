import { z } from 'zod';

export const OPERATION_STATUSES = [
  'queued',
  'running',
  'done',
  'failed',
  'canceled',
  'interrupted',
] as const;

const problem = z.strictObject({
  code: z.string(),
  text: z.strictObject({ de: z.string(), en: z.string() }),
});

/** One piece of long work as its file tells it. */
export const operationRecord = z.strictObject({
  id: z.string(),
  run: z.string(),
  kind: z.string(),
  /** What was asked for, and by whom, as a keyed hash. */
  request: z.string(),
  by: z.string(),
  status: z.enum(OPERATION_STATUSES),
  /** The process that carries it out (lease-owner.ts). */
  owner: z.string(),
  askedAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  result: z.json().nullable(),
  /** Name of the file it made, for whoever downloads it. */
  file: z.string().nullable(),
  problem: problem.nullable(),
});
export type OperationRecord = z.output<typeof operationRecord>;

/** How far it is; undefined amounts are not known yet. */
export interface OperationProgress {
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  /** Units a second so far. */
  readonly rate: number;
  /** Estimated, at that rate. */
  readonly remainingMs: number;
}

/** @param began when, on the clock of `performance` */
export function progressed(
  began: number,
  done: number,
  total: number,
  unit: string,
): OperationProgress {
  const seconds = Math.max(0.001, (performance.now() - began) / 1000);
  const rate = done / seconds;
  const remainingMs = rate > 0 ? Math.round(((total - done) / rate) * 1000) : 0;
  return { done, total, unit, rate: Math.round(rate * 10) / 10, remainingMs };
}

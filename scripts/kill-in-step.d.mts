import type { ChildProcess } from 'node:child_process';

export interface KillLimits {
  /** The run's SQLite file. */
  readonly file: string;
  readonly runId: string;
  /** Not before this step is over. */
  readonly after: string;
  /** When this one is over too, wherever the process is. */
  readonly latest: string;
  readonly timeoutMs: number;
}

/** The step it was killed in, null for "between two steps", undefined when it ended by itself. */
export function killInStep(
  child: ChildProcess,
  limits: KillLimits,
): Promise<string | null | undefined>;

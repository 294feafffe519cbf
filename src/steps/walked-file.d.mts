import type { BigIntStats } from 'node:fs';

/** How a file that was walked over looked, and may look no different when it is read. */
export interface Measured {
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  /** Device and inode: tells whether the same file is opened later. */
  readonly identity: string;
}

/** Opens for reading, never through a link and never waiting for a pipe's other end. */
export const READ_ONLY: number;
export function measured(stats: BigIntStats): Measured;
/** Is it still the file that was walked over, with the same size and time? */
export function isUnchanged(stats: BigIntStats, file: Measured): boolean;

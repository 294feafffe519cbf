import type { Scenario } from '../engine/whole-run.js';
import type { Course } from './course.js';
import type { Field } from './ground.js';

export const LEASE_MS = 30_000;

/** What must not be, with everything that leads to it. */
export class Violation extends Error {}

/** Where a life takes place. */
export interface Setting {
  readonly seed: number | string;
  readonly field: Field;
  readonly scenario: Scenario;
  /** Data folder with database and keys, to be lived in. */
  readonly folder: string;
  readonly watch?: (line: string) => void;
  readonly sound?: boolean;
  /** What befalls the disk; absent: the seed says. */
  readonly faults?: Course['faults'];
}

import type { Text } from './text.js';

/** What a check says of a claim (sequence.md section 17). */
export type Verdict = 'consistent' | 'contradicts' | 'cannot-read';

/** A place in a file: `row` is the 1-based line where the record starts, `column` a header name or number. */
export interface Place {
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
}

/** One finding or reason. `code` is stable and holds no personal value; `text` may name people. */
export interface Reason {
  readonly code: string;
  readonly text: Text;
  readonly place?: Place;
  /** The two values that were compared, where it helps. */
  readonly claimed?: string;
  readonly known?: string;
  /** `known` is the least that is needed, and no value of the same thing from elsewhere. */
  readonly isMinimum?: true;
}

export type Plain = string | number | boolean | null;

/** A number that must stay unique among projects, as HMAC-SHA-256 under the instance key; never the value itself. */
export interface Fingerprint {
  /** What kind of number it is, in the words of the sequence: only equal kinds are compared. */
  readonly kind: string;
  readonly hmac: string;
}

/** What a step yields. Facts may name people and are erasable; flags are small, impersonal and read by guards. */
export interface Outcome<F = unknown> {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  /** The accepted result. Must be JSON. */
  readonly facts?: F;
  /** Small impersonal values that guards of the machines read. */
  readonly flags?: Readonly<Record<string, Plain>>;
  /** Set when a second person must look although nothing contradicts. */
  readonly approval?: Text;
  /** Names of the people who approve in this run, for as long as this result counts; anybody else needs a reason. */
  readonly approvers?: readonly string[];
  readonly fingerprints?: readonly Fingerprint[];
  /** SHA-256 digests of evidence the step itself produced (manifest, file, report). */
  readonly evidence?: readonly string[];
}

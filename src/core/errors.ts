import type { Place } from './outcome.js';
import type { Text } from './text.js';
import { ERROR_CODES, type ErrorCode } from './error-codes.js';

/** What would help, for a face to say in its own way: open the row again, decide about it, hand it in. */
export interface Remedy {
  readonly act: 'redo' | 'decide' | 'settle-outdated' | 'submit';
  readonly run?: string;
  readonly step?: string;
}

/** What is wrong with one field of a form; of a table with one cell. */
export interface FieldProblem {
  readonly field: string;
  /** 1-based. */
  readonly row?: number;
  readonly column?: string;
  readonly text: Text;
}

export interface ErrorDetails {
  readonly place?: Place;
  /** What would be right: allowed events, missing predecessors, expected value. */
  readonly expected?: readonly string[];
  /** What is wrong with a form, one line a field or cell. */
  readonly fields?: readonly FieldProblem[];
  /** The step whose form was refused: the audit entry names it. */
  readonly step?: string;
  readonly remedy?: Remedy;
  readonly cause?: unknown;
}

/** Base of the three families. The message names what was expected, what came, where, and what to do. */
export abstract class UmstiegError extends Error {
  abstract readonly family: 'step' | 'request' | 'invariant';

  constructor(
    readonly code: ErrorCode,
    readonly text: Text,
    readonly details: ErrorDetails = {},
  ) {
    super(
      `${code}: ${text.en}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.name = new.target.name;
  }

  get exitCode(): number {
    return ERROR_CODES[this.code].exit;
  }
  get httpStatus(): number {
    return ERROR_CODES[this.code].http;
  }
}

/** The world's fault: recorded on the attempt, retried where it may help. */
export class StepFailure extends UmstiegError {
  readonly family = 'step';
  constructor(
    code: ErrorCode,
    text: Text,
    readonly retry: 'yes' | 'never' | { readonly afterMs: number },
    details: ErrorDetails = {},
  ) {
    super(code, text, details);
  }
}

/** The caller's fault: refused, audited, nothing else changes. */
export class RequestError extends UmstiegError {
  readonly family = 'request';
}

/** Our fault or the disk's: the run stops as it stands; never retried. */
export class InvariantError extends UmstiegError {
  readonly family = 'invariant';
}

/** The one shape of an error on `--json` (contracts.md). */
export function errorDocument(error: unknown): { error: Record<string, unknown> } {
  if (error instanceof UmstiegError) {
    const { place, expected } = error.details;
    return {
      error: {
        code: error.code,
        message: error.text.de,
        messageEn: error.text.en,
        ...(place ? { place } : {}),
        ...(expected ? { expected } : {}),
      },
    };
  }
  return {
    error: { code: 'unexpected', message: error instanceof Error ? error.message : String(error) },
  };
}

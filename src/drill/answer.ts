import { TEAM } from './names.js';

/** One entry of `answers.yaml`; `play` reads it (contracts.md). Paths are relative to the file's folder. */
export interface Answer {
  readonly id: string;
  readonly step?: string;
  readonly do?: 'submit' | 'approve' | 'reject' | 'redo' | 'signal';
  /** Name of a signal. */
  readonly type?: string;
  readonly as?: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly evidence?: readonly string[];
  readonly reason?: string;
  readonly expect?: { readonly exit: number };
  /** Sets the virtual clock, ISO 8601. */
  readonly clock?: string;
  /** Moves the virtual clock on, ISO 8601 duration. */
  readonly advance?: string;
}

interface More {
  readonly as?: string;
  /** Names below `evidence/`. */
  readonly proof?: readonly string[];
  /** Makes the id of a further entry for the same step, and says what it is about. */
  readonly note?: string;
  /** Exit code of an answer that is wrong on purpose. */
  readonly exit?: number;
}

/** The technician's answer to a step. */
export function answer(step: string, set: Answer['set'], more: More = {}): Answer {
  const { as = TEAM.technician, proof = [], note, exit } = more;
  return {
    id: note === undefined ? step : `${step}-${note}`,
    step,
    as,
    ...(set === undefined ? {} : { set }),
    ...(proof.length > 0 ? { evidence: proof.map((name) => `evidence/${name}`) } : {}),
    ...(exit === undefined ? {} : { expect: { exit } }),
  };
}

/** A second person's release. */
export function approval(step: string, as: string, reason: string, more: More = {}): Answer {
  const { note = 'approve', exit } = more;
  return {
    id: `${step}-${note}`,
    step,
    do: 'approve',
    as,
    reason,
    ...(exit === undefined ? {} : { expect: { exit } }),
  };
}

/** A moment the virtual clock is set to. */
export function at(name: string, clock: string): Answer {
  return { id: `clock-${name}`, clock };
}

/** A file or folder of the drill. */
export function drillPath(path: string): { readonly path: string } {
  return { path };
}

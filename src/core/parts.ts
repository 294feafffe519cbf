/** A part is named by the sequence that uses it. */
export type PartName = string;

/** Row id of a step, `R-302` in the documented sequence. */
export type StepId = string;

/** What a run can begin as. */
export const RUN_KINDS = ['live', 'rehearsal', 'drill'] as const;
/** A run forked from another one (ADR 0018); no run begins as one and none becomes one, or ceases to be one. */
export const WHAT_IF = 'what-if';
export type RunKind = (typeof RUN_KINDS)[number] | typeof WHAT_IF;

/** Status of a run; fixed from the first release. */
export const RUN_STATUSES = ['running', 'waiting', 'completed', 'failed', 'canceled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** A part is named by the sequence that uses it. */
export type PartName = string;

/** Row id of a step, `R-302` in the documented sequence. */
export type StepId = string;

export const RUN_KINDS = ['live', 'rehearsal', 'drill'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** Status of a run; fixed from the first release. */
export type RunStatus = 'running' | 'waiting' | 'completed' | 'failed' | 'canceled';

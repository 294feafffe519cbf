/** The ten parts of the documented sequence, in the order people see them (sequence.md section 1). */
export const PARTS = [
  'intake',
  'target-server',
  'license-upgrade',
  'config-export',
  'transfer',
  'config-import',
  'user-creation',
  'lines',
  'voicemail-import',
  'acceptance',
] as const;

/** A part is named by the sequence that uses it; the ten above belong to the documented one. */
export type PartName = string;

/** Row id of a step, `R-302` in the documented sequence. */
export type StepId = string;

export const RUN_KINDS = ['live', 'rehearsal', 'drill'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** Status of a run; fixed from the first release. */
export type RunStatus = 'running' | 'waiting' | 'completed' | 'failed' | 'canceled';

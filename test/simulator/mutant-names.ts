/** The ways in which mutants.ts breaks the engine. */
export const MUTANT_NAMES = [
  'no-cas',
  'no-fsync-wait',
  'no-fsync',
  'lost-timer',
  'deaf-timer',
  'double-execute',
  'unchained-audit',
] as const;

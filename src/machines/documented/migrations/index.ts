import type { Mapping } from '../../mapping.js';

/** Mappings of the documented sequence, one for each pair of versions whose names differ. None were needed so far. */
export const MAPPINGS: readonly Mapping[] = [];

import { CLAIM_ERRORS } from './claim-errors.js';
import { CONNECTOR_ERRORS } from './connector-errors.js';
import { EXPORT_ERRORS } from './export-errors.js';
import { LIST_ERRORS } from './list-errors.js';
import type { ErrorRow } from './planted-error.js';
import { SOUND_ERRORS } from './sound-errors.js';
import { errorRow } from './wrong-answer.js';
import { WRONG_ANSWERS } from './wrong-answers.js';

/** Every error that can be planted. Whoever names a new bad input in the sequence adds it here. */
export const CATALOG: readonly ErrorRow[] = [
  ...CLAIM_ERRORS,
  ...EXPORT_ERRORS,
  ...SOUND_ERRORS,
  ...LIST_ERRORS,
  ...CONNECTOR_ERRORS,
  ...WRONG_ANSWERS.map(errorRow),
];

import { CLOSING_ANSWERS } from './closing-answers.js';
import { IMPORT_ANSWERS } from './import-answers.js';
import { PREPARING_ANSWERS } from './preparing-answers.js';
import type { WrongAnswer } from './wrong-answer.js';

/** Wrong answers to forms, in the order of the sequence. */
export const WRONG_ANSWERS: readonly WrongAnswer[] = [
  ...PREPARING_ANSWERS,
  ...IMPORT_ANSWERS,
  ...CLOSING_ANSWERS,
];

import type { Same } from '../same.js';
import type * as de from '../de/checklist.js';

export const checklist: Same<typeof de.checklist> = {
  next: 'Next',
  goOn: 'Continue',
  parts: 'Parts',
  done: '{{done}} of {{total}}',
};

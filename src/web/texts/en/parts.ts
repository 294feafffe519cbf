import type { Same } from '../same.js';
import type * as de from '../de/parts.js';

export const parts: Same<typeof de.parts> = {
  copy: 'Copy {{what}}',
  copied: '{{what}} is copied',
  reason: 'Reason',
  reasonHelp: 'Goes into the audit trail.',
  calendar: 'Calendar',
  cancel: 'Cancel',
};

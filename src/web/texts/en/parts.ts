import type { Same } from '../same.js';
import type * as de from '../de/parts.js';

export const parts: Same<typeof de.parts> = {
  copy: 'Copy {{what}}',
  copied: '{{what}} is copied',
  copyDenied: 'The browser does not allow copying. Allow it for this page, or type the text.',
  reason: 'Reason',
  reasonHelp: 'Goes into the audit trail.',
  calendar: 'Calendar',
  noSuchDay: 'There is no {{day}}. Enter a day that is in the calendar.',
  fieldMissing: 'This is still missing.',
  fieldShort: 'At least {{count}} characters.',
  cancel: 'Cancel',
  characters: {
    'U+0009': 'tab',
    'U+0020': 'blank',
    'U+00A0': 'no-break blank',
    'U+00AD': 'soft hyphen',
    'U+0308': 'diaeresis, put on the character before',
    'U+200B': 'zero-width blank',
    'U+200C': 'zero-width non-joiner',
    'U+200D': 'zero-width joiner',
    'U+2060': 'word joiner',
    'U+202E': 'reversal of the writing direction',
    'U+FEFF': 'byte order mark',
  },
};

/** Small parts that several pages share. */
export const parts = {
  copy: '{{what}} kopieren',
  copied: '{{what}} ist kopiert',
  reason: 'Begründung',
  reasonHelp: 'Steht im Protokoll.',
  calendar: 'Kalender',
  cancel: 'Abbrechen',
} as const;

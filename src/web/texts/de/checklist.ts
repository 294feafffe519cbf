/** The checklist of a run. */
export const checklist = {
  next: 'Weiter',
  goOn: 'Fortsetzen',
  parts: 'Teile',
  done: '{{done}} von {{total}}',
} as const;

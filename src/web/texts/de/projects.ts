/** The dashboard over all projects. */
export const projects = {
  title: 'Projekte',
  search: 'Kunde, Person oder Schritt suchen',
  none: 'Noch kein Projekt.',
  noMatch: 'Kein Projekt passt zu dieser Suche.',
  customer: 'Kunde',
  progress: 'Stand',
  next: 'Was als Nächstes',
  acts: 'Wer handelt',
  since: 'Seit',
} as const;

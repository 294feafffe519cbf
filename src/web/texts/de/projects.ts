/** The dashboard over all projects, and starting one. */
export const projects = {
  title: 'Projekte',
  new: 'Neues Projekt',
  search: 'Kunde, Person oder Schritt suchen',
  noMatch: 'Kein Projekt passt zu dieser Suche.',
  onlyAlarms: 'Nur mit Alarm',
  more_one: 'Noch {{count}} Projekt zeigen',
  more_other: 'Weitere zeigen, noch {{count}} Projekte',
  sum_one: '{{count}} Projekt',
  sum_other: '{{count}} Projekte',
  alarms_one: '{{count}} mit Alarm',
  alarms_other: '{{count}} mit Alarm',
  progress: 'Erledigte Schritte',
  alarm: { problem: 'Problem', outdated: 'Veraltet', overdue: 'Überfällig' },
  over: 'Nichts mehr zu tun',
  kinds: { live: 'Projekt', rehearsal: 'Probe', drill: 'Übung', 'what-if': 'Was wäre, wenn' },
} as const;

export const start = {
  title: 'Womit fangen Sie an?',
  words:
    'Umstieg führt Schritt für Schritt durch diesen Ablauf: {{title}}. Jede Angabe wird geprüft und protokolliert. Sie können jederzeit unterbrechen und später weitermachen.',
  mayNot:
    'Für Sie ist noch kein Projekt freigegeben. Fragen Sie die Projektleitung: Sie legt Projekte an und lädt Sie dazu ein.',
  mayNotStart:
    'Neue Projekte legt an, wer die Installation, einen Partner oder einen Kunden leitet. Ihre Rollen reichen nicht so weit.',
  practice: 'Üben',
  practiceWords: 'Der Kunde ist erfunden. Hier kann nichts kaputtgehen.',
  practiceName: 'Übungskunde',
  practiceGo: 'Mit {{name}} üben',
  practiceWhom: 'Mit wem?',
  practiceNone:
    'Dieser Server kennt noch keinen erfundenen Kunden. Wer ihn betreibt, legt einen an und startet den Server mit dessen Ordner:',
  practiceMake: 'Befehl, der den Kunden anlegt',
  practiceServe: 'Befehl, der den Server mit dem Ordner startet',
  practiceBare: 'Ohne Werte und Dateien üben',
  real: 'Echtes Projekt',
  customer: 'Name des Kunden',
  belongsTo: 'Gehört zu',
  noTenant: 'keinem Partner oder Kunden',
  realGo: 'Projekt anlegen und beginnen',
} as const;

export const acting = {
  you: 'Sie',
  umstieg: 'Umstieg arbeitet',
  anyone: 'wer das Projekt bearbeitet',
  second: 'eine zweite Person, die freigeben darf',
  secondNamed: 'eine zweite Person, vorgesehen: {{who}}',
} as const;

/** What stands around every page. */
export const app = {
  name: 'Umstieg',
  skip: 'Zum Inhalt',
  projects: 'Projekte',
  allProjects: 'Alle Projekte',
  searchKeys: 'Strg K',
  search: 'Suchen',
  person: 'Person',
  language: 'Sprache',
  theme: 'Darstellung',
  themeSystem: 'Wie das System',
  themeLight: 'Hell',
  themeDark: 'Dunkel',
  signOut: 'Abmelden',
  stillIn: 'Sie sind noch angemeldet',
  stillInWhy:
    'Der Server hat die Abmeldung nicht bestätigt. Wer als Nächster an diesen Computer kommt, arbeitet unter Ihrem Namen. Versuchen Sie es noch einmal.',
  wait: 'Wird geladen …',
  hindrance: {
    lost: 'Keine Verbindung. Was Sie sehen, kann veraltet sein; was Sie eingeben, bleibt erhalten.',
    failing:
      'Der Server meldet einen Fehler. Was Sie sehen, kann veraltet sein; was Sie eingeben, bleibt erhalten.',
    busy: 'Zu viele Anfragen auf einmal. Die Seite wartet, wie der Server es verlangt, und fragt dann weiter.',
    'signed-out':
      'Sie sind nicht mehr angemeldet. Melden Sie sich wieder an, dann geht es hier weiter.',
    denied:
      'Der Server gibt Neues aus diesem Projekt nicht heraus. Was Sie sehen, kann veraltet sein.',
  },
  storageFull:
    'Der Speicher dieses Browsers ist voll. Was Sie eingeben, hält nur dieses Fenster, bis der Server es hat: Schließen Sie es noch nicht.',
  views: 'Ansichten dieses Projekts',
  checklist: 'Checkliste',
  map: 'Karte',
  audit: 'Protokoll',
  close: 'Schließen',
  noPage: 'Diese Seite gibt es nicht.',
  noPageRemedy: 'Prüfen Sie die Adresse, oder gehen Sie zu den Projekten.',
} as const;

/** A server that was started to look only. */
export const work = {
  label: 'Arbeit angehalten',
  held: 'Dieser Server sieht nur an: Kein Schritt und keine Frist beginnt.',
  release: 'Wenn alles stimmt, geben Sie die Arbeit frei.',
  wait: 'Was Sie abschicken, bleibt erhalten und beginnt, sobald der Besitzer der Installation die Arbeit freigibt.',
  begin: 'Arbeit freigeben',
} as const;

export const keys = {
  title: 'Tastenkürzel',
  next: 'Nächster Schritt',
  previous: 'Voriger Schritt',
  open: 'Öffnen',
  projects: 'Zu den Projekten',
  checklist: 'Zur Checkliste',
  map: 'Zur Karte',
  audit: 'Zum Protokoll',
  search: 'Suchen',
  help: 'Diese Übersicht',
  back: 'Zurück',
  then: 'dann',
  single: 'Einzelne Tasten wirken',
  singleHelp:
    'Gilt für diesen Browser. Ausgeschaltet wirken nur Strg K, Esc, die Eingabetaste und die Pfeiltasten.',
} as const;

export const command = {
  title: 'Suchen',
  field: 'Schritt, Teil, Seite, Kunde, Beschriftung oder Handbuchzeile',
  none: 'Nichts gefunden.',
  found: 'Gefunden',
  recent: 'Zuletzt bearbeitet',
  line: 'Handbuch, Zeile {{line}}',
  kinds: { step: 'Schritte', part: 'Teile', page: 'Seiten', project: 'Projekte' },
} as const;

export const problem = {
  where: 'Wo',
  file: 'Datei {{file}}',
  row: 'Zeile {{row}}',
  column: 'Feld {{column}}',
  expected: 'Erwartet',
  number: 'Nummer für den Support',
  again: 'Noch einmal versuchen',
  noAnswer: 'Der Server antwortet nicht',
  noAnswerDetail:
    'Die Verbindung ist unterbrochen, oder der Server läuft nicht. Was gespeichert war, ist gespeichert.',
  broken: 'Diese Seite kann nicht gezeigt werden',
  brokenDetail:
    'In der Seite ist ein Fehler. Ihre Daten sind nicht betroffen. Laden Sie die Seite neu; bleibt der Fehler, nennen Sie dem Support diese Meldung.',
  reload: 'Seite neu laden',
  partMissing: 'Dieser Teil ist noch nicht geladen',
  partMissingDetail:
    'Der Server antwortet nicht. Sobald er es tut, lädt sich die Seite neu. Was Sie eingegeben haben, bleibt erhalten.',
} as const;

/** The few words for the state of a step, the same on every page. */
export const status = {
  locked: 'noch nicht möglich',
  ready: 'bereit',
  'in-progress': 'in Arbeit',
  verifying: 'wird geprüft',
  'waiting-approval': 'wartet auf Freigabe',
  done: 'erledigt',
  rejected: 'Problem',
  waived: 'übersprungen',
  outdated: 'veraltet',
  failed: 'Problem',
  'not-applicable': 'entfällt',
} as const;

/** The checklist of a run. */
export const checklist = {
  next: 'Was als Nächstes zu tun ist',
  acts: {
    do: 'Weiter:',
    mend: 'Nachbessern:',
    decide: 'Freigabe steht aus:',
    renew: 'Veraltet:',
    wait: 'In Arbeit:',
  },
  allDone: 'Alles ist erledigt.',
  othersTurn: 'Jetzt sind andere dran:',
  goOn: 'Fortsetzen',
  decide: 'Prüfen und entscheiden',
  toReport: 'Zum Bericht',
  toAudit: 'Zum Protokoll und zum Archiv',
  look: 'Ansehen',
  parts: 'Teile',
  done: '{{done}} von {{total}}',
  needs: 'braucht {{what}}',
  notBefore: 'erst ab {{day}}',
  waitsFor: 'wartet auf: {{who}}',
  problems_one: '{{count}} Problem',
  problems_other: '{{count}} Probleme',
  waiting_one: '{{count}} wartet',
  waiting_other: '{{count}} warten',
  outdated_one: '{{count}} veraltet',
  outdated_other: '{{count}} veraltet',
  noReturn: 'kein Zurück',
  overwrites: 'überschreibt',
} as const;

export const briefing = {
  title: 'Seit Ihrem letzten Besuch',
  count_one: '{{count}} Ereignis',
  count_other: '{{count}} Ereignisse',
  outdated: 'ist veraltet: {{what}} hat sich geändert.',
} as const;

export const clock = {
  title: 'Übungsuhr',
  set: 'Uhr stellen',
  says: 'Fristen und Zeiten dieses Übungslaufs richten sich nach dieser Uhr. Was bis dahin fällig wird, geschieht sofort.',
  to: 'Neue Zeit',
  setBack: 'Uhr zurückstellen',
  goesBack:
    'Damit geht die Uhr zurück, hinter Einträge, die es schon gibt. Diese behalten ihre Zeit, und das Protokoll hält fest, wer die Uhr gestellt hat.',
} as const;

export const practice = {
  title: 'Übungskunde',
  says: 'Dies ist eine Übung mit einem erfundenen Kunden. Seine Dateien und die Antworten für jedes Formular (answers.yaml) liegen hier:',
  folder: 'Ordner',
  values: 'Werte für diesen Schritt',
  noValues: 'Für diesen Schritt nennen die Antworten keine Werte.',
  evidence: 'Nachweise für diesen Schritt',
  clock: 'Für {{step}} gelten die Antworten ab {{time}}.',
  counts: 'In einer Übung zählt die Übungsuhr, nicht der heutige Tag. Sie zeigt {{now}}.',
  fill: 'In das Formular eintragen',
  filled: 'Eingetragen. Nachweise fügen Sie selbst hinzu.',
  replaceTitle: 'Eingetragene Werte ersetzen?',
  replaceSays: 'Im Formular steht schon etwas anderes: {{fields}}.',
  replace: 'Ersetzen',
  unknown:
    'Den Ordner des Übungskunden kennt dieser Server nicht. Er gehört zu den Ordnern, die der Server lesen darf (umstieg serve --files).',
} as const;

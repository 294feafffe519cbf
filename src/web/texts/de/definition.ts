/** Versions of the sequence. */
export const definition = {
  title: 'Ablaufversionen',
  versions: 'Versionen in diesem Datenordner',
  name: 'Ablauf',
  version: 'Version',
  hash: 'Prüfsumme',
  runs: 'Läufe',
  use: 'Verwendung',
  current: 'gilt für neue Läufe',
  differences: 'Was sich unterscheidet',
  onlyOne:
    'Es gibt nur eine Version. Kommt mit einem neuen Programm eine weitere, steht hier, was sich ändert.',
  from: 'Von',
  to: 'Nach',
  same: 'Beide sind gleich aufgebaut.',
  count_one: '{{count}} Unterschied im Aufbau',
  count_other: '{{count}} Unterschiede im Aufbau',
  textsOnly: 'Nur andere Texte: {{where}}',
  forecast: 'Was ein Wechsel zu {{to}} bewirkt',
  forecastHelp: 'Eine Vorschau. Sie ändert nichts.',
  noRuns: 'Kein Lauf ist offen.',
  verdict: {
    moved: 'Zieht um, nichts geht verloren',
    reopened: 'Zieht um, einzelne Schritte gehen wieder auf',
    refused: 'Kann nicht umziehen',
    'left-alone': 'Bleibt, wie er ist',
  },
  next: 'Danach als Nächstes: {{steps}}',
  move: 'Lauf umziehen',
  moveTitle: '{{customer}} auf die andere Version umziehen?',
  moveHelp:
    'Ergebnisse und Freigaben gehen mit. Der Wechsel steht mit Ihrer Begründung im Protokoll.',
  undo: 'Letzten Wechsel zurücknehmen',
  undoTitle: '{{customer}}: letzten Wechsel zurücknehmen?',
  undoHelp:
    'Der Lauf steht danach, wie er vor dem Wechsel stand. Das geht nur, solange seither nichts geschehen ist.',
} as const;

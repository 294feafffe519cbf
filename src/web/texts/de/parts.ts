/** Small parts that several pages share. */
export const parts = {
  copy: '{{what}} kopieren',
  copied: '{{what}} ist kopiert',
  copyDenied:
    'Der Browser lässt das Kopieren nicht zu. Erlauben Sie es für diese Seite, oder tippen Sie den Text ab.',
  reason: 'Begründung',
  reasonHelp: 'Steht im Protokoll.',
  calendar: 'Kalender',
  noSuchDay: 'Den {{day}} gibt es nicht. Geben Sie einen Tag an, der im Kalender steht.',
  fieldMissing: 'Das fehlt noch.',
  fieldShort: 'Mindestens {{count}} Zeichen.',
  cancel: 'Abbrechen',
  characters: {
    'U+0009': 'Tabulator',
    'U+0020': 'Leerzeichen',
    'U+00A0': 'geschütztes Leerzeichen',
    'U+00AD': 'weiches Trennzeichen',
    'U+0308': 'Trema, an das Zeichen davor gesetzt',
    'U+200B': 'Leerzeichen ohne Breite',
    'U+200C': 'Bindehemmer ohne Breite',
    'U+200D': 'Verbinder ohne Breite',
    'U+2060': 'Wortverbinder',
    'U+202E': 'Umkehr der Schreibrichtung',
    'U+FEFF': 'Byte-Reihenfolge-Marke',
  },
} as const;

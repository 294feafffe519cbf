import type { Text } from '../core/text.js';

/** What can be said of a chain of entries and of a checkpoint. */
export const CHAIN_FINDINGS = {
  'audit.entry-edited': {
    de: 'Eintrag {seq} wurde verändert: Sein Inhalt ergibt nicht den Hash, der bei ihm steht.',
    en: 'Entry {seq} was edited: its content does not give the hash that stands with it.',
  },
  'audit.entry-relinked': {
    de: 'Eintrag {seq} wurde verändert und neu gehasht: Der Nachbar nennt einen anderen Vorgänger.',
    en: 'Entry {seq} was edited and hashed anew: its neighbor names another predecessor.',
  },
  'audit.entry-deleted': {
    de: 'Eintrag {seq} fehlt: Auf {before} folgt {after}.',
    en: 'Entry {seq} is missing: {before} is followed by {after}.',
  },
  'audit.entry-inserted': {
    de: 'An Stelle {seq} wurde ein Eintrag eingefügt, der nicht zur Kette gehört.',
    en: 'At place {seq} an entry was inserted that does not belong to the chain.',
  },
  'audit.entry-reordered': {
    de: 'Die Reihenfolge stimmt nicht: An Stelle {seq} steht Eintrag {found}.',
    en: 'The order is wrong: at place {seq} stands entry {found}.',
  },
  'audit.entry-duplicate': {
    de: 'Eintrag {found} kommt mehrmals vor; an seiner zweiten Stelle wird Eintrag {seq} erwartet.',
    en: 'Entry {found} occurs more than once; in its second place entry {seq} is expected.',
  },
  'audit.tail-cut': {
    de: 'Das Ende fehlt: Die Kette hört bei {last} auf, {witness} kennt {size} Einträge.',
    en: 'The tail is cut: the chain ends at {last}, {witness} knows {size} entries.',
  },
  'audit.history-rewritten': {
    de: 'Die Kette ist in sich schlüssig, aber neu geschrieben: {witness} bezeugt für die ersten {size} Einträge etwas anderes. Der erste mögliche Unterschied ist Eintrag {seq}.',
    en: 'The chain is consistent in itself but was rewritten: {witness} vouches for other first {size} entries. The first possible difference is entry {seq}.',
  },
  'audit.tail-added': {
    de: 'Ab Eintrag {seq} wurde angehängt: {witness} kennt nur {size} Einträge.',
    en: 'From entry {seq} on the chain was extended: {witness} knows only {size} entries.',
  },
  'audit.foreign-run': {
    de: 'Eintrag {seq} gehört zu einem anderen Lauf: erwartet {expected}, gefunden {found}.',
    en: 'Entry {seq} belongs to another run: expected {expected}, found {found}.',
  },
  'audit.not-canonical': {
    de: 'Kein kanonisches JSON nach RFC 8785: {what}.',
    en: 'Not canonical JSON by RFC 8785: {what}.',
  },
  'audit.entry-not-canonical': {
    de: 'Eintrag {seq} ist kein kanonisches JSON nach RFC 8785.',
    en: 'Entry {seq} is not canonical JSON by RFC 8785.',
  },
  'audit.unknown-version': {
    de: 'Eintrag {seq} hat ein Format, das dieses Programm nicht kennt: Version {found}, bekannt ist 1.',
    en: 'Entry {seq} has a format this program does not know: version {found}, known is 1.',
  },
  'audit.entry-malformed': {
    de: 'Eintrag {seq} hat nicht die vorgeschriebene Form: {what}.',
    en: 'Entry {seq} does not have the prescribed form: {what}.',
  },
  'audit.clock-backwards': {
    de: 'Hinweis: Bei Eintrag {seq} ging die Uhr zurück.',
    en: 'Note: at entry {seq} the clock went backwards.',
  },
  'audit.head-malformed': {
    de: 'Der gespeicherte Kettenkopf ist unbrauchbar: {what}.',
    en: 'The stored head of the chain cannot be used: {what}.',
  },
  'audit.checkpoint-malformed': {
    de: 'Der Prüfpunkt hat nicht die vorgeschriebene Form: {what}.',
    en: 'The checkpoint does not have the prescribed form: {what}.',
  },
  'audit.checkpoint-signature': {
    de: 'Der Prüfpunkt trägt keine gültige Unterschrift des Schlüssels {signer}.',
    en: 'The checkpoint bears no valid signature of the key {signer}.',
  },
  'audit.checkpoint-foreign': {
    de: 'Der Prüfpunkt gehört zu etwas anderem: erwartet {expected}, gefunden {found}.',
    en: 'The checkpoint belongs to something else: expected {expected}, found {found}.',
  },
  'audit.handover-broken': {
    de: 'Die Übernahme in Eintrag {seq} nennt nicht die Schlüssel, die vor und nach ihr versiegelt haben.',
    en: 'The hand-over in entry {seq} does not name the keys that sealed before and after it.',
  },
  'audit.rotation-forged': {
    de: 'Der Schlüsselwechsel in Eintrag {seq} ist nicht vom alten Schlüssel unterschrieben.',
    en: 'The change of the key in entry {seq} is not signed by the old key.',
  },
  'audit.seal-missing': {
    de: 'Das Siegel zu Eintrag {seq} fehlt: Es wurde entfernt, oder der Eintrag ist gefälscht.',
    en: 'The seal of entry {seq} is missing: it was removed, or the entry is forged.',
  },
  'audit.opening-wrong': {
    de: 'Die Öffnung {commitment} öffnet nicht: Wert und Salz ergeben diese Festlegung nicht.',
    en: 'The opening {commitment} does not open: value and salt do not give this commitment.',
  },
} as const satisfies Record<string, Text>;

import type { Text } from '../core/text.js';

/** What can be said of the tree over all runs of an installation, and of proofs in it. */
export const TREE_FINDINGS = {
  'tree.entry-missing': {
    de: 'Eintrag {seq} von {chain} fehlt: Er steht an Stelle {position} des Baums über alle Läufe.',
    en: 'Entry {seq} of {chain} is missing: it stands at place {position} of the tree over all runs.',
  },
  'tree.entry-changed': {
    de: 'Eintrag {seq} von {chain} ist ein anderer als der, der an Stelle {position} des Baums über alle Läufe steht.',
    en: 'Entry {seq} of {chain} is not the one that stands at place {position} of the tree over all runs.',
  },
  'tree.entry-unlisted': {
    de: 'Eintrag {seq} von {chain} steht nicht im Baum über alle Läufe: Er wurde an Umstieg vorbei geschrieben.',
    en: 'Entry {seq} of {chain} is not in the tree over all runs: it was written past Umstieg.',
  },
  'tree.leaf-missing': {
    de: 'Im Baum über alle Läufe fehlt Stelle {position}.',
    en: 'Place {position} is missing from the tree over all runs.',
  },
  'tree.cut': {
    de: 'Es fehlt etwas: Der Baumkopf bürgt für {size} Einträge, hier sind {found}. Ein Lauf oder ein Ende wurde gelöscht, oder eine ältere Sicherung wurde eingespielt.',
    en: 'Something is missing: the tree head vouches for {size} entries, {found} are here. A run or a tail was deleted, or an older backup was restored.',
  },
  'tree.rewritten': {
    de: 'Die ersten {size} Einträge aller Läufe sind nicht mehr die, für die der Baumkopf bürgt: Ein Lauf oder Einträge wurden gelöscht oder neu geschrieben.',
    en: 'The first {size} entries of all runs are no longer those the tree head vouches for: a run or entries were deleted or rewritten.',
  },
  'tree.foreign': {
    de: 'Der Baumkopf gehört zu einer anderen Installation: erwartet {expected}, gefunden {found}.',
    en: 'The tree head belongs to another installation: expected {expected}, found {found}.',
  },
  'tree.head-signature': {
    de: 'Der Baumkopf trägt eine Zeile des Schlüssels {signer}, aber die Unterschrift ist ungültig.',
    en: 'The tree head bears a line of the key {signer}, but the signature is not valid.',
  },
  'tree.proof-invalid': {
    de: 'Der Beweis gehört nicht zu diesen beiden Baumköpfen: {what}.',
    en: 'The proof does not belong to these two tree heads: {what}.',
  },
  'tree.not-grown': {
    de: 'Der Baum mit {found} Einträgen ist nicht aus dem mit {size} gewachsen: Ein Lauf oder Einträge wurden gelöscht oder neu geschrieben.',
    en: 'The tree of {found} entries did not grow from that of {size}: a run or entries were deleted or rewritten.',
  },
  'bundle.inclusion-invalid': {
    de: 'inclusion.txt beweist nicht, dass der letzte Eintrag im Baum der Installation steht: {what}.',
    en: 'inclusion.txt does not prove that the last entry is in the tree of the installation: {what}.',
  },
} as const satisfies Record<string, Text>;

import type { Text } from '../core/text.js';

/** What can be said of a hand-over bundle beyond its chain. */
export const BUNDLE_FINDINGS = {
  'bundle.not-a-zip': {
    de: 'Die Datei ist kein lesbares ZIP-Archiv: {what}.',
    en: 'The file is not a readable ZIP archive: {what}.',
  },
  'bundle.unsafe-name': {
    de: 'Der Name {name} im Archiv ist gefährlich (führt beim Auspacken aus dem Zielordner heraus).',
    en: 'The name {name} in the archive is dangerous (it leads out of the target folder on unpacking).',
  },
  'bundle.unknown-member': {
    de: '{name} gehört in kein Bündel.',
    en: '{name} belongs in no bundle.',
  },
  'bundle.duplicate-member': {
    de: '{name} kommt im Archiv mehrmals vor.',
    en: '{name} occurs more than once in the archive.',
  },
  'bundle.name-differs': {
    de: '{name} heißt im Verzeichnis des Archivs anders als vor seinen Daten.',
    en: '{name} has another name in the archive’s directory than before its content.',
  },
  'bundle.missing-member': {
    de: '{name} fehlt im Bündel.',
    en: '{name} is missing from the bundle.',
  },
  'bundle.unreadable-member': {
    de: '{name} lässt sich nicht lesen: {what}.',
    en: '{name} cannot be read: {what}.',
  },
  'bundle.too-many-members': {
    de: 'Das Archiv hat mehr als {limit} Dateien; weiter wird nicht gelesen.',
    en: 'The archive has more than {limit} files; reading stops here.',
  },
  'bundle.too-large': {
    de: '{name} ist ausgepackt {size} Byte groß, erlaubt sind {limit}.',
    en: '{name} is {size} bytes unpacked, {limit} are allowed.',
  },
  'bundle.compression-bomb': {
    de: '{name} ist {ratio}-fach gepackt, erlaubt ist {limit}-fach: Verdacht auf eine ZIP-Bombe.',
    en: '{name} is packed {ratio} times, {limit} times is allowed: suspected zip bomb.',
  },
  'bundle.manifest-malformed': {
    de: 'Das Verzeichnis des Bündels (manifest.json) ist unbrauchbar: {what}.',
    en: 'The bundle’s list of members (manifest.json) cannot be used: {what}.',
  },
  'bundle.manifest-differs': {
    de: 'manifest.json nennt {what} {expected}, gefunden wurde {found}.',
    en: 'manifest.json names {what} {expected}, found was {found}.',
  },
  'bundle.member-changed': {
    de: '{name} wurde verändert: Größe oder SHA-256 stimmen nicht mit manifest.json überein.',
    en: '{name} was changed: size or SHA-256 differ from manifest.json.',
  },
  'bundle.member-unlisted': {
    de: '{name} steht nicht in manifest.json: eine fremde Datei.',
    en: '{name} is not in manifest.json: a foreign file.',
  },
  'bundle.signature-invalid': {
    de: 'Die Unterschrift des Bündels (manifest.sig) ist ungültig: {what}.',
    en: 'The bundle’s signature (manifest.sig) is not valid: {what}.',
  },
  'bundle.key-malformed': {
    de: 'keys/public.pem ist kein Ed25519-Schlüssel in der vorgeschriebenen Form.',
    en: 'keys/public.pem is not an Ed25519 key in the prescribed form.',
  },
  'bundle.signer-mismatch': {
    de: 'Unterschrieben hat {found}, erwartet war {expected}.',
    en: 'The signer is {found}, expected was {expected}.',
  },
  'bundle.foreign-run': {
    de: 'Das Bündel gehört zu {found}, erwartet war {expected}.',
    en: 'The bundle belongs to {found}, expected was {expected}.',
  },
  'bundle.no-checkpoint': {
    de: 'Das Bündel enthält keinen eigenen Prüfpunkt: Kein Eintrag ist versiegelt.',
    en: 'The bundle carries no checkpoint of its own: no entry is sealed.',
  },
  'bundle.unsealed-tail': {
    de: 'Ab Eintrag {seq} ist nichts versiegelt: Der letzte Prüfpunkt deckt {size} von {last} Einträgen.',
    en: 'From entry {seq} on nothing is sealed: the last checkpoint covers {size} of {last} entries.',
  },
  'bundle.checkpoint-name': {
    de: '{name} müsste nach seiner Größe checkpoints/{size}.txt heißen.',
    en: '{name} should by its size be named checkpoints/{size}.txt.',
  },
  'bundle.line-malformed': {
    de: '{name}, Zeile {row}: keine Zeile der vorgeschriebenen Form ({what}).',
    en: '{name}, line {row}: not a line of the prescribed form ({what}).',
  },
  'bundle.opening-unnamed': {
    de: 'Die Öffnung {commitment} gehört zu keinem Eintrag.',
    en: 'The opening {commitment} belongs to no entry.',
  },
  'bundle.opening-duplicate': {
    de: 'Die Öffnung {commitment} kommt mehrmals vor.',
    en: 'The opening {commitment} occurs more than once.',
  },
  'bundle.openings-erased': {
    de: 'Hinweis: openings.jsonl ist anders als beim Export: Öffnungen wurden gelöscht. Die Einträge bleiben davon unberührt.',
    en: 'Note: openings.jsonl differs from the export: openings were erased. The entries are not affected.',
  },
  'bundle.evidence-missing': {
    de: 'Der Nachweis {digest}, den Eintrag {seq} nennt, fehlt.',
    en: 'The evidence {digest} that entry {seq} names is missing.',
  },
  'bundle.evidence-changed': {
    de: 'Der Nachweis {digest} wurde verändert: Größe oder SHA-256 stimmen nicht.',
    en: 'The evidence {digest} was changed: size or SHA-256 do not fit.',
  },
  'bundle.evidence-foreign': {
    de: 'Der Nachweis {digest} wird von keinem Eintrag genannt: eine fremde Datei.',
    en: 'The evidence {digest} is named by no entry: a foreign file.',
  },
  'bundle.state-differs': {
    de: 'state.json ist nicht der Zustand, den der letzte Eintrag ({seq}) nennt.',
    en: 'state.json is not the state that the last entry ({seq}) names.',
  },
  'bundle.anchor-malformed': {
    de: 'Der Anker ist kein Prüfpunkt: {what}.',
    en: 'The anchor is not a checkpoint: {what}.',
  },
  'bundle.anchor-signature': {
    de: 'Der Anker trägt eine Zeile des Schlüssels {signer}, aber die Unterschrift ist ungültig.',
    en: 'The anchor bears a line of the key {signer}, but the signature is not valid.',
  },
  'bundle.anchor-signer': {
    de: 'Den Anker hat ein anderer Schlüssel unterschrieben als das Bündel ({signer}).',
    en: 'The anchor was signed by another key than the bundle ({signer}).',
  },
  'bundle.anchor-partial': {
    de: 'Hinweis: Der Anker deckt die ersten {size} von {last} Einträgen und trägt keine Unterschrift.',
    en: 'Note: the anchor covers the first {size} of {last} entries and bears no signature.',
  },
  'bundle.earlier-signer': {
    de: 'Hinweis: Die Einträge {from} bis {to} hat die Installation {instance} versiegelt, Schlüssel {signer}.',
    en: 'Note: entries {from} to {to} were sealed by the installation {instance}, key {signer}.',
  },
  'bundle.key-partial': {
    de: 'Hinweis: Der erwartete Schlüssel hat nur einen Teil versiegelt. Für das Bündel selbst bürgt {signer}.',
    en: 'Note: the expected key sealed a part only. The bundle itself is vouched for by {signer}.',
  },
} as const satisfies Record<string, Text>;

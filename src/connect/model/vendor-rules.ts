import type { Text } from '../../core/text.js';

/**
 * What the stand-in Connect server obeys, each rule with where it comes from and what that is worth. `DOC`: the vendor's
 * documentation or knowledge base. `SEED`: the German migration page, by line. `UNOFFICIAL`: public, but not the vendor's.
 * `INFERENCE`: our conclusion, to be checked on a real system.
 */
export type Confidence = 'DOC' | 'SEED' | 'UNOFFICIAL' | 'INFERENCE';

export interface VendorRule {
  readonly text: Text;
  /** Addresses of pages, or lines of the migration page. */
  readonly source: string;
  readonly confidence: Confidence;
}

const HELP = 'https://help.c4b.com/xphone-connect-9/doc';
const CONFIG = `${HELP}/en/admin/config/srv/cfg`;
const CONNECTORS = `${CONFIG}/cfg-conn.html`;
const NUMBERS =
  'https://www.c4b.com/de/knowledgebase/server/konnektoren-welches-rufnummern-format.php';
const TEMPLATE =
  'https://www.c4b.com/de/knowledgebase/server/ad-konnektor-dynamische-leitungen.php';
const LICENSES = `${HELP}/de/admin/config/srv/cfg/lic/lic-general.html`;
const page = (...lines: readonly number[]): string =>
  `${HELP}/de/admin/mtn/migr.html (${lines.length > 1 ? 'lines' : 'line'} ${lines.join(', ')})`;

function rule(confidence: Confidence, source: string, de: string, en: string): VendorRule {
  return { text: { de, en }, source, confidence };
}

export const VENDOR_RULES = {
  'connector.own-users-only': rule(
    'DOC',
    CONNECTORS,
    'Ein Konnektor ändert nur Benutzer, die ein Konnektor angelegt hat. Von Hand angelegte bleiben, wie sie sind.',
    'A connector changes only users that a connector created. Users made by hand stay as they are.',
  ),
  'connector.deletes-after-three-missed-runs': rule(
    'DOC',
    CONNECTORS,
    'Wer in mehr als drei Läufen fehlt, wird gelöscht: beim vierten.',
    'Whoever is missing in more than three runs is deleted: at the fourth.',
  ),
  'connector.deletion-loses-messages': rule(
    'DOC',
    `${HELP}/en/admin/config/srv/usr/set/set-vm.html`,
    'Mit dem Benutzer gehen Journal, Fax- und Sprachnachrichten verloren.',
    'Journal, fax and voicemail messages are lost together with the user.',
  ),
  'connector.creation-needs': rule(
    'DOC',
    `${CONFIG}/conn/conn-txt.html`,
    'Zum Anlegen müssen `ID`, `firstname`, `name` und `account` gefüllt sein.',
    'To create a user, `ID`, `firstname`, `name` and `account` must not be empty.',
  ),
  'connector.empty-path': rule(
    'DOC',
    `${CONFIG}/conn/conn-txt.html`,
    'Ohne Pfad liest der Konnektor die mitgelieferte `TextConnectorSample.csv`.',
    'Without a path the connector reads the installed `TextConnectorSample.csv`.',
  ),
  'connector.sid-takeover': rule(
    'SEED',
    page(161, 235),
    'Die `ID` (wo es sie gibt: die SID) bezeichnet denselben Benutzer auch für einen zweiten Konnektor.',
    'The `ID` (the SID where there is one) means the same user to a second connector, too.',
  ),
  'ad.no-trust': rule(
    'DOC',
    `${CONFIG}/conn/conn-ad.html`,
    'Fremde Domäne ohne Vertrauensstellung, integrierte Windows-Anmeldung eingeschaltet: Es entsteht kein Benutzer.',
    'Foreign domain without trust and integrated Windows login on: no user is created.',
  ),
  'line.on-creation': rule(
    'SEED',
    page(239),
    'Der Konnektor ordnet die Leitung nur beim Neuanlegen zu.',
    'The connector assigns the line only when the user is newly created.',
  ),
  'line.every-run': rule(
    'INFERENCE',
    page(239),
    'Ordnet der Konnektor die Leitung bei jedem Lauf zu, macht sein nächster Lauf eine dynamische Leitung rückgängig.',
    'When the connector assigns the line at every run, its next run undoes a dynamic line.',
  ),
  'line.template-flag': rule(
    'DOC',
    TEMPLATE,
    '`<ACSAD-033>`: 1 = dynamisch bei leerer Rufnummer, jeder Lauf; 2 = ebenso, nur beim Neuanlegen; 3 = immer dynamisch.',
    '`<ACSAD-033>`: 1 = dynamic when the number is empty, every run; 2 = the same, only on creation; 3 = always dynamic.',
  ),
  'line.template-attribute': rule(
    'DOC',
    TEMPLATE,
    '`<DynamicLineType>`: ein AD-Attribut mit 0 keine, 1 Stammdaten-, 2 andere, 3 dynamische Leitung.',
    '`<DynamicLineType>`: an AD attribute holding 0 no, 1 master data, 2 other, 3 dynamic line.',
  ),
  'line.text-values': rule(
    'INFERENCE',
    TEMPLATE,
    '`LineTypeDynamic` im Text-Konnektor hat dieselben Werte 0 bis 3, oder `true`.',
    '`LineTypeDynamic` in the text connector has the same values 0 to 3, or `true`.',
  ),
  'line.file-changes-line-only': rule(
    'SEED',
    page(231, 235, 245),
    'Eine Datei aus `ID` und `LineTypeDynamic` ändert nur die Hauptleitung vorhandener Benutzer und legt niemanden an.',
    'A file of `ID` and `LineTypeDynamic` changes only the main line of existing users and creates nobody.',
  ),
  'line.number-unique': rule(
    'DOC',
    `${HELP}/en/admin/config/srv/usr/cfg/cfg-chng.html`,
    'Die geschäftliche Rufnummer ist die der Hauptleitung und unter den Benutzern eindeutig.',
    'The work phone number is that of the main line and unique among users.',
  ),
  'number.gateway-first': rule(
    'DOC',
    NUMBERS,
    'Wahlparameter und Telefonie-Gateway müssen vor dem Konnektor da sein, sonst gibt es keine Leitung.',
    'Dialling parameters and telephony gateway must exist before the connector runs, else there is no line.',
  ),
  'number.filtered': rule(
    'DOC',
    NUMBERS,
    'Sonderzeichen (runde Klammern, Minus, Schrägstrich und so weiter) werden zuerst entfernt.',
    'Special characters (round brackets, minus, slash and so on) are filtered first.',
  ),
  'number.short-form': rule(
    'DOC',
    NUMBERS,
    'Kurze Nummern gehen nur mit genau einem Gateway mit genau einem Wahlparameter.',
    'Short numbers work only with exactly one gateway with exactly one dialling parameter.',
  ),
  'number.several-gateways': rule(
    'DOC',
    NUMBERS,
    'Bei mehreren Gateways braucht jedes seinen eigenen Wahlparameter und jede Nummer die Vorwahl.',
    'With several gateways each needs a dialling parameter of its own and each number its area code.',
  ),
  'number.several-countries': rule(
    'DOC',
    NUMBERS,
    'Bei Leitungen in mehreren Ländern muss die Nummer mit `00` oder `+` beginnen.',
    'With lines in several countries the number must begin with `00` or `+`.',
  ),
  'license.taken-when-configured': rule(
    'DOC',
    LICENSES,
    'Eine Lizenz ist belegt, sobald die Funktion für den Benutzer eingerichtet ist.',
    'A license is taken as soon as the function is configured for the user.',
  ),
  'license.short': rule(
    'DOC',
    LICENSES,
    'Fehlen Lizenzen, verteilt sie der Server nach einem festen Schema (welchem, ist nicht beschrieben).',
    'When licenses are short, the server distributes them by a fixed scheme (which one is not described).',
  ),
  'settings.selection': rule(
    'SEED',
    page(189),
    'Nur angehakte Gruppen von Einstellungen werden importiert.',
    'Only ticked groups of settings are imported.',
  ),
  'settings.overwrite': rule(
    'SEED',
    page(193),
    'Ein erneuter Import überschreibt die Einstellungen wieder.',
    'Importing again overwrites the settings again.',
  ),
  'user-data.by-email': rule(
    'SEED',
    page(173, 197, 261),
    'Benutzerdaten werden über die gleiche, eindeutige E-Mail-Adresse zugeordnet.',
    'User data are assigned by the equal and unique e-mail address.',
  ),
  'user-data.green': rule(
    'SEED',
    page(201),
    'Grün: Bisher wurde nichts importiert oder angepasst.',
    'Green: nothing has been imported or customized so far.',
  ),
  'user-data.yellow-overwritten': rule(
    'SEED',
    page(203),
    'Gelb: Daten sind da und werden überschrieben.',
    'Yellow: there are data, and they are overwritten.',
  ),
  'user-data.unticked-kept': rule(
    'SEED',
    page(203),
    'Ohne Haken bleiben die Daten des Benutzers, wie sie sind.',
    'Without the tick the data of the user stay as they are.',
  ),
  'user-data.no-match': rule(
    'SEED',
    page(207, 211),
    '`Users without match`: nichts wird importiert.',
    '`Users without match`: nothing is imported.',
  ),
  'user-data.no-data': rule(
    'SEED',
    page(217),
    '`Users without data`: zugeordnet, aber nichts zu importieren.',
    '`Users without data`: matched, but nothing to import.',
  ),
} as const satisfies Record<string, VendorRule>;

export type RuleId = keyof typeof VENDOR_RULES;

import { manual, PAGES, rule, type VendorRule } from './vendor-rule.js';

/** What the stand-in Connect server obeys. */
export const VENDOR_RULES = {
  'connector.own-users-only': rule(
    'DOC',
    PAGES.CONN,
    'Ein Konnektor ändert nur Benutzer, die ein Konnektor angelegt hat. Von Hand angelegte bleiben, wie sie sind.',
    'A connector changes only users that a connector created. Users made by hand stay as they are.',
  ),
  'connector.deletes-after-three-missed-runs': rule(
    'DOC',
    PAGES.CONN,
    'Wer in mehr als drei Läufen fehlt, wird gelöscht: beim vierten.',
    'Whoever is missing in more than three runs is deleted: at the fourth.',
  ),
  'connector.deletion-loses-messages': rule(
    'DOC',
    PAGES.SETVM,
    'Mit dem Benutzer gehen Journal, Fax- und Sprachnachrichten verloren.',
    'Journal, fax and voicemail messages are lost together with the user.',
  ),
  'connector.creation-needs': rule(
    'DOC',
    PAGES.TXT,
    'Zum Anlegen müssen `ID`, `firstname`, `name` und `account` gefüllt sein.',
    'To create a user, `ID`, `firstname`, `name` and `account` must not be empty.',
  ),
  'connector.empty-path': rule(
    'DOC',
    PAGES.TXT,
    'Ohne Pfad liest der Konnektor die mitgelieferte `TextConnectorSample.csv`.',
    'Without a path the connector reads the installed `TextConnectorSample.csv`.',
  ),
  'connector.sid-takeover': rule(
    'SEED',
    manual(161, 235),
    'Die `ID` (wo es sie gibt: die SID) bezeichnet denselben Benutzer auch für einen zweiten Konnektor.',
    'The `ID` (the SID where there is one) means the same user to a second connector, too.',
  ),
  'ad.no-trust': rule(
    'DOC',
    PAGES.AD,
    'Fremde Domäne ohne Vertrauensstellung, integrierte Windows-Anmeldung eingeschaltet: Es entsteht kein Benutzer.',
    'Foreign domain without trust and integrated Windows login on: no user is created.',
  ),
  'line.on-creation': rule(
    'SEED',
    manual(239),
    'Der Konnektor ordnet die Leitung nur beim Neuanlegen zu.',
    'The connector assigns the line only when the user is newly created.',
  ),
  'line.every-run': rule(
    'INFERENCE',
    manual(239),
    'Ordnet der Konnektor die Leitung bei jedem Lauf zu, macht sein nächster Lauf eine dynamische Leitung rückgängig.',
    'When the connector assigns the line at every run, its next run undoes a dynamic line.',
  ),
  'line.template-flag': rule(
    'DOC',
    PAGES.KB_DYN,
    '`<ACSAD-033>`: 1 = dynamisch bei leerer Rufnummer, jeder Lauf; 2 = ebenso, nur beim Neuanlegen; 3 = immer dynamisch.',
    '`<ACSAD-033>`: 1 = dynamic when the number is empty, every run; 2 = the same, only on creation; 3 = always dynamic.',
  ),
  'line.template-attribute': rule(
    'DOC',
    PAGES.KB_DYN,
    '`<DynamicLineType>`: ein AD-Attribut mit 0 keine, 1 Stammdaten-, 2 andere, 3 dynamische Leitung.',
    '`<DynamicLineType>`: an AD attribute holding 0 no, 1 master data, 2 other, 3 dynamic line.',
  ),
  'line.text-values': rule(
    'INFERENCE',
    PAGES.KB_DYN,
    '`LineTypeDynamic` im Text-Konnektor hat dieselben Werte 0 bis 3, oder `true`.',
    '`LineTypeDynamic` in the text connector has the same values 0 to 3, or `true`.',
  ),
  'line.file-changes-line-only': rule(
    'SEED',
    manual(231, 235, 245),
    'Eine Datei aus `ID` und `LineTypeDynamic` ändert nur die Hauptleitung vorhandener Benutzer und legt niemanden an.',
    'A file of `ID` and `LineTypeDynamic` changes only the main line of existing users and creates nobody.',
  ),
  'line.number-unique': rule(
    'DOC',
    PAGES.USER,
    'Die geschäftliche Rufnummer ist die der Hauptleitung und der Sprachbox und unter den Benutzern eindeutig.',
    'The work phone number is that of the main line and of the voice box and unique among users.',
  ),
  'number.gateway-first': rule(
    'DOC',
    PAGES.KB_NUM,
    'Wahlparameter und Telefonie-Gateway müssen vor dem Konnektor da sein, sonst gibt es keine Leitung.',
    'Dialling parameters and telephony gateway must exist before the connector runs, else there is no line.',
  ),
  'number.filtered': rule(
    'DOC',
    PAGES.KB_NUM,
    'Sonderzeichen (runde Klammern, Minus, Schrägstrich und so weiter) werden zuerst entfernt.',
    'Special characters (round brackets, minus, slash and so on) are filtered first.',
  ),
  'number.short-form': rule(
    'DOC',
    PAGES.KB_NUM,
    'Kurze Nummern gehen nur mit genau einem Gateway mit genau einem Wahlparameter.',
    'Short numbers work only with exactly one gateway with exactly one dialling parameter.',
  ),
  'number.several-gateways': rule(
    'DOC',
    PAGES.KB_NUM,
    'Bei mehreren Gateways braucht jedes seinen eigenen Wahlparameter und jede Nummer die Vorwahl.',
    'With several gateways each needs a dialling parameter of its own and each number its area code.',
  ),
  'number.several-countries': rule(
    'DOC',
    PAGES.KB_NUM,
    'Bei Leitungen in mehreren Ländern muss die Nummer mit `00` oder `+` beginnen.',
    'With lines in several countries the number must begin with `00` or `+`.',
  ),
  'license.taken-when-configured': rule(
    'DOC',
    PAGES.LIC,
    'Eine Lizenz ist belegt, sobald die Funktion für den Benutzer eingerichtet ist.',
    'A license is taken as soon as the function is configured for the user.',
  ),
  'license.short': rule(
    'DOC',
    PAGES.LIC,
    'Fehlen Lizenzen, verteilt sie der Server nach einem festen Schema (welchem, ist nicht beschrieben).',
    'When licenses are short, the server distributes them by a fixed scheme (which one is not described).',
  ),
  'settings.selection': rule(
    'SEED',
    manual(189),
    'Nur angehakte Gruppen von Einstellungen werden importiert.',
    'Only ticked groups of settings are imported.',
  ),
  'settings.overwrite': rule(
    'SEED',
    manual(193),
    'Ein erneuter Import überschreibt die Einstellungen wieder.',
    'Importing again overwrites the settings again.',
  ),
  'user-data.by-email': rule(
    'SEED',
    manual(173, 197, 261),
    'Benutzerdaten werden über die gleiche, eindeutige E-Mail-Adresse zugeordnet.',
    'User data are assigned by the equal and unique e-mail address.',
  ),
  'user-data.green': rule(
    'SEED',
    manual(201),
    'Grün: Bisher wurde nichts importiert oder angepasst.',
    'Green: nothing has been imported or customized so far.',
  ),
  'user-data.yellow-overwritten': rule(
    'SEED',
    manual(203),
    'Gelb: Daten sind da und werden überschrieben.',
    'Yellow: there are data, and they are overwritten.',
  ),
  'user-data.unticked-kept': rule(
    'SEED',
    manual(203),
    'Ohne Haken bleiben die Daten des Benutzers, wie sie sind.',
    'Without the tick the data of the user stay as they are.',
  ),
  'user-data.no-match': rule(
    'SEED',
    manual(207, 209),
    '`Users without match`: nichts wird importiert.',
    '`Users without match`: nothing is imported.',
  ),
  'user-data.no-data': rule(
    'SEED',
    manual(215),
    '`Users without data`: zugeordnet, aber nichts zu importieren.',
    '`Users without data`: matched, but nothing to import.',
  ),
} as const satisfies Record<string, VendorRule>;

export type RuleId = keyof typeof VENDOR_RULES;

import { manual, PAGES, rule, type VendorRule } from './vendor-rule.js';

/**
 * What the vendor documents about connectors and imports and the model does not calculate: people have to know it.
 * `checkedBy` names the command or row of the checklist that looks at it.
 */
export interface DocumentedRule extends VendorRule {
  readonly checkedBy?: string;
}

export const DOCUMENTED_RULES = {
  'connector.one-way': rule(
    'DOC',
    PAGES.CONN,
    'Ein Konnektor überträgt nur von der Quelle nach XPhone Connect, nie zurück.',
    'A connector transfers from the source to XPhone Connect only, never back.',
  ),
  'connector.by-hand-or-schedule': rule(
    'DOC',
    PAGES.CONN,
    'Ein Konnektor läuft von Hand oder nach Zeitplan. Im Plan: `rounds`.',
    'A connector runs by hand or on a schedule. In a plan: `rounds`.',
  ),
  'connector.not-beside-the-index': rule(
    'DOC',
    PAGES.CONN,
    'Verzeichnisindex und Konnektor sollen nicht zugleich laufen (Last der CPU).',
    'Directory index and connector should not run at the same time (CPU load).',
  ),
  'connector.path-on-the-server': rule(
    'DOC',
    PAGES.TXT,
    'Die Eingabedatei liegt auf dem Connect-Server oder einem Netzlaufwerk; der Pfad gilt aus Sicht des Servers.',
    'The input file lies on the Connect server or a network drive; the path is as the server sees it.',
  ),
  'connector.file-format': {
    ...rule(
      'DOC',
      PAGES.TXT,
      'Trennzeichen sind Tabulator, Komma, Semikolon oder Leerzeichen; Zeile 1 nennt die Spalten, in beliebiger Reihenfolge; Zeilen mit `#` am Anfang sind Kommentare.',
      'Separators are tab, comma, semicolon or space; line 1 names the columns, in any order; lines that begin with `#` are comments.',
    ),
    checkedBy: '`connector check`',
  },
  'connector.other-line-files': {
    ...rule(
      'SEED',
      manual(157),
      '`UserLines.csv` und `DynamicLines.csv` sind zum Lesen da und gehören nicht in einen Text-Konnektor.',
      '`UserLines.csv` and `DynamicLines.csv` are for reading and do not belong into a text connector.',
    ),
    checkedBy: '`connector check`, `connector simulate`',
  },
  'connector.recognition-columns': {
    ...rule(
      'SEED',
      manual(233),
      'Spalten, die mit `XPhoneUC_` beginnen, dienen dem Wiedererkennen; der Text-Konnektor verwendet sie nicht.',
      'Columns that begin with `XPhoneUC_` are for recognizing users; the text connector does not use them.',
    ),
    checkedBy: '`connector simulate`',
  },
  'ad.login-needs-membership': rule(
    'DOC',
    PAGES.CONN,
    'Für Windows-Anmeldungen über einen Konnektor muss der Server Mitglied der Domäne sein.',
    'For Windows logins by a connector the server must be a member of the domain.',
  ),
  'ad.groups-of-trusted-domains': rule(
    'DOC',
    PAGES.AD,
    'Sicherheitsgruppen dürfen Mitglieder aus jeder Domäne mit beidseitiger Vertrauensstellung haben.',
    'Security groups may have members from every domain with bidirectional trust.',
  ),
  'ad.template-before-connector': rule(
    'DOC',
    PAGES.KB_DYN,
    '`DCAD-Template.DCX` wird geändert, bevor der AD-Konnektor angelegt wird; für vorhandene ist das nicht vorgesehen.',
    '`DCAD-Template.DCX` is changed before the AD connector is created; for existing ones this is not intended.',
  ),
  'line.set-up-before': rule(
    'DOC',
    PAGES.USER,
    'Die Leitung muss vorher in den Systemeinstellungen eingerichtet sein.',
    'The line must have been set up in the system settings before.',
  ),
  'number.no-trunk-access': rule(
    'DOC',
    PAGES.KB_DIRECTORY,
    'Die Ziffer für die Amtsholung gehört nie in die Rufnummer (beschrieben für Verzeichnisquellen).',
    'The digit for an outside line never belongs into the number (described for directory sources).',
  ),
  'license.group-without-function': rule(
    'DOC',
    PAGES.LIC,
    'Eine Konfigurationsgruppe ohne die Funktion gibt die Lizenz frei und löscht die persönlichen Einstellungen.',
    'A configuration group without the function frees the license and deletes the personal settings.',
  ),
  'user.settings-end-with-the-user': rule(
    'DOC',
    PAGES.SETVM,
    'Einstellungen des Benutzers gehen denen des Servers vor und vergehen nur, wenn er gelöscht und neu angelegt wird.',
    'Settings of a user go before those of the server and vanish only when the user is deleted and created again.',
  ),
  'user.domain-before-users': rule(
    'DOC',
    PAGES.GENERAL,
    'Die Domäne des Servers steht fest, bevor Benutzer angelegt werden: Ein Wechsel benennt alle Anmeldungen um.',
    'The domain of the server is settled before users are created: a change renames all logins.',
  ),
  'import.order': {
    ...rule(
      'SEED',
      manual(171, 253, 255, 257),
      'Erst die Einstellungen, dann der Serverdienst und die Benutzer, dann die Benutzerdaten.',
      'First the settings, then the server service and the users, then the user data.',
    ),
    checkedBy: 'R-608',
  },
} as const satisfies Record<string, DocumentedRule>;

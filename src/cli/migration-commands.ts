import { REHEARSAL_COMMANDS } from './rehearsal-commands.js';
import { OUTPUT, text, type CommandRow } from './command-row.js';
import { CSV_OPTIONS } from './csv-options.js';
import { USERS_PULL_OPTIONS } from './users-pull-options.js';

const files = () => import('./export-actions.js');
const connectors = () => import('./connector-actions.js');

/** Commands that only the documented migration needs: its files, its practice customer, its rehearsal. The composition root adds them. */
export const MIGRATION_COMMANDS: readonly CommandRow[] = [
  {
    usage: 'export inspect <path>',
    text: text(
      'Export-Ordner oder Manifest des Site-Kits prüfen',
      'inspect an export folder or a manifest of the site kit',
    ),
    options: [
      {
        flags: '--layout <file>',
        text: text('andere Ordnerstruktur (JSON)', 'other layout (JSON)'),
      },
    ],
    load: async () => (await files()).inspectExport,
  },
  {
    usage: 'export delta <before> <after>',
    text: text(
      'wer seit dem früheren Export etwas aufgenommen hat (zwei Manifeste)',
      'who recorded something since the export before (two manifests)',
    ),
    load: async () => (await import('./export-delta-action.js')).compareExports,
  },
  {
    usage: 'sitekit export',
    text: text(
      'Skript für Windows-Server ohne Node: macht dort das Manifest',
      'script for Windows servers without Node: makes the manifest there',
    ),
    options: [
      {
        flags: '-o, --output <dir>',
        text: text('Ordner für das Site-Kit', 'folder for the site kit'),
        required: true,
        writes: true,
      },
    ],
    load: async () => (await import('./sitekit-action.js')).exportSiteKit,
  },
  {
    usage: 'manifest create <dir>',
    text: text('Manifest mit SHA-256 jeder Datei', 'manifest with the SHA-256 of every file'),
    options: [OUTPUT],
    load: async () => (await files()).createManifest,
  },
  {
    usage: 'manifest compare <a> <b>',
    text: text('zwei Manifeste vergleichen', 'compare two manifests'),
    load: async () => (await files()).compareTwo,
  },
  {
    usage: 'csv check <file>',
    text: text('Kodierung, Trennzeichen, Kopf, jede falsche Zeile', 'encoding, header, bad rows'),
    options: [
      {
        flags: '--as <kind>',
        text: text(
          'user-lines | user-lines-dynamic | dynamic-lines | users | connect-users',
          'user-lines | user-lines-dynamic | dynamic-lines | users | connect-users',
        ),
      },
      ...CSV_OPTIONS,
    ],
    load: async () => (await import('./csv-action.js')).checkCsv,
  },
  {
    usage: 'users pull',
    text: text('Benutzer aus dem Active Directory lesen', 'read users from the Active Directory'),
    options: USERS_PULL_OPTIONS,
    load: async () => (await import('./users-pull.js')).pullFromDirectory,
  },
  {
    usage: 'match',
    text: text('Benutzerlisten nach E-Mail-Adresse vergleichen', 'compare user lists by e-mail'),
    options: [
      { flags: '--source <file>', text: text('Liste aus V4', 'list of V4'), required: true },
      {
        flags: '--target <file>',
        text: text('Liste aus Connect', 'list of Connect'),
        required: true,
      },
      {
        flags: '--userdata <dir>',
        text: text('Ordner mit einem Ordner je Adresse', 'folder with one folder per address'),
      },
      { flags: '--strict', text: text('Abweichungen enden mit 5', 'differences end with 5') },
      {
        flags: '--repair <file>',
        text: text(
          'Reparaturliste als CSV, beide Richtungen',
          'repair list as CSV, both directions',
        ),
        writes: true,
      },
      {
        flags: '--before <file>',
        text: text('früheres Ergebnis (--json): was sich änderte', 'earlier result: what changed'),
      },
      {
        flags: '--what-if-domain <old=new>',
        text: text('probeweise mit anderer Domäne', 'as if the source had another domain'),
      },
      ...CSV_OPTIONS,
    ],
    load: async () => (await import('./match-action.js')).matchLists,
  },
  {
    usage: 'connector build',
    text: text('Datei für einen Text-Konnektor erzeugen', 'build a text connector file'),
    options: [
      { flags: '--users <file>', text: text('Benutzerliste', 'user list'), required: true },
      { flags: '--template <file>', text: text('Vorlage', 'template'), required: true },
      OUTPUT,
    ],
    load: async () => (await connectors()).buildConnector,
  },
  {
    usage: 'connector check <file>',
    text: text('Datei für einen Text-Konnektor prüfen', 'check a text connector file'),
    options: [
      {
        flags: '--purpose <purpose>',
        text: text('wozu die Datei dient', 'what the file is for'),
        choices: ['create-users', 'dynamic-lines'],
        required: true,
      },
      ...CSV_OPTIONS,
    ],
    load: async () => (await connectors()).checkConnector,
  },
  {
    usage: 'connector simulate <plan>',
    text: text('was die geplanten Konnektoren täten', 'what the planned connectors would do'),
    options: [
      {
        flags: '--runs <n>',
        text: text('Runden statt der im Plan (4)', 'rounds instead of those of the plan (4)'),
      },
    ],
    load: async () => (await import('./simulate-action.js')).simulateConnectors,
  },
  {
    usage: 'drill new',
    text: text('erfundenen Übungskunden schreiben', 'write a fictitious practice customer'),
    options: [
      {
        flags: '--out <dir>',
        text: text('neuer oder leerer Ordner', 'new or empty folder'),
        writes: true,
      },
      { flags: '--users <n>', text: text('Benutzer von V4 (12)', 'users of V4 (12)') },
      {
        flags: '--seed <n>',
        text: text('andere Zahl, anderer Kunde (1)', 'other number, other customer (1)'),
      },
      {
        flags: '--errors <list>',
        text: text(
          'eingebaute Fehler: all, none, Namen mit Komma; list zeigt den Katalog (none)',
          'planted errors: all, none, names with commas; list shows the catalog (none)',
        ),
      },
    ],
    load: async () => (await import('./drill.js')).writeDrill,
  },
  {
    usage: 'drill grade <id>',
    right: 'project.see',
    text: text(
      'gespielten Lauf mit dem Lösungsschlüssel (--key key.json) vergleichen',
      'compare a played run with the answer key (--key key.json)',
    ),
    load: async () => (await import('./drill-grade.js')).gradeDrill,
  },
  ...REHEARSAL_COMMANDS,
];

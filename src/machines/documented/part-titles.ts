import type { Text } from '../../core/text.js';

/** Titles of the ten parts as faces show them. */
export const PART_TITLES: Readonly<Record<string, Text>> = {
  intake: { de: 'Vorbereitung', en: 'Intake' },
  'target-server': { de: 'Zielserver', en: 'Target server' },
  'license-upgrade': { de: 'Lizenz-Upgrade', en: 'License upgrade' },
  'config-export': { de: 'Export', en: 'Export' },
  transfer: { de: 'Übertragung', en: 'Transfer' },
  'config-import': { de: 'Import der Systemeinstellungen', en: 'Import of system settings' },
  'user-creation': { de: 'Benutzer', en: 'Users' },
  lines: { de: 'Leitungen', en: 'Lines' },
  'voicemail-import': { de: 'Ansagen', en: 'Greetings' },
  acceptance: { de: 'Abnahme', en: 'Acceptance' },
};

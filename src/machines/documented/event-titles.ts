import type { Text } from '../../core/text.js';

/** What people read for the timers of the machines and for the signals they hear, by name without `signal.`. */
export const EVENT_TITLES: Readonly<Record<string, Text>> = {
  // timers
  'license-mail': { de: 'Lizenzmail müsste da sein', en: 'license mail should be here' },
  'next-run': { de: 'nächster Lauf des Konnektors', en: 'next run of the connector' },
  'follow-up-1': { de: 'Nachschau nach einem Tag', en: 'follow-up after one day' },
  'follow-up-7': { de: 'Nachschau nach sieben Tagen', en: 'follow-up after seven days' },
  // signals
  'portal-error': { de: 'Das Portal meldet einen Fehler', en: 'the portal reports an error' },
  'portal-works': { de: 'Das Portal arbeitet wieder', en: 'the portal works again' },
  aborted: { de: 'Vorgang im Portal abgebrochen', en: 'work in the portal was broken off' },
  'export-outdated': { de: 'Der Export ist veraltet', en: 'the export is outdated' },
  'export-kept': { de: 'Der Export gilt weiter', en: 'the export is kept' },
  repair: { de: 'Adressen werden berichtigt', en: 'addresses are being corrected' },
  repaired: { de: 'Adressen sind berichtigt', en: 'addresses are corrected' },
};

import type { Text } from '../../core/text.js';

/** What people read where a way is taken because of what a step found: `STEP.flag=value`, as the guards compare it. */
export const FACT_TITLES: Readonly<Record<string, Text>> = {
  'R-101.applicable=false': {
    de: 'ein anderes Produkt als XPhone UC V4',
    en: 'another product than XPhone UC V4',
  },
  'R-102.virtual=true': { de: 'der neue Server ist virtuell', en: 'the new server is virtual' },
  'R-104.dynamicLinesCsv=true': {
    de: 'der Export schreibt die Leitungsdateien',
    en: 'the export writes the line files',
  },
  'R-105.fullLicenses=false': {
    de: 'keine Volllizenzen bekannt',
    en: 'no full licenses are known',
  },
  'R-105.macSwap=started': { de: 'MAC-Tausch begonnen', en: 'MAC exchange started' },
  'R-105.macSwap=unknown': { de: 'MAC-Tausch unbekannt', en: 'MAC exchange unknown' },
  'R-105.licenseSwap=true': {
    de: 'Lizenzen schon getauscht',
    en: 'licenses exchanged already',
  },
  'R-105.unclear=true': { de: 'Vorgeschichte ungeklärt', en: 'history not clear' },
  'R-106.voicemail=true': { de: 'Voicemail wird genutzt', en: 'voicemail is in use' },
  'R-106.voicemail=false': { de: 'Voicemail wird nicht genutzt', en: 'voicemail is not in use' },
  'R-106.systemSettings=false': {
    de: 'Systemeinstellungen ziehen nicht um',
    en: 'system settings do not move',
  },
  'R-106.dynamicLines=true': {
    de: 'dynamische Leitungen werden genutzt',
    en: 'dynamic lines are in use',
  },
  'R-106.dynamicLines=false': {
    de: 'dynamische Leitungen werden nicht genutzt',
    en: 'dynamic lines are not in use',
  },
  'R-107.acknowledged=false': { de: 'Umfang nicht anerkannt', en: 'scope not accepted' },
  'R-108.text=true': { de: 'Text-Konnektor geplant', en: 'text connector planned' },
  'R-108.adLater=true': {
    de: 'ein AD-Konnektor soll später übernehmen',
    en: 'an AD connector shall take over later',
  },
  'R-207.finished=true': { de: 'MAC-Tausch abgeschlossen', en: 'MAC exchange finished' },
  'R-702.ad=true': { de: 'AD-Konnektor gewählt', en: 'AD connector chosen' },
  'R-702.text=true': { de: 'Text-Konnektor gewählt', en: 'text connector chosen' },
  'R-702.manual=true': { de: 'Anlage von Hand gewählt', en: 'creation by hand chosen' },
  'R-707.matched=false': {
    de: 'nicht alle Adressen passen',
    en: 'not all addresses match',
  },
};

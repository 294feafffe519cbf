import type { Text } from '../core/text.js';

/** Hard warnings of the documented sequence (sequence.md section 13), each one sentence with what happens otherwise. */
export const WARNINGS: Readonly<Record<string, Text>> = {
  'W-01': {
    de: 'Kein MAC-Tausch: Neue Hardware ist kein Grund dafür. Das bisherige UC-System dient als Basissystem.',
    en: 'No MAC exchange: new hardware is no reason for one. The existing UC system serves as the base system.',
  },
  'W-02': {
    de: 'Kein Lizenztausch der alten Lizenz: Danach lässt sich die Upgrade-Lizenz keinem Kunden mehr zuordnen.',
    en: 'No exchange of the old license: afterwards the upgrade license can no longer be assigned to a customer.',
  },
  'W-03': {
    de: 'Wählen Sie `Bestehender Kunde` und geben Sie zuerst die alte MAC-Adresse an.',
    en: 'Choose `Bestehender Kunde` (existing customer) and enter the old MAC address first.',
  },
  'W-04': {
    de: 'Alt und neu nicht verwechseln: Die MAC-Adresse gehört zum alten System, die Hardware-ID zum neuen.',
    en: 'Do not mix up old and new: the MAC address belongs to the old system, the hardware ID to the new one.',
  },
  'W-05': {
    de: 'Die Auswahl gilt erst, wenn die MAC-Adresse orange hinterlegt ist.',
    en: 'The choice only counts once the MAC address is highlighted in orange.',
  },
  'W-06': {
    de: 'Kein Zurück: Die Lizenzen werden erzeugt und verschickt. Eine zweite Person prüft vorher.',
    en: 'No way back: the licenses are generated and sent. A second person checks beforehand.',
  },
  'W-07': {
    de: 'Die linke Seite exportiert von einem Connect-Server, die rechte Seite importiert.',
    en: 'The left side exports from a Connect server, the right side imports.',
  },
  'W-08': {
    de: 'Der Ordner enthält Dateien von vor diesem Export: Alte Daten kämen mit.',
    en: 'The folder holds files from before this export: old content would come along.',
  },
  'W-09': {
    de: '`UserLines.csv` und `DynamicLines.csv` gehören nicht in einen Text-Konnektor.',
    en: '`UserLines.csv` and `DynamicLines.csv` do not belong into a text connector.',
  },
  'W-10': {
    de: 'Verwenden Sie ein neues, leeres Verzeichnis.',
    en: 'Use a new, empty folder.',
  },
  'W-11': {
    de: 'Prüfen Sie, auf welchem Server Sie sind: Erwartet wird der Zielserver.',
    en: 'Check which server you are on: the target server is expected.',
  },
  'W-12': {
    de: 'AD-Konnektor: Leitung nur beim Neuanlegen zuweisen. Von Hand angelegte Benutzer ändert ein Konnektor nicht.',
    en: 'AD connector: assign the line only on creation. A connector does not change users that were created by hand.',
  },
  'W-13': {
    de: 'Ein erneuter Import überschreibt Einstellungen, auch von Hand geänderte.',
    en: 'Importing again overwrites settings, including those changed by hand.',
  },
  'W-14': {
    de: 'Eine virtuelle Maschine ohne feste MAC-Adresse kann ihre Lizenz verlieren.',
    en: 'A virtual machine without a static MAC address can lose its license.',
  },
  'W-15': {
    de: 'Ohne gleiche, eindeutige E-Mail-Adresse gibt es keine Zuordnung: Diese Benutzer werden nicht importiert.',
    en: 'Without an equal and unique e-mail address there is no match: these users are not imported.',
  },
  'W-16': {
    de: 'Gelb heißt: Vorhandene Ansagen werden überschrieben. Entfernen Sie den Haken, wenn sie bleiben sollen.',
    en: 'Yellow means: existing greetings are overwritten. Remove the tick if they are to stay.',
  },
  'W-17': {
    de: 'Dieser Konnektor darf keine Benutzer anlegen oder löschen und nur die Hauptleitung auf „dynamisch“ setzen.',
    en: 'This connector must neither create nor delete users and only set the main line to “dynamisch”.',
  },
};

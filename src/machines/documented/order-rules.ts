import type { Text } from '../../core/text.js';

/** Rules about order in the documented sequence (sequence.md section 1); O8, O11 and O12 hold for every row. */
export const ORDER_RULES: Readonly<Record<string, Text>> = {
  O1: {
    de: 'Die Hardware-ID wird erst eingetragen, wenn sie am neuen Server abgelesen ist.',
    en: 'The hardware ID is entered only when it was read on the new server.',
  },
  O2: {
    de: 'Übertragen wird erst, wenn der Export eingelesen und der neue Server installiert ist. Befunde in den Leitungsdateien halten nur die Leitungen auf.',
    en: 'Nothing is transferred before the export was read and the new server is installed. Findings in the line files hold up the lines only.',
  },
  O3: {
    de: 'Importiert wird erst, wenn die Kopie geprüft ist.',
    en: 'Nothing is imported before the copy is verified.',
  },
  O4: {
    de: 'Wird Voicemail genutzt, entstehen Benutzer erst nach dem Import der Systemeinstellungen.',
    en: 'With voicemail in use, users are created after the import of system settings.',
  },
  O5: {
    de: 'Ansagen werden erst importiert, wenn jede E-Mail-Adresse zugeordnet oder der Konflikt gelöst ist.',
    en: 'Greetings are imported only when every e-mail address matches or the conflict is resolved.',
  },
  O6: {
    de: 'Auf einem leeren Server folgen die Ansagen in einem eigenen Durchgang nach den Systemeinstellungen.',
    en: 'On an empty server the greetings follow the system settings in a pass of their own.',
  },
  O7: {
    de: 'Der Konnektor für die Leitungen entsteht erst, wenn die Benutzer da und die Leitungsattribute gesetzt sind.',
    en: 'The connector for the lines is created only when the users are there and the line attributes are set.',
  },
  O8: {
    de: 'Ändert sich ein anerkanntes Ergebnis, so veraltet jeder Schritt, der darauf aufbaut.',
    en: 'When an accepted result changes, every step that builds on it becomes outdated.',
  },
  O9: {
    de: 'Lizenzen werden nicht erzeugt, solange ein MAC-Tausch läuft, ein Lizenztausch geschehen oder die Vorgeschichte unklar ist.',
    en: 'No licenses are generated while a MAC exchange is running, a license exchange has happened or the history is unclear.',
  },
  O10: {
    de: 'Die Abnahme beginnt, wenn jeder andere Teil fertig ist oder entfällt.',
    en: 'Acceptance begins when every other part is done or does not apply.',
  },
  O11: {
    de: 'Was überschrieben oder erzeugt hat, wird nie von selbst wieder angeboten: Es veraltet, und zwei Personen entscheiden.',
    en: 'What has overwritten or generated is never offered again by itself: it becomes outdated, and two people decide.',
  },
  O12: {
    de: 'Ein (+)-Schritt, auf den das Projekt verzichtet, gilt überall als erledigt.',
    en: 'A (+) step the project does without counts as settled everywhere.',
  },
};

import type { WarningStatements } from '../core/step.js';
import type { Text } from '../core/text.js';

const say = (de: string, en: string): Text => ({ de, en });
const fact = (right: Text, ...wrong: [Text, Text]): WarningStatements => ({ right, wrong });

/** Sentences that repeat each warning, by its code; they follow sequence.md section 13 and add no fact to it. */
export const WARNING_STATEMENTS: Readonly<Record<string, WarningStatements>> = {
  'W-01': fact(
    say(
      'Ich tausche keine MAC-Adresse. Das bisherige UC-System ist das Basissystem.',
      'I exchange no MAC address. The existing UC system is the base system.',
    ),
    say(
      'Neue Hardware: Ich beantrage zuerst einen MAC-Tausch.',
      'New hardware: I first request a MAC exchange.',
    ),
    say(
      'Das neue System ist das Basissystem, deshalb braucht es einen MAC-Tausch.',
      'The new system is the base system, so it needs a MAC exchange.',
    ),
  ),
  'W-02': fact(
    say('Ich tausche die alte Lizenz nicht.', 'I do not exchange the old license.'),
    say(
      'Ich tausche die alte Lizenz vor dem Upgrade.',
      'I exchange the old license before the upgrade.',
    ),
    say(
      'Die alte Lizenz darf ich jederzeit tauschen.',
      'I may exchange the old license at any time.',
    ),
  ),
  'W-03': fact(
    say(
      'Ich wähle `Bestehender Kunde` und gebe zuerst die alte MAC-Adresse an.',
      'I choose `Bestehender Kunde` and enter the old MAC address first.',
    ),
    say('Ich melde den Kunden als neuen Kunden an.', 'I register the customer as a new one.'),
    say(
      'Ich wähle `Bestehender Kunde` und gebe zuerst die neue MAC-Adresse an.',
      'I choose `Bestehender Kunde` and enter the new MAC address first.',
    ),
  ),
  'W-04': fact(
    say(
      'Die MAC-Adresse gehört zum alten System, die Hardware-ID zum neuen.',
      'The MAC address belongs to the old system, the hardware ID to the new one.',
    ),
    say(
      'Die MAC-Adresse gehört zum neuen System, die Hardware-ID zum alten.',
      'The MAC address belongs to the new system, the hardware ID to the old one.',
    ),
    say(
      'MAC-Adresse und Hardware-ID gehören beide zum neuen System.',
      'The MAC address and the hardware ID both belong to the new system.',
    ),
  ),
  'W-05': fact(
    say(
      'Ausgewählt ist die MAC-Adresse erst, wenn sie orange hinterlegt ist.',
      'The MAC address is only chosen once it is highlighted in orange.',
    ),
    say(
      'Die Farbe ist gleich. Ein Klick auf die Zeile genügt.',
      'The color does not matter. A click on the row is enough.',
    ),
    say(
      'Orange heißt: Diese MAC-Adresse ist gesperrt.',
      'Orange means: this MAC address is blocked.',
    ),
  ),
  'W-06': fact(
    say(
      'Danach gibt es kein Zurück: Die Lizenzen sind erzeugt und verschickt.',
      'There is no way back afterwards: the licenses are generated and sent.',
    ),
    say(
      'Die Lizenzen lassen sich danach zurückgeben.',
      'The licenses can be given back afterwards.',
    ),
    say(
      'Das ist nur eine Vorschau, verschickt wird später.',
      'This is only a preview, they are sent later.',
    ),
  ),
  'W-07': fact(
    say(
      'Links wird von einem Connect-Server exportiert, rechts wird importiert.',
      'The left side exports from a Connect server, the right side imports.',
    ),
    say('Links wird importiert, rechts exportiert.', 'The left side imports, the right exports.'),
    say('Beide Seiten importieren.', 'Both sides import.'),
  ),
  'W-08': fact(
    say(
      'Dateien von vor diesem Export dürfen nicht mitkommen.',
      'Files from before this export must not come along.',
    ),
    say('Ältere Dateien im Ordner stören nicht.', 'Older files in the folder do no harm.'),
    say(
      'Der Ordner darf die Dateien mehrerer Exporte enthalten.',
      'The folder may hold the files of several exports.',
    ),
  ),
  'W-09': fact(
    say(
      '`UserLines.csv` und `DynamicLines.csv` kommen in keinen Text-Konnektor.',
      '`UserLines.csv` and `DynamicLines.csv` go into no text connector.',
    ),
    say(
      '`UserLines.csv` kommt in einen Text-Konnektor.',
      '`UserLines.csv` goes into a text connector.',
    ),
    say(
      '`DynamicLines.csv` kommt in einen Text-Konnektor.',
      '`DynamicLines.csv` goes into a text connector.',
    ),
  ),
  'W-10': fact(
    say('Ich nehme ein neues, leeres Verzeichnis.', 'I take a new, empty folder.'),
    say(
      'Ich nehme das Verzeichnis der letzten Übertragung noch einmal.',
      'I take the folder of the last transfer again.',
    ),
    say(
      'Ich lege die Dateien zu anderen Dateien dazu.',
      'I put the files where other files already are.',
    ),
  ),
  'W-11': fact(
    say('Ich bin auf dem Zielserver.', 'I am on the target server.'),
    say('Ich bin auf dem bisherigen UC-Server.', 'I am on the existing UC server.'),
    say(
      'Auf welchem Server ich bin, ist hier gleich.',
      'It does not matter here which server I am on.',
    ),
  ),
  'W-12': fact(
    say(
      'Der AD-Konnektor weist die Leitung nur beim Neuanlegen zu. Von Hand angelegte Benutzer ändert er nicht.',
      'The AD connector assigns the line only on creation. It does not change users created by hand.',
    ),
    say(
      'Der AD-Konnektor weist die Leitung bei jedem Lauf zu.',
      'The AD connector assigns the line on every run.',
    ),
    say(
      'Der Konnektor ändert auch Benutzer, die von Hand angelegt sind.',
      'The connector also changes users that were created by hand.',
    ),
  ),
  'W-13': fact(
    say(
      'Ein erneuter Import überschreibt Einstellungen, auch von Hand geänderte.',
      'Importing again overwrites settings, including those changed by hand.',
    ),
    say(
      'Ein erneuter Import ergänzt nur, was fehlt.',
      'Importing again only adds what is missing.',
    ),
    say(
      'Von Hand geänderte Einstellungen bleiben dabei erhalten.',
      'Settings changed by hand are kept.',
    ),
  ),
  'W-14': fact(
    say(
      'Ohne feste MAC-Adresse kann die virtuelle Maschine ihre Lizenz verlieren.',
      'Without a static MAC address the virtual machine can lose its license.',
    ),
    say(
      'Die MAC-Adresse der virtuellen Maschine darf wechseln.',
      'The MAC address of the virtual machine may change.',
    ),
    say(
      'Nur echte Hardware braucht eine feste MAC-Adresse.',
      'Only real hardware needs a static MAC address.',
    ),
  ),
  'W-15': fact(
    say(
      'Ohne gleiche, eindeutige E-Mail-Adresse wird ein Benutzer nicht importiert.',
      'Without an equal and unique e-mail address a user is not imported.',
    ),
    say(
      'Ähnliche E-Mail-Adressen ordnet der Import von selbst zu.',
      'The import matches similar e-mail addresses by itself.',
    ),
    say(
      'Ohne E-Mail-Adresse ordnet der Import nach dem Namen zu.',
      'Without an e-mail address the import matches by name.',
    ),
  ),
  'W-16': fact(
    say(
      'Gelb heißt: Vorhandene Ansagen werden überschrieben.',
      'Yellow means: existing greetings are overwritten.',
    ),
    say('Gelb heißt: Vorhandene Ansagen bleiben.', 'Yellow means: existing greetings stay.'),
    say(
      'Gelb heißt: Für diesen Benutzer gibt es keine Ansagen.',
      'Yellow means: there are no greetings for this user.',
    ),
  ),
  'W-17': fact(
    say(
      'Dieser Konnektor legt niemanden an, löscht niemanden und setzt nur die Hauptleitung auf „dynamisch“.',
      'This connector creates nobody, deletes nobody and only sets the main line to “dynamisch”.',
    ),
    say('Dieser Konnektor legt fehlende Benutzer an.', 'This connector creates missing users.'),
    say(
      'Dieser Konnektor löscht Benutzer, die in der Datei fehlen.',
      'This connector deletes users that are missing in the file.',
    ),
  ),
};

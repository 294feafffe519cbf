import type { Text } from '../../core/text.js';

const t = (de: string, en: string): Text => ({ de, en });
const ROWS = t('Zeilen', 'Rows');
const USERS = t('Benutzer', 'Users');
const LINES = t('Leitungen', 'Lines');
const FILE = t('Datei', 'File');

/** What people read of what a step computed: by `STEP.path` in its result; what is not named here is not shown. */
export const RESULT_TITLES: Readonly<Record<string, Text>> = {
  'R-109.users': t('Benutzer der V4-Liste', 'Users of the V4 list'),
  'R-312.needed': t('Benutzer, die umziehen', 'Users that move'),
  'R-312.delivered': t('Benutzer, die die Lizenzen bedienen', 'Users the licenses serve'),
  'R-406.files': t('Dateien im Export', 'Files in the export'),
  'R-406.bytes': t('Größe in Byte', 'Size in bytes'),
  'R-406.newestMtime': t('Neueste Datei von', 'Newest file of'),
  'R-406.userDataFolders': t('Ordner von Benutzern', 'Folders of users'),
  'R-406.usersWithData': t('Benutzer mit Daten', 'Users with data'),
  'R-406.greetingFiles': t('Ansagen', 'Greetings'),
  'R-406.recordedNames': t('Aufgesprochene Namen', 'Recorded names'),
  'R-406.settingsFiles': t('Dateien mit Einstellungen', 'Files with settings'),
  'R-407.path': FILE,
  'R-407.rows': ROWS,
  'R-407.users': USERS,
  'R-407.lines': LINES,
  'R-408.path': FILE,
  'R-408.rows': ROWS,
  'R-408.users': USERS,
  'R-408.withoutSid': t('Zeilen ohne SID einer Domäne', 'Rows without the SID of a domain'),
  'R-409.path': FILE,
  'R-409.rows': ROWS,
  'R-409.count': t('Leitungen mit `ConsoleIdentification`', 'Lines with `ConsoleIdentification`'),
  'R-410.files': t('Leitungsdateien', 'Line files'),
  'R-410.staticUsers': t('Benutzer ohne dynamische Leitung', 'Users without a dynamic line'),
  'R-410.dynamicUsers': t('Benutzer mit dynamischer Leitung', 'Users with a dynamic line'),
  'R-410.lines': LINES,
  'R-410.dynamicLines': t('Dynamische Leitungen', 'Dynamic lines'),
  'R-412.greetingFiles': t('Ansagen', 'Greetings'),
  'R-412.usersWithData': t('Benutzer mit Daten', 'Users with data'),
  'R-502.files': t('Verglichene Dateien', 'Files compared'),
  'R-706.users': t('Benutzer in Connect', 'Users in Connect'),
  'R-709.runs': t('Durchgerechnete Läufe der Konnektoren', 'Connector runs computed'),
  'R-709.deleted': t('Benutzer, die gelöscht würden', 'Users that would be deleted'),
  'R-709.reverted': t(
    'Benutzer, deren dynamische Leitung zurückginge',
    'Users whose dynamic line would be taken back',
  ),
  'R-709.report': t('Die ganze Vorausrechnung', 'The whole forecast'),
  'R-802.differing': t(
    'Benutzer, bei denen es auf die Art des Vergleichs ankommt',
    'Users for whom the way of comparing matters',
  ),
  'R-802.prediction': t('Die ganze Vorhersage', 'The whole prediction'),
  ...predictions(),
  'R-810.recordAgain': t('Benutzer, die neu aufnehmen müssen', 'Users that must record again'),
  'R-810.overwritten': t(
    'Benutzer, deren Aufnahme überschrieben wurde',
    'Users whose recording was overwritten',
  ),
  'R-810.list': t('Die Liste der Benutzer', 'The list of users'),
  'R-901.needed': t('Teil „Leitungen“ nötig', 'Part "lines" needed'),
  'R-904.rows': t('Zeilen der Datei', 'Rows of the file'),
  'R-904.pathOnServer': t('Pfad auf dem Server', 'Path on the server'),
  'R-904.report': t('Wirkungsbericht', 'Blast-radius report'),
};

/** The six assumptions of the prediction, each with what the window would show. */
function predictions(): Record<string, Text> {
  const comparisons = {
    exact: t('Zeichen für Zeichen', 'character by character'),
    case: t('ohne Groß- und Kleinschreibung', 'without letter case'),
    'case-and-trim': t('auch ohne Leerzeichen am Rand', 'without outer blanks too'),
  };
  const overviews = {
    'with-users-without-data': t('mit Benutzern ohne Daten', 'with users without data'),
    'without-users-without-data': t('nur Benutzer mit Daten', 'only users with data'),
  };
  const ids = Object.entries(comparisons).flatMap(([comparison, compared]) =>
    Object.entries(overviews).map(([overview, counted]): [string, Text] => [
      `R-802.hypotheses=${comparison}/${overview}`,
      t(
        `Annahme: Vergleich ${compared.de}, Übersicht ${counted.de}`,
        `Assumption: compared ${compared.en}, overview ${counted.en}`,
      ),
    ]),
  );
  return {
    ...Object.fromEntries(ids),
    'R-802.hypotheses.totals.overview': t('Übersicht', 'overview'),
    'R-802.hypotheses.totals.green': t('grün', 'green'),
    'R-802.hypotheses.totals.yellow': t('gelb', 'yellow'),
    'R-802.hypotheses.totals.left': t('ohne Zuordnung links', 'without match left'),
    'R-802.hypotheses.totals.right': t('ohne Zuordnung rechts', 'without match right'),
    'R-802.hypotheses.totals.withoutData': t('ohne Daten', 'without data'),
  };
}

import type { Text } from './text.js';

interface CodeRow {
  readonly http: number;
  readonly exit: number;
  /** What kind of trouble this is, in one line; the message of an error says the particular case. */
  readonly title: Text;
  /** Another moment can lift it: the same command may be sent again, under the same key. */
  readonly passing: boolean;
}

function row(http: number, exit: number, de: string, en: string): CodeRow {
  return { http, exit, title: { de, en }, passing: false };
}

function passing(http: number, exit: number, de: string, en: string): CodeRow {
  return { http, exit, title: { de, en }, passing: true };
}

/**
 * Every stable code with its HTTP status, exit code and title (contracts.md, exit codes). `row`: the same request is
 * refused for ever. `passing`: the run, the files or the store may be different in a moment.
 */
export const ERROR_CODES = {
  // the world
  'step.failed': passing(500, 1, 'Der Schritt ist gescheitert', 'The step failed'),
  'step.timeout': passing(504, 1, 'Der Schritt hat zu lange gedauert', 'The step took too long'),
  'step.canceled': passing(409, 3, 'Der Schritt wurde abgebrochen', 'The step was canceled'),
  'target.unreachable': passing(502, 1, 'Gegenstelle nicht erreichbar', 'Target not reachable'),
  'target.untrusted': passing(502, 3, 'Gegenstelle nicht vertrauenswürdig', 'Target not trusted'),
  'target.denied': passing(502, 3, 'Gegenstelle lehnt ab', 'Target refuses'),
  'target.incomplete': passing(502, 3, 'Antwort nicht vollständig', 'Answer not complete'),
  'file.unreadable': passing(422, 2, 'Datei nicht lesbar', 'File not readable'),
  // the caller
  'project.not-found': passing(404, 2, 'Projekt unbekannt', 'Unknown project'),
  'run.not-found': passing(404, 2, 'Lauf unbekannt', 'Unknown run'),
  'step.unknown': row(404, 2, 'Schritt unbekannt', 'Unknown step'),
  'step.not-ready': passing(409, 3, 'Schritt noch nicht möglich', 'Step cannot start yet'),
  'step.busy': passing(409, 3, 'Schritt wird gerade bearbeitet', 'Step is being worked on'),
  'input.invalid': row(422, 2, 'Angaben nicht verständlich', 'Input not understood'),
  'evidence.required': row(409, 3, 'Nachweis fehlt', 'Evidence is missing'),
  'evidence.unusable': passing(422, 2, 'Nachweis nicht verwendbar', 'Evidence cannot be used'),
  'evidence.over-quota': passing(507, 3, 'Kein Platz für Nachweise', 'No room for evidence'),
  'actor.required': row(422, 2, 'Wer handelt, fehlt', 'Who acts is missing'),
  'approval.same-person': passing(409, 3, 'Vier-Augen-Prinzip verletzt', 'Four-eyes rule violated'),
  'approval.not-named': passing(409, 3, 'Jemand anders gibt frei', 'Somebody else approves'),
  'approval.doer-unknown': passing(409, 3, 'Wer es tat, ist gelöscht', 'Who did it was erased'),
  'approval.not-pending': passing(409, 3, 'Nichts zu entscheiden', 'Nothing to decide'),
  'withdraw.nothing': passing(409, 3, 'Nichts zurückzuziehen', 'Nothing to withdraw'),
  'withdraw.not-yours': passing(
    409,
    3,
    'Jemand anders hat eingereicht',
    'Somebody else handed it in',
  ),
  'reason.required': row(422, 2, 'Begründung fehlt', 'Reason is missing'),
  'waive.never': row(
    409,
    3,
    'Schritt darf nicht übersprungen werden',
    'Step must never be skipped',
  ),
  'redo.never': row(409, 3, 'Kein Weg zurück', 'No way back'),
  'redo.nothing': passing(409, 3, 'Nichts zu wiederholen', 'Nothing to redo'),
  'outdated.not': passing(409, 3, 'Schritt ist nicht veraltet', 'Step is not outdated'),
  'step.not-optional': row(409, 3, 'Schritt ist nicht abschaltbar', 'Step cannot be switched off'),
  'signal.not-allowed': row(409, 3, 'Signal nicht erlaubt', 'Signal not allowed'),
  'clock.real': row(409, 3, 'Echte Läufe haben die echte Uhr', 'Live runs use the real clock'),
  'run.paused': passing(409, 3, 'Lauf ist angehalten', 'Run is paused'),
  'run.not-paused': passing(409, 3, 'Lauf ist nicht angehalten', 'Run is not paused'),
  'run.ended': row(409, 3, 'Lauf ist beendet', 'Run has ended'),
  'run.conflict': passing(412, 4, 'Jemand war schneller', 'Someone else was faster'),
  'command.mismatch': row(
    409,
    4,
    'Schlüssel schon anders verwendet',
    'Key already used differently',
  ),
  'command.unknown': row(400, 2, 'Befehl nicht verstanden', 'Command not understood'),
  'path.refused': passing(409, 3, 'Pfad abgelehnt', 'Path refused'),
  'definition.unknown': passing(404, 2, 'Definition unbekannt', 'Unknown definition'),
  'mapping.invalid': passing(422, 2, 'Zuordnung nicht lesbar', 'Mapping not readable'),
  'migration.refused': passing(409, 3, 'Lauf kann nicht umziehen', 'Run cannot be migrated'),
  'migration.nothing': passing(409, 3, 'Nichts umzustellen', 'Nothing to migrate'),
  'migration.too-late': passing(409, 3, 'Der Lauf ist weitergegangen', 'The run has gone on'),
  'handover.missing': row(
    422,
    3,
    'Bündel ist nicht zur Übergabe',
    'Bundle is not for handing over',
  ),
  'handover.busy': passing(409, 3, 'Es wird gerade gearbeitet', 'Work is going on'),
  'handover.refused': passing(
    409,
    3,
    'Lauf kann nicht übernommen werden',
    'Run cannot be taken in',
  ),
  'handover.nothing': passing(409, 3, 'Nichts Neues im Bündel', 'Nothing new in the bundle'),
  'handover.conflict': passing(409, 4, 'Beide Seiten arbeiteten weiter', 'Both sides went on'),
  'fork.other-project': row(422, 3, 'Lauf eines anderen Projekts', 'Run of another project'),
  'fork.nothing': passing(409, 3, 'Nichts auszulassen', 'Nothing to leave out'),
  'compare.other-sequence': row(422, 3, 'Läufe verschiedener Sequenzen', 'Runs of two sequences'),
  'promote.not-origin': row(422, 3, 'Nicht der ursprüngliche Lauf', 'Not the run it came from'),
  'promote.never': row(409, 3, 'Gehört von Hand gemeldet', 'To be handed in by hand'),
  'promote.nothing': passing(409, 3, 'Nichts zu übernehmen', 'Nothing to promote'),
  'promote.erased': row(409, 3, 'Angaben sind gelöscht', 'The claim was erased'),
  'bundle.broken': row(422, 5, 'Bündel ist nicht in Ordnung', 'Bundle is not sound'),
  'backup.broken': row(422, 5, 'Sicherung ist nicht in Ordnung', 'Backup is not sound'),
  'restore.not-empty': passing(409, 3, 'Datenordner ist nicht leer', 'Data folder is not empty'),
  'erase.run-open': passing(409, 3, 'Ein Lauf ist noch offen', 'A run is still open'),
  'erase.account-open': passing(409, 3, 'Das Konto gilt noch', 'The account is still open'),
  'erase.unfinished': passing(503, 3, 'Löschen ist nicht fertig', 'Erasing is not finished'),
  // people and rights
  'sign-in.required': passing(401, 2, 'Anmeldung nötig', 'Sign-in needed'),
  'sign-in.failed': passing(401, 3, 'Anmeldung nicht möglich', 'Sign-in failed'),
  'sign-in.paused': passing(429, 3, 'Zu viele Fehlversuche', 'Too many failed tries'),
  'sign-in.busy': passing(503, 3, 'Zu viele Anmeldungen', 'Too many sign-ins'),
  'sign-in.refused': passing(401, 3, 'Anmeldung gilt nicht', 'Sign-in does not count'),
  'provider.invalid': passing(422, 2, 'Anbieter falsch angegeben', 'Provider declared wrongly'),
  'provider.unknown': passing(404, 2, 'Anbieter unbekannt', 'Unknown provider'),
  'provider.unreachable': passing(503, 3, 'Anbieter antwortet nicht', 'Provider does not answer'),
  'identity.unbound': passing(
    403,
    3,
    'Kein Konto zu dieser Identität',
    'No account of this identity',
  ),
  'identity.taken': passing(409, 3, 'Identität schon vergeben', 'Identity is taken'),
  'invitation.needs-password': passing(422, 3, 'Kennwort nötig', 'Password needed'),
  'password.weak': passing(422, 3, 'Kennwort nicht geeignet', 'Password not suitable'),
  'actor.other': passing(403, 3, 'Jemand anders ist angemeldet', 'Somebody else is signed in'),
  'access.denied': passing(403, 3, 'Dazu fehlt das Recht', 'Not allowed'),
  'invitation.ended': passing(410, 3, 'Einladung gilt nicht mehr', 'Invitation has ended'),
  'person.unknown': passing(404, 2, 'Person unbekannt', 'Unknown person'),
  'person.taken': passing(409, 3, 'Person hat schon ein Konto', 'Person has an account already'),
  // who asks over HTTP, and how
  'csrf.refused': passing(403, 3, 'Anfrage kam nicht von der Seite', 'Request not from the page'),
  'host.refused': passing(403, 3, 'Adresse des Servers abgelehnt', 'Address of the server refused'),
  'bind.refused': passing(403, 3, 'Diese Adresse bleibt zu', 'This address stays closed'),
  'route.unknown': row(404, 2, 'Adresse unbekannt', 'Unknown address'),
  'entry.not-found': passing(404, 2, 'Eintrag unbekannt', 'Unknown entry'),
  'operation.not-found': passing(404, 2, 'Vorgang unbekannt', 'Unknown operation'),
  'match.not-found': passing(404, 2, 'Kein Abgleich vorhanden', 'No comparison yet'),
  'evidence.not-found': passing(404, 2, 'Nachweis unbekannt', 'Unknown evidence'),
  'key.required': row(400, 2, 'Schlüssel des Befehls fehlt', 'Key of the command is missing'),
  'revision.required': row(428, 2, 'Erwarteter Stand fehlt', 'Expected revision is missing'),
  'body.too-large': row(413, 3, 'Anfrage zu groß', 'Request too large'),
  'body.invalid': row(400, 2, 'Anfrage nicht lesbar', 'Request not readable'),
  'server.busy': passing(503, 3, 'Server ausgelastet', 'Server busy'),
  // the store
  'store.locked': passing(503, 3, 'Datenbank gesperrt', 'Database locked'),
  'store.read-only': passing(503, 3, 'Datenbank nur lesbar', 'Database is read-only'),
  'store.newer': passing(
    503,
    3,
    'Datenbank ist neuer als das Programm',
    'Database is newer than the program',
  ),
  'store.full': passing(507, 3, 'Speicherplatz erschöpft', 'Disk full'),
  'store.corrupt': passing(500, 1, 'Datenbank beschädigt', 'Database corrupt'),
  'store.address': passing(503, 3, 'Adresse der Datenbank', 'Address of the database'),
  'store.unreachable': passing(503, 3, 'Datenbank nicht erreichbar', 'Database not reachable'),
  'store.elsewhere': passing(409, 3, 'Datenbank auf einem Server', 'Database on a server'),
  'store.failed': passing(503, 1, 'Datenbankfehler', 'Database error'),
  // us or the disk
  'audit.chain-broken': row(500, 5, 'Protokollkette gebrochen', 'Audit chain broken'),
  'tree.entry-missing': row(500, 5, 'Eintrag fehlt im Baum', 'Entry missing in the tree'),
  'snapshot.corrupt': row(500, 1, 'Laufzustand beschädigt', 'Run state corrupt'),
  'snapshot.incompatible': row(
    500,
    1,
    'Laufzustand passt nicht zur Definition',
    'Run state does not fit its definition',
  ),
  'definition.missing': row(500, 1, 'Definition fehlt', 'Definition is missing'),
  'definition.invalid': row(500, 1, 'Definition ungültig', 'Definition is invalid'),
  'key.broken': row(500, 1, 'Schlüssel unbrauchbar', 'Key unusable'),
} as const satisfies Record<string, CodeRow>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Title of a code as it stands in an audit entry; undefined where a later program wrote a code this one does not know. */
export function titleOf(code: string): Text | undefined {
  return Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code as ErrorCode].title : undefined;
}

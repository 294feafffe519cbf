import { count } from '../key.js';
import type { WrongAnswer } from './wrong-answer.js';

const FUTURE = '2026-12-24T08:00:00Z';

/** Lines, voicemail and acceptance (R-800 to R-1008): what the column "bad input" of the sequence names. */
export const CLOSING_ANSWERS: readonly WrongAnswer[] = [
  {
    ...{ id: 'lines.attributes-undone', by: 'R-902', code: 'lines.undone' },
    ...{ de: 'Attribute nicht gesetzt (D9)', en: 'attributes not set (D9)' },
    claim: () => ({ allSet: false }),
    also: ['lines.count-differs'],
  },
  {
    ...{ id: 'lines.attributes-count', by: 'R-902', code: 'lines.count-differs' },
    ...{ de: 'Attribute zu weniger Leitungen', en: 'attributes of fewer lines' },
    claim: () => ({ count: 1 }),
  },
  {
    ...{ id: 'lines.connector-changed', by: 'R-903', code: 'connector.changed' },
    ...{ de: 'AD-Konnektor wurde geändert', en: 'AD connector was changed' },
    claim: () => ({ unchanged: false }),
  },
  {
    ...{ id: 'lines.options-unknown', by: 'R-905', code: 'connector.options-unknown' },
    ...{ de: 'Option des Konnektors unbekannt (D7)', en: 'option of the connector unknown (D7)' },
    claim: () => ({ optionsKnown: false }),
  },
  {
    ...{ id: 'lines.creates-users', by: 'R-905', code: 'connector.creates-users' },
    ...{ de: 'Konnektor darf Benutzer anlegen (W-17)', en: 'may create users (W-17)' },
    claim: () => ({ createUsers: 'yes' }),
  },
  {
    ...{ id: 'lines.deletes-users', by: 'R-905', code: 'connector.deletes-users' },
    ...{ de: 'Konnektor darf Benutzer löschen (W-17)', en: 'may delete users (W-17)' },
    claim: () => ({ deleteUsers: 'yes' }),
  },
  {
    ...{ id: 'lines.changes-more', by: 'R-905', code: 'connector.changes-more' },
    ...{ de: 'Konnektor ändert mehr als die Hauptleitung', en: 'changes more than the main line' },
    claim: () => ({ onlyMainLine: false }),
  },
  {
    ...{ id: 'lines.other-key', by: 'R-905', code: 'connector.other-key' },
    ...{ de: 'Schlüssel ist nicht `ID`', en: 'key is not `ID`' },
    claim: () => ({ key: 'other' }),
  },
  {
    ...{ id: 'lines.unsigned', by: 'R-905', code: 'connector.blast-radius-unsigned' },
    ...{ de: 'Wirkungsbericht nicht abgezeichnet', en: 'blast radius not signed' },
    claim: () => ({ blastRadiusSigned: false }),
  },
  {
    ...{ id: 'lines.other-file', by: 'R-905', code: 'connector.other-file' },
    ...{ de: 'Konnektor liest eine andere Datei', en: 'connector reads another file' },
    claim: () => ({ filePath: 'C:\\Temp\\UserLinesDynamic.csv' }),
  },
  {
    ...{ id: 'lines.other-users', by: 'R-906', code: 'connector.users-differ' },
    ...{ de: 'andere Zahl der Benutzer nach dem Lauf', en: 'other number of users after the run' },
    claim: (c) => ({ usersAfter: count(c).users + 3 }),
    also: ['connector.disable-now'],
  },
  {
    ...{ id: 'lines.other-changes', by: 'R-906', code: 'connector.changed-differs' },
    ...{ de: 'mehr Benutzer geändert als Zeilen', en: 'more users changed than rows' },
    claim: (c) => ({ changed: count(c).dynamicUsers + 1 }),
    also: ['connector.disable-now'],
  },
  {
    ...{ id: 'lines.other-fields', by: 'R-906', code: 'connector.other-fields' },
    ...{ de: 'andere Felder geändert', en: 'other fields changed' },
    claim: () => ({ otherFieldsChanged: 2 }),
    also: ['connector.disable-now'],
  },
  {
    ...{ id: 'lines.reverted', by: 'R-908', code: 'lines.reverted' },
    ...{ de: 'Leitung nach dem Lauf wieder fest', en: 'line static again after the run' },
    claim: () => ({ stillDynamic: 0 }),
  },
  {
    ...{ id: 'lines.still-enabled', by: 'R-908', code: 'connector.still-enabled' },
    ...{ de: 'Konnektor bleibt eingeschaltet (W-17)', en: 'connector stays enabled (W-17)' },
    claim: () => ({ connectorDisabled: false }),
  },
  {
    ...{ id: 'lines.sample-differs', by: 'R-909', code: 'lines.sample-differs' },
    ...{ de: 'feste Leitung weicht ab', en: 'static line differs' },
    claim: () => ({ sampled: 3, same: 2, differing: [{ user: 'anderer Benutzer' }] }),
  },
  {
    ...{ id: 'safety.same-folder', by: 'R-800', code: 'safety-export.same-folder' },
    ...{ de: 'Sicherung im Ordner des Exports', en: 'safety export in the folder of the export' },
    claim: () => ({ folder: 'C:\\ProgramData\\C4B\\Migration\\2026-03-06' }),
  },
  {
    ...{ id: 'import.opened-tomorrow', by: 'R-801', code: 'time.in-future' },
    ...{ de: 'Fenster in der Zukunft geöffnet', en: 'window opened in the future' },
    claim: () => ({ clickedAt: FUTURE }),
  },
  {
    ...{ id: 'overview.green', by: 'R-804', code: 'overview.green-differs' },
    ...{ de: 'andere Zahl grüner Benutzer', en: 'other number of green users' },
    claim: () => ({ green: 1 }),
  },
  {
    ...{ id: 'yellow.undecided', by: 'R-805', code: 'yellow.count-differs' },
    ...{ de: 'gelber Benutzer ohne Entscheidung (W-16)', en: 'undecided yellow user (W-16)' },
    claim: () => ({ decisions: [] }),
  },
  {
    ...{ id: 'unmatched.undecided', by: 'R-806', code: 'unmatched.undecided' },
    ...{ de: 'linke Zeile ohne Entscheidung (W-15)', en: 'left row without a decision (W-15)' },
    claim: () => ({ left: 3 }),
    also: ['prediction.left'],
  },
  {
    ...{ id: 'import.user-data-error', by: 'R-808', code: 'import.errors' },
    ...{ de: 'Import der Benutzerdaten mit Fehlern', en: 'import of user data with errors' },
    claim: () => ({ result: 'errors', message: '3 Fehler' }),
  },
  {
    ...{ id: 'sample.not-heard', by: 'R-809', code: 'sample.not-heard' },
    ...{ de: 'Ansage nicht zu hören', en: 'greeting not heard' },
    claim: ({ people }) => ({
      sample: people
        .filter((p) => p.greetings.length > 0 && !p.recordedInConnect)
        .slice(0, 1)
        .map(({ email }) => ({ email, greetingHeard: false })),
    }),
  },
  {
    ...{ id: 'sample.too-few-yellow', by: 'R-809', code: 'sample.too-few-yellow' },
    ...{ de: 'nach dem Import zu wenige gelb', en: 'too few yellow after the import' },
    claim: () => ({ yellowAfter: 0 }),
    also: ['sample.should-be-yellow'],
  },
  {
    ...{ id: 'cut-over.v4-running', by: 'R-1000', code: 'cut-over.v4-running' },
    ...{ de: 'Dienste von V4 laufen noch', en: 'services of V4 still run' },
    claim: () => ({ v4Stopped: false }),
  },
  {
    ...{ id: 'cut-over.not-moved', by: 'R-1000', code: 'cut-over.not-moved' },
    ...{ de: 'Fax nicht umgestellt', en: 'fax not moved' },
    claim: () => ({ moved: ['pbx'] }),
  },
  {
    ...{ id: 'acceptance.feature-failed', by: 'R-1001', code: 'features.unanswered' },
    ...{ de: 'Funktion nicht geprüft', en: 'feature not tested' },
    claim: () => ({ results: [{ feature: 'calls-in', result: 'ok' }] }),
  },
  {
    ...{ id: 'acceptance.too-many', by: 'R-1002', code: 'clients.more-than-licenses' },
    ...{ de: 'mehr Anmeldungen als Lizenzen', en: 'more sign-ins than licenses' },
    claim: () => ({ signedIn: 60_000, licensesAssigned: 60_000 }),
    also: ['clients.too-many-licenses'],
  },
  {
    ...{ id: 'acceptance.one-signature', by: 'R-1004', code: 'sign-off.same-person' },
    ...{ de: 'beide Unterschriften von einer Person', en: 'both signatures of one person' },
    claim: () => ({ customerName: 'Lena Voss' }),
  },
  {
    ...{ id: 'acceptance.too-early', by: 'R-1007', code: 'follow-up.too-early' },
    ...{ de: 'Nachschau vor der Frist', en: 'follow-up before its day' },
    claim: () => ({ secondOn: '2026-03-16' }),
  },
  {
    ...{ id: 'acceptance.copy-left', by: 'R-1008', code: 'copies.unanswered' },
    ...{ de: 'Kopie der Daten vergessen', en: 'copy of the data forgotten' },
    claim: () => ({ places: [{ place: 'C:\\Temp', deletedOn: '2026-03-22' }] }),
  },
  {
    ...{ id: 'acceptance.off-too-early', by: 'R-1006', code: 'source.off-too-early' },
    ...{ de: 'V4 vor der Frist abgeschaltet', en: 'V4 switched off too early' },
    claim: () => ({ offOn: '2026-03-20' }),
  },
];

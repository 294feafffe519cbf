import { drillPath } from '../answer.js';
import { count } from '../key.js';
import type { WrongAnswer } from './wrong-answer.js';

const REFUSED = 'input.invalid';
const FUTURE = '2026-12-24T08:00:00Z';

/** Export to users: what the column "bad input" of the sequence names. */
export const IMPORT_ANSWERS: readonly WrongAnswer[] = [
  {
    ...{ id: 'export.wrong-variant', by: 'R-401', code: 'export.wrong-variant' },
    ...{ de: 'falsche Seite des Migration Managers (W-07)', en: 'wrong Migration Manager (W-07)' },
    claim: () => ({ variant: 'connect-import' }),
  },
  {
    ...{ id: 'export.does-not-start', by: 'R-402', code: 'export.tool-does-not-start' },
    ...{ de: 'Migration Manager startet nicht', en: 'Migration Manager does not start' },
    claim: () => ({ started: false, errorText: 'Zugriff verweigert' }),
  },
  {
    ...{ id: 'export.not-ticked', by: 'R-403', code: 'export.in-scope-not-ticked' },
    ...{ de: 'Benutzerdaten im Umfang, aber nicht angehakt', en: 'user data not ticked' },
    claim: () => ({ userData: false }),
  },
  {
    ...{ id: 'export.started-tomorrow', by: 'R-404', code: 'time.in-future' },
    ...{ de: 'Start in der Zukunft', en: 'start in the future' },
    claim: () => ({ startedAt: FUTURE }),
  },
  {
    ...{ id: 'export.failed', by: 'R-405', code: 'export.failed', turn: 2 },
    ...{ de: 'Export endet mit einem Fehler', en: 'export ends with an error' },
    claim: () => ({ result: 'error', message: 'Fehler 5' }),
  },
  {
    ...{ id: 'export.ends-before-start', by: 'R-405', code: 'export.ends-before-start' },
    ...{ de: 'Ende vor dem Start', en: 'end before the start' },
    claim: () => ({ endedAt: '2026-03-06T15:00:00Z' }),
  },
  {
    ...{ id: 'export.folder-missing', by: 'R-406', code: 'folder.missing' },
    ...{ de: 'Ordner gibt es nicht', en: 'folder does not exist' },
    claim: () => ({ folder: drillPath('exprot') }),
  },
  {
    ...{ id: 'copy.not-empty', by: 'R-501', code: 'transfer.not-empty' },
    ...{ de: 'Zielordner war nicht leer (W-10)', en: 'target folder was not empty (W-10)' },
    claim: () => ({ emptyBefore: false }),
  },
  {
    ...{ id: 'copy.moved', by: 'R-501', code: 'transfer.moved' },
    ...{ de: 'verschoben statt kopiert', en: 'moved instead of copied' },
    claim: () => ({ means: 'moved' }),
  },
  {
    ...{ id: 'copy.program-folder', by: 'R-501', code: 'transfer.program-folder' },
    ...{ de: 'Ziel im Programmordner', en: 'target in the program folder' },
    claim: () => ({ targetPath: 'C:\\Program Files\\C4B\\XPhone Connect Server\\Migration' }),
  },
  {
    ...{ id: 'import.on-old-server', by: 'R-601', code: 'host.is-source' },
    ...{ de: 'Migration Manager auf dem alten Server (W-11)', en: 'on the old server (W-11)' },
    claim: ({ sourceHost }) => ({ server: sourceHost }),
  },
  {
    ...{ id: 'import.safety-is-copy', by: 'R-603', code: 'import.safety-is-transfer' },
    ...{ de: 'Kopie des Exports als Sicherung', en: 'copy of the export as safety export' },
    claim: () => ({ folder: drillPath('copy') }),
  },
  {
    ...{ id: 'import.parent-folder', by: 'R-604', code: 'import.parent-folder' },
    ...{ de: 'übergeordneter Ordner (D12)', en: 'parent folder (D12)' },
    claim: () => ({ folder: 'C:\\ProgramData\\C4B\\Migration' }),
  },
  {
    ...{ id: 'import.other-folder', by: 'R-604', code: 'import.other-folder', turn: 2 },
    ...{ de: 'anderer Ordner', en: 'other folder' },
    claim: () => ({ folder: 'C:\\Temp\\Export' }),
  },
  {
    ...{ id: 'import.nothing-ticked', by: 'R-605', code: REFUSED },
    ...{ de: 'keine Einstellung angehakt', en: 'no setting ticked' },
    claim: () => ({ items: [] }),
  },
  {
    ...{ id: 'import.error-text', by: 'R-606', code: 'import.error-text' },
    ...{ de: 'Meldung nennt einen Fehler (D6)', en: 'message names an error' },
    claim: () => ({ messages: 'Fehler: Fax konnte nicht importiert werden.' }),
  },
  {
    ...{ id: 'import.again-without-reason', by: 'R-607', code: REFUSED },
    ...{ de: 'Wiederholung ohne Grund (W-13)', en: 'repetition without a reason (W-13)' },
    claim: () => ({ again: true }),
  },
  {
    ...{ id: 'import.item-unanswered', by: 'R-609', code: 'import.item-unanswered' },
    ...{ de: 'Einstellung nicht geprüft', en: 'setting not checked' },
    claim: () => ({ items: [{ item: 'pbx', ok: true }] }),
  },
  {
    ...{ id: 'service.stopped', by: 'R-701', code: 'service.not-running' },
    ...{ de: 'Serverdienst läuft nicht', en: 'server service does not run' },
    claim: () => ({ state: 'stopped' }),
  },
  {
    ...{ id: 'users.other-method', by: 'R-702', code: 'method.differs-from-plan' },
    ...{ de: 'anderer Weg als geplant', en: 'other method than planned' },
    claim: () => ({ methods: ['manual'] }),
    also: ['method.manual-dynamic'],
  },
  {
    ...{ id: 'connector.every-run', by: 'R-703', code: 'connector.every-run' },
    ...{ de: 'Leitung bei jedem Lauf (W-12)', en: 'line at every run (W-12)' },
    claim: () => ({ onlyOnCreation: 'every-run' }),
  },
  {
    ...{ id: 'connector.no-trust', by: 'R-703', code: 'connector.no-trust-login' },
    ...{ de: 'fremde Domäne mit Windows-Anmeldung', en: 'foreign domain with Windows login' },
    claim: () => ({ domainTrust: 'no-trust', windowsLogin: true }),
  },
  {
    ...{ id: 'connector.no-users', by: 'R-703', code: 'connector.no-users' },
    ...{ de: 'kein Benutzer angelegt', en: 'no user created' },
    claim: () => ({ usersCreated: 0 }),
  },
  {
    ...{ id: 'connector.other-count', by: 'R-703', code: 'connector.count-differs', turn: 2 },
    ...{ de: 'weniger Benutzer als erwartet', en: 'fewer users than expected' },
    claim: (c) => ({ usersCreated: count(c).users - 2 }),
  },
  {
    ...{ id: 'connector.error', by: 'R-703', code: 'connector.not-finished', turn: 2 },
    ...{ de: 'Lauf mit Fehler', en: 'run with an error' },
    claim: () => ({ status: 'error' }),
  },
];

import type { FieldInput } from './fields.js';
import type { Reason, Verdict } from './outcome.js';
import type { RunKind, RunStatus } from './parts.js';
import type { AttemptStatus, TaskStatus } from './task-status.js';
import type { Text } from './text.js';

/** Words for one status, the same on every face (contracts.md). */
export const STATUS_WORDS: Readonly<Record<TaskStatus, Text>> = {
  locked: { de: 'noch nicht möglich', en: 'cannot start yet' },
  ready: { de: 'bereit', en: 'ready' },
  'in-progress': { de: 'in Arbeit', en: 'in progress' },
  verifying: { de: 'in Arbeit', en: 'in progress' },
  'waiting-approval': { de: 'wartet auf Freigabe', en: 'waiting for approval' },
  done: { de: 'erledigt', en: 'done' },
  rejected: { de: 'Problem', en: 'problem' },
  failed: { de: 'Problem', en: 'problem' },
  waived: { de: 'übersprungen', en: 'skipped' },
  outdated: { de: 'veraltet', en: 'outdated' },
  'not-applicable': { de: 'entfällt', en: 'does not apply' },
};

/** Code of the reason that a claim was compared with nothing. */
export const ATTESTED_CODE = 'claim.attested';
/** Code of an approval that somebody else was named to give. */
export const DEPUTY_CODE = 'approval.deputy';
/** Code of an approval of what somebody did whose name was erased before the run came here. */
export const DOER_UNKNOWN_CODE = 'approval.doer-unknown';

const ATTESTED: Text = { de: 'erledigt (bestätigt)', en: 'done (attested)' };

/** The word for a step's status; done on a person's word only is said so. */
export function statusWord(status: TaskStatus, attested = false): Text {
  return status === 'done' && attested ? ATTESTED : STATUS_WORDS[status];
}

/** One character per status, so that it never rests on colour alone. */
export const STATUS_SHAPES: Readonly<Record<TaskStatus, string>> = {
  locked: '○',
  ready: '●',
  'in-progress': '◐',
  verifying: '◐',
  'waiting-approval': '◇',
  done: '✓',
  rejected: '✗',
  failed: '✗',
  waived: '–',
  outdated: '△',
  'not-applicable': '·',
};

const VERDICT_WORDS: Readonly<Record<Verdict, Text>> = {
  consistent: { de: 'stimmt überein', en: 'consistent' },
  contradicts: { de: 'widerspricht', en: 'contradicts' },
  'cannot-read': { de: 'nicht geprüft', en: 'not verified' },
};

/** The word for a verdict; where there was nothing to compare the claim with, it says whose word it rests on. */
export function verdictWord(verdict: Verdict, reasons: readonly { readonly code: string }[]): Text {
  const onWord = verdict === 'cannot-read' && reasons.some((r) => r.code === ATTESTED_CODE);
  return onWord
    ? { de: 'bestätigt, nicht geprüft', en: 'attested, not verified' }
    : VERDICT_WORDS[verdict];
}

/** What became of an attempt that ended without a verdict, or has not ended. */
export const ATTEMPT_WORDS: Readonly<Record<AttemptStatus, Text>> = {
  started: { de: 'läuft', en: 'running' },
  succeeded: { de: 'beendet', en: 'ended' },
  failed: { de: 'gescheitert', en: 'failed' },
  interrupted: { de: 'unterbrochen', en: 'interrupted' },
  canceled: { de: 'abgebrochen', en: 'canceled' },
};

/** How a field is filled in, where it offers no answers to choose from. */
export const INPUT_WORDS: Readonly<Record<FieldInput, Text>> = {
  text: { de: 'Text', en: 'text' },
  path: { de: 'Datei oder Ordner auf diesem Rechner', en: 'file or folder on this computer' },
  number: { de: 'Zahl', en: 'number' },
  flag: { de: 'ja | nein', en: 'yes | no' },
  choice: { de: 'Auswahl', en: 'choice' },
  choices: { de: 'Auswahl, mehrere mit Komma', en: 'choice, several with commas' },
  date: { de: 'Tag JJJJ-MM-TT', en: 'day YYYY-MM-DD' },
  instant: { de: 'Zeitpunkt mit Zeitzone', en: 'moment with time zone' },
  list: { de: 'Liste mit Komma', en: 'list with commas' },
  secret: { de: 'Text', en: 'text' },
  rows: { de: 'Tabelle als JSON', en: 'table as JSON' },
};

export const RUN_STATUS_WORDS: Readonly<Record<RunStatus, Text>> = {
  running: { de: 'in Arbeit', en: 'running' },
  waiting: { de: 'wartet', en: 'waiting' },
  completed: { de: 'abgeschlossen', en: 'completed' },
  failed: { de: 'gescheitert', en: 'failed' },
  canceled: { de: 'abgebrochen', en: 'canceled' },
};

export const RUN_KIND_WORDS: Readonly<Record<RunKind, Text>> = {
  live: { de: 'echter Lauf', en: 'live run' },
  rehearsal: { de: 'Probelauf (MODELL)', en: 'rehearsal (MODEL)' },
  drill: { de: 'Übung', en: 'practice' },
  'what-if': { de: 'Was-wäre-wenn', en: 'what-if' },
};

/** What a pending decision is about. */
const PENDING_WORDS: Readonly<Record<string, Text>> = {
  result: { de: 'Freigabe des Ergebnisses', en: 'approval of the result' },
  act: { de: 'Freigabe der Handlung', en: 'approval of the act' },
  waive: { de: 'Freigabe des Überspringens', en: 'approval of skipping' },
  reopen: { de: 'Freigabe der Wiederholung', en: 'approval of the redo' },
  off: { de: 'Freigabe des Abschaltens', en: 'approval of switching it off' },
  keep: { de: 'Freigabe, das veraltete Ergebnis zu behalten', en: 'approval to keep it' },
};

/** What is decided or was, as it stands inside a sentence; a step may have a word of its own for the approval of its result. */
export function pendingWord(kind: string | undefined, own?: Text): Text | undefined {
  if (kind === undefined) return undefined;
  if (kind !== 'result' || own === undefined) return PENDING_WORDS[kind];
  return { de: own.de, en: own.en.charAt(0).toLowerCase() + own.en.slice(1) };
}

/** What the second of two compared values is called. */
export function knownWord({ isMinimum }: Pick<Reason, 'isMinimum'>): Text {
  return isMinimum === true
    ? { de: 'mindestens nötig', en: 'at least needed' }
    : { de: 'bekannt', en: 'known' };
}

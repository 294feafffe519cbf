import type { Reason } from '../core/outcome.js';

/** What lies beside the chain, and how messages call it. */
const CALLED = {
  attempt: { de: 'der Versuch', en: 'the attempt' },
  outcome: { de: 'das Ergebnis des Versuchs', en: 'the outcome of the attempt' },
  answer: { de: 'die Antwort auf den Befehl', en: 'the answer to the command' },
  evidence: { de: 'der Eintrag zum Nachweis', en: 'the row of the evidence' },
  fingerprint: { de: 'der Fingerabdruck', en: 'the fingerprint' },
  fact: { de: 'der Fakt', en: 'the fact' },
  opening: { de: 'die Öffnung', en: 'the opening' },
  timer: { de: 'der Wecker', en: 'the timer' },
  customer: { de: 'der Kundenname', en: 'the customer name' },
  kind: { de: 'die Art des Laufs', en: 'the kind of the run' },
  project: { de: 'das Projekt des Laufs', en: 'the project of the run' },
  'created-at': { de: 'der Beginn des Laufs', en: 'the beginning of the run' },
  'updated-at': { de: 'die letzte Änderung des Laufs', en: 'the last change of the run' },
  status: { de: 'der Status des Laufs', en: 'the status of the run' },
  revision: { de: 'der Stand des Laufs', en: 'the revision of the run' },
  'earlier-state': {
    de: 'der Zustand vor dem Wechsel der Definition, Eintrag',
    en: 'the state before the change of definition, entry',
  },
  definition: { de: 'die Definition des Laufs', en: 'the definition of the run' },
} as const;

const DONE = {
  changed: { de: 'wurde verändert', en: 'was changed' },
  missing: { de: 'fehlt', en: 'is missing' },
  added: {
    de: 'steht in keinem Eintrag des Protokolls',
    en: 'stands in no entry of the audit trail',
  },
  emptied: {
    de: 'ist leer, aber kein Eintrag sagt, dass gelöscht wurde',
    en: 'is empty, but no entry says that it was erased',
  },
} as const;

export type Beside = keyof typeof CALLED;

/** A finding with the code `run.WHAT-HAPPENED`, for example `run.fact-missing`. */
export function rowFinding(what: Beside, happened: keyof typeof DONE, which = ''): Reason {
  const [called, done] = [CALLED[what], DONE[happened]];
  const named = which === '' ? '' : ` ${which.slice(0, 100)}`;
  const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
  return {
    code: `run.${what}-${happened}`,
    text: {
      de: `${capital(called.de)}${named} ${done.de}.`,
      en: `${capital(called.en)}${named} ${done.en}.`,
    },
  };
}

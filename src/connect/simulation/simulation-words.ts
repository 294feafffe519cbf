import type { Text } from '../../core/text.js';
import type { LineProblem } from '../model/assign-line.js';
import type { Refusal } from '../model/effect.js';
import type { LineKind } from '../model/state.js';

/** Why a user has no line, or not the one the source asks for. */
export const LINE_PROBLEMS: Readonly<Record<LineProblem, Text>> = {
  'number-empty': { de: 'keine Rufnummer', en: 'no phone number' },
  'number-unreadable': { de: 'die Rufnummer ist keine', en: 'the phone number is none' },
  'no-gateway': {
    de: 'Gateway oder Wahlparameter fehlt',
    en: 'gateway or dialing parameter is missing',
  },
  'dialing-not-unique': {
    de: 'mehrere Gateways, aber nicht jedes mit eigenem Wahlparameter',
    en: 'several gateways, but not each with a dialing parameter of its own',
  },
  'number-too-short': {
    de: 'kurze Nummer, aber mehr als ein Gateway oder Wahlparameter',
    en: 'short number, but more than one gateway or dialing parameter',
  },
  'country-code-missing': {
    de: 'Leitungen in mehreren Ländern, aber die Nummer beginnt nicht mit `00` oder `+`',
    en: 'lines in several countries, but the number does not begin with `00` or `+`',
  },
  'number-taken': { de: 'die Nummer hat ein anderer', en: 'somebody else has the number' },
  'line-type-none': { de: 'die Quelle sagt: keine Leitung', en: 'the source says: no line' },
  'line-type-unknown': {
    de: 'der Leitungstyp der Quelle ist nicht bekannt',
    en: 'the line type of the source is not known',
  },
};

/** Why a row creates nobody. */
export const REFUSALS: Readonly<Record<Refusal, Text>> = {
  'id-empty': { de: 'die `ID` ist leer', en: 'the `ID` is empty' },
  'id-duplicate': { de: 'die `ID` steht mehrfach da', en: 'the `ID` stands there several times' },
  'mandatory-empty': { de: 'ein Pflichtfeld ist leer', en: 'a mandatory field is empty' },
  'line-file': {
    de: 'kein Benutzer hat diese `ID`, und diese Datei legt niemanden an',
    en: 'no user has this `ID`, and this file creates nobody',
  },
  'creation-off': {
    de: 'Anlegen ist am Konnektor ausgeschaltet',
    en: 'creating is switched off at the connector',
  },
  'account-disabled': {
    de: 'das Konto ist deaktiviert, und so überträgt ihn der Konnektor nicht',
    en: 'the account is disabled, and so the connector does not transfer it',
  },
  'sid-unresolved': {
    de: 'fremde Domäne ohne Vertrauensstellung, Windows-Anmeldung eingeschaltet: Die SID lässt sich nicht auflösen',
    en: 'foreign domain without trust, Windows login on: the SID cannot be resolved',
  },
};

export const LINE_WORDS: Readonly<Record<LineKind, Text>> = {
  none: { de: 'keine Leitung', en: 'no line' },
  'master-data': { de: 'Stammdaten-Leitung', en: 'master data line' },
  other: { de: 'andere Leitung', en: 'other line' },
  dynamic: { de: 'dynamische Leitung', en: 'dynamic line' },
};

export const MODEL_NOTE: Text = {
  de: 'Gerechnet mit einem Modell, nicht mit einem Connect-Server. Was der Hersteller nicht beschreibt, ist eine Annahme und änderbar.',
  en: 'Calculated with a model, not with a Connect server. What the vendor does not describe is an assumption and can be changed.',
};

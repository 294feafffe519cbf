import type { Text } from '../../core/text.js';
import { COMPARISONS } from '../prediction.js';

/**
 * What the vendor does not document and the model must still decide. Each one is a parameter. Where it is open whether a
 * connector misses a user, the default is that it does, because losses are to be seen before they happen; disabled
 * accounts are the exception, since with them the list itself holds the user (and R-109 names each).
 */
export interface Assumption {
  readonly question: Text;
  readonly values: readonly string[];
  readonly default: string;
}

export const ASSUMPTIONS = {
  missedCounter: {
    question: {
      de: 'Zählt jeder Konnektor die Läufe ohne einen Benutzer für sich, oder gibt es einen Zähler je Benutzer?',
      en: 'Does each connector count the runs without a user by itself, or is there one counter for each user?',
    },
    values: ['per-connector', 'per-user'],
    default: 'per-connector',
  },
  missedRuns: {
    question: {
      de: 'Zählen nur Läufe hintereinander, oder alle?',
      en: 'Do only consecutive runs count, or all of them?',
    },
    values: ['consecutive', 'total'],
    default: 'consecutive',
  },
  missedUsers: {
    question: {
      de: 'Vermisst ein Konnektor alle Benutzer, die irgendein Konnektor angelegt hat, oder nur die, die er selbst übertragen hat?',
      en: 'Does a connector miss all users that any connector created, or only those it transferred itself?',
    },
    values: ['any-connector', 'own'],
    default: 'any-connector',
  },
  lineOnlyFile: {
    question: {
      de: 'Vermisst auch ein Text-Konnektor mit nur `ID` und `LineTypeDynamic` die Benutzer, die nicht in der Datei stehen?',
      en: 'Does a text connector with only `ID` and `LineTypeDynamic` miss the users that are not in its file, too?',
    },
    values: ['counted', 'not-counted'],
    default: 'counted',
  },
  connectorOptions: {
    question: {
      de: 'Lassen sich Anlegen und Löschen am Konnektor abschalten? (Die Optionen stehen nur im Bild migr12.)',
      en: 'Can creating and deleting be switched off at the connector? (The options stand only in the picture migr12.)',
    },
    values: ['obeyed', 'not-available'],
    default: 'obeyed',
  },
  unresolvedSid: {
    question: {
      de: 'Findet ein AD-Konnektor, der die SID nicht auflösen kann, auch vorhandene Benutzer nicht?',
      en: 'Does an AD connector that cannot resolve the SID not find existing users either?',
    },
    values: ['finds-nobody', 'finds-existing'],
    default: 'finds-nobody',
  },
  disabledAccounts: {
    question: {
      de: 'Überträgt ein AD-Konnektor auch deaktivierte Konten, oder fehlen sie ihm?',
      en: 'Does an AD connector transfer disabled accounts, too, or does it miss them?',
    },
    values: ['transferred', 'left-out'],
    default: 'transferred',
  },
  sameId: {
    question: {
      de: 'Übernimmt ein zweiter Konnektor einen Benutzer mit derselben `ID`?',
      en: 'Does a second connector take over a user with the same `ID`?',
    },
    values: ['takes-over', 'leaves-alone'],
    default: 'takes-over',
  },
  idCase: {
    question: {
      de: 'Zählt bei der `ID` die Groß- und Kleinschreibung?',
      en: 'Does letter case count in the `ID`?',
    },
    values: ['ignored', 'counts'],
    default: 'ignored',
  },
  duplicateId: {
    question: {
      de: 'Welche Zeile gilt, wenn eine `ID` mehrfach in der Quelle steht?',
      en: 'Which row counts when an `ID` stands several times in the source?',
    },
    values: ['first-row', 'last-row'],
    default: 'first-row',
  },
  manualUser: {
    question: {
      de: 'Woran erkennt ein Konnektor, dass es den Benutzer schon von Hand gibt?',
      en: 'By what does a connector recognize that the user was already made by hand?',
    },
    values: ['id-or-account', 'id'],
    default: 'id-or-account',
  },
  emptyCell: {
    question: {
      de: 'Leert eine leere Zelle der Quelle das Feld eines vorhandenen Benutzers?',
      en: 'Does an empty cell of the source clear the field of an existing user?',
    },
    values: ['clears', 'keeps'],
    default: 'clears',
  },
  unusableNumber: {
    question: {
      de: 'Was geschieht bei „Leitung bei jedem Lauf“ mit der Leitung, wenn die Rufnummer fehlt oder unbrauchbar ist?',
      en: 'With "line at every run", what happens to the line when the number is missing or unusable?',
    },
    values: ['removes-line', 'keeps-line'],
    default: 'removes-line',
  },
  templatePrecedence: {
    question: {
      de: 'Was gilt, wenn `<DynamicLineType>` und `<ACSAD-033>` beide gesetzt sind?',
      en: 'Which one counts when `<DynamicLineType>` and `<ACSAD-033>` are both set?',
    },
    values: ['attribute-first', 'flag-first'],
    default: 'attribute-first',
  },
  attributeWhen: {
    question: {
      de: 'Gilt das Attribut aus `<DynamicLineType>` bei jedem Lauf oder nur, wenn der Konnektor Leitungen zuordnet?',
      en: 'Does the attribute of `<DynamicLineType>` count at every run, or only when the connector assigns lines?',
    },
    values: ['as-line-option', 'every-run'],
    default: 'as-line-option',
  },
  emailMatch: {
    question: {
      de: 'Wie vergleicht der Import die E-Mail-Adressen (D10)?',
      en: 'How does the import compare e-mail addresses (D10)?',
    },
    values: COMPARISONS,
    default: 'exact',
  },
} as const satisfies Record<string, Assumption>;

export type AssumptionId = keyof typeof ASSUMPTIONS;
export type Assumptions = {
  readonly [K in AssumptionId]: (typeof ASSUMPTIONS)[K]['values'][number];
};
export const ASSUMPTION_IDS = Object.keys(ASSUMPTIONS) as AssumptionId[];

export const DEFAULT_ASSUMPTIONS = Object.fromEntries(
  ASSUMPTION_IDS.map((id) => [id, ASSUMPTIONS[id].default]),
) as unknown as Assumptions;

import type { z } from 'zod';
import { flag, form, text } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { pathProblem, sameWindowsPath } from '../../connect/windows-path.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Text connector for `UserLinesDynamic.csv` (manual lines 241 to 243). Path as the server sees it. */
    'R-905': { filePath: string };
  }
}

const NO_YES = ['no', 'yes'] as const;

const input = form({
  optionsKnown: flag({
    de: 'Alle Optionen der Konnektor-Seiten sind bekannt',
    en: 'All options of the connector pages are known',
  }),
  createUsers: choice({ de: 'Benutzer anlegen', en: 'Create users' }, NO_YES),
  deleteUsers: choice({ de: 'Benutzer löschen', en: 'Delete users' }, NO_YES),
  onlyMainLine: flag({
    de: 'Nur die Hauptleitung (`LineTypeDynamic`) wird geändert',
    en: 'Only the main line (`LineTypeDynamic`) is changed',
  }),
  key: choice({ de: 'Schlüssel', en: 'Key' }, ['ID', 'other']),
  filePath: text(
    { de: 'Pfad der Datei auf dem Server', en: 'Path of the file on the server' },
    {
      check: pathProblem,
      example: 'C:\\ProgramData\\C4B\\Migration\\UserLinesDynamic.csv',
    },
  ),
  creatingConnector: needed(
    choice(
      { de: 'Text-Konnektor, der Benutzer anlegte', en: 'Text connector that created users' },
      ['disabled', 'no-line-column', 'assigns-lines'],
    ).optional(),
    {
      de: 'nötig, wenn ein Text-Konnektor die Benutzer angelegt hat',
      en: 'needed if a text connector made the users',
    },
  ),
  blastRadiusSigned: flag({
    de: 'Wirkungsbericht (R-904) ist gelesen und abgezeichnet',
    en: 'Blast-radius report (R-904) is read and signed',
  }),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-905',
  part: 'lines',
  kind: 'task',
  title: {
    de: 'Text-Konnektor für UserLinesDynamic.csv anlegen',
    en: 'Create the text connector for UserLinesDynamic.csv',
  },
  instruction: {
    de: 'Legen Sie einen `Text Konnektor` auf `UserLinesDynamic.csv` an. Er legt niemanden an, löscht niemanden und ändert nur die Hauptleitung; Schlüssel ist `ID`. Die Optionen stehen beim Hersteller nur in einem Bild: Kennen Sie eine nicht, halten Sie an und fragen Sie C4B.',
    en: 'Create a text connector (`Text Konnektor`) on `UserLinesDynamic.csv`. It creates nobody, deletes nobody and changes only the main line; the key is `ID`. The vendor shows the options only in a picture: if you do not know one, stop and ask C4B.',
  },
  lines: [241, 243],
  sources: ['TXT', 'CONN-EN'],
  warnings: ['W-09', 'W-17'],
  gaps: ['D7'],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Bild jeder Seite des Konnektors',
      en: 'Screenshot of every page of the connector',
    },
  },
  reads: ['R-702', 'R-904'],
  agrees: {
    de: 'Der Konnektor liest die geprüfte Datei (R-904), und seine Optionen sind die aus dem Handbuch.',
    en: 'The connector reads the checked file (R-904), and its options are those of the manual.',
  },
  undo: {
    possible: 'yes',
    how: { de: 'Konnektor löschen, bevor er läuft.', en: 'Delete the connector before it runs.' },
  },
  hard: true,
})
export class CreateConnector implements TaskStep<Input> {
  verify(claim: Input, context: StepContext): Outcome {
    const expected = context.fact('R-904')?.pathOnServer ?? undefined;
    const against = [...optionProblems(claim), ...creatorProblems(claim, context)];
    if (expected !== undefined && !sameWindowsPath(claim.filePath, expected)) {
      against.push(
        reason(
          'connector.other-file',
          'Der Konnektor liest nicht die geprüfte Datei.',
          'The connector does not read the checked file.',
          { claimed: claim.filePath, known: expected },
        ),
      );
    }
    const facts = { filePath: claim.filePath };
    if (against.length === 0 && expected === undefined) {
      return {
        verdict: 'cannot-read',
        facts,
        reasons: [
          reason(
            'connector.file-unknown',
            'Wo die geprüfte Datei auf dem Server liegt, ist nicht bekannt.',
            'Where the checked file lies on the server is not known.',
            { claimed: claim.filePath },
          ),
        ],
      };
    }
    return judge(against, facts);
  }
}

function optionProblems(claim: Input): Reason[] {
  const rules: readonly (readonly [boolean, string, string, string])[] = [
    [
      claim.optionsKnown,
      'options-unknown',
      'Eine Option ist unbekannt. Halten Sie an und fragen Sie C4B.',
      'An option is unknown. Stop and ask C4B.',
    ],
    [
      claim.createUsers === 'no',
      'creates-users',
      'Dieser Konnektor darf keine Benutzer anlegen (W-17).',
      'This connector must not create users (W-17).',
    ],
    [
      claim.deleteUsers === 'no',
      'deletes-users',
      'Dieser Konnektor darf keine Benutzer löschen (W-17).',
      'This connector must not delete users (W-17).',
    ],
    [
      claim.onlyMainLine,
      'changes-more',
      'Dieser Konnektor darf nur die Hauptleitung ändern (W-17).',
      'This connector may change only the main line (W-17).',
    ],
    [claim.key === 'ID', 'other-key', 'Schlüssel muss `ID` sein.', 'The key must be `ID`.'],
    [
      claim.blastRadiusSigned,
      'blast-radius-unsigned',
      'Der Wirkungsbericht ist nicht abgezeichnet.',
      'The blast-radius report is not signed.',
    ],
  ];
  return rules
    .filter(([good]) => !good)
    .map(([, code, de, en]) => reason(`connector.${code}`, de, en));
}

/** O7: with method text the connector that created the users must not assign lines again. */
function creatorProblems({ creatingConnector }: Input, context: StepContext): Reason[] {
  const usesText = context.fact('R-702')?.methods.includes('text') ?? false;
  if (!usesText || creatingConnector === 'disabled' || creatingConnector === 'no-line-column') {
    return [];
  }
  return [
    reason(
      'connector.creator-assigns-lines',
      'Der Text-Konnektor, der die Benutzer anlegte, muss abgeschaltet sein oder darf keine Spalte für Leitungen haben.',
      'The text connector that created the users must be disabled or must not have a column for lines.',
      { claimed: creatingConnector ?? '–', known: 'disabled, no-line-column' },
    ),
  ];
}

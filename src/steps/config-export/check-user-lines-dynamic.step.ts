import type { LineFile } from '../../connect/line-files.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { otherDomains } from '../other-domains.js';
import { Step } from '../step.decorator.js';
import { readExported, type LineFilePlace } from './exported-line-file.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Users with dynamic lines (manual lines 149-151, 231-235): the file for the text connector. */
    'R-408': LineFilePlace & {
      rows: number;
      users: number;
      /** 1-based lines whose ID is no SID of a domain. */
      withoutSid: readonly number[];
      /** How often each value of `LineTypeDynamic` occurs, as exported. */
      lineTypes: Readonly<Record<string, number>>;
    };
  }
}

/** Listed here, decided at R-904, where each ID must match one user of Connect. */
const ID_NOTES = ['lines.id-empty', 'lines.id-duplicate'];

@Step({
  id: 'R-408',
  part: 'config-export',
  kind: 'step',
  title: { de: 'UserLinesDynamic.csv prüfen', en: 'Check UserLinesDynamic.csv' },
  instruction: {
    de: '`UserLinesDynamic.csv` nennt die Benutzer mit dynamischer Leitung und taugt für den Text-Konnektor. Es zählen nur die Spalten `ID` und `LineTypeDynamic`. Spalten, die mit `XPhoneUC_` beginnen, zeigen nur, wer gemeint ist. Umstieg prüft Spalten und IDs und nennt Zeilen ohne SID.',
    en: '`UserLinesDynamic.csv` names the users with a dynamic line and suits the text connector. Only the columns `ID` and `LineTypeDynamic` count. Columns that begin with `XPhoneUC_` only show who is meant. Umstieg checks columns and IDs and names rows without a SID.',
  },
  lines: [149, 151, 221, 223, 225, 227, 231, 233, 235],
  warnings: ['W-09'],
  reads: ['R-403', 'R-406'],
  agrees: {
    de: '`UserLinesDynamic.csv` ist noch die Datei, die R-406 eingelesen hat, und hat den Aufbau aus dem Handbuch; oder sie wurde laut R-403 nicht exportiert.',
    en: '`UserLinesDynamic.csv` still is the file that R-406 read and is built as in the manual; or according to R-403 it was not exported.',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg liest nur.', en: 'Umstieg only reads.' } },
})
export class CheckUserLinesDynamic extends ComputedStep {
  protected compute(_input: Record<string, unknown>, context: StepContext): Promise<Outcome> {
    const facts = (file: LineFile | undefined) => ({
      rows: file?.rows ?? 0,
      users: file?.userCount ?? 0,
      withoutSid: file ? rowsWithoutSid(file) : [],
      lineTypes: file?.lineTypes ?? {},
    });
    return readExported('user-lines-dynamic', context, facts, {
      notes: ID_NOTES,
      remarks: foreignSids,
      flags: ({ rows }) => ({ dynamicRows: rows }),
    });
  }
}

function rowsWithoutSid({ findings, notes }: LineFile): number[] {
  const codes = ['lines.id-not-sid', 'lines.id-empty'];
  const rows = [...findings, ...notes].flatMap((f) =>
    codes.includes(f.code) && f.place?.row !== undefined ? [f.place.row] : [],
  );
  return rows.sort((a, b) => a - b);
}

/** IDs of users are kept folded; a SID is written in capitals. */
function foreignSids({ users, file }: LineFile): Reason[] {
  const ids = [...users].filter(([key]) => key.startsWith('id:'));
  return otherDomains(
    ids.map(([key, row]) => [key.slice(3).toUpperCase(), row]),
    (row) => ({ ...(file === undefined ? {} : { file }), row, column: 'ID' }),
  );
}

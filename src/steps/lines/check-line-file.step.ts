import { createReadStream } from 'node:fs';
import type { z } from 'zod';
import { form, list, localPath, text } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { DEFAULT_LAYOUT } from '../../connect/export-layout.js';
import { Unreadable } from '../../connect/finding.js';
import { checkConnectorFile } from '../../connect/connector-check.js';
import { readLineFile, type LineFile } from '../../connect/line-files.js';
import { pathProblem } from '../../connect/windows-path.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { readStored, shorten, takeFile } from '../user-creation/list-files.js';
import { cannotRead, reason } from '../verdicts.js';
import { compareIds } from './compare-ids.js';

declare module '../../core/facts.js' {
  interface Facts {
    /**
     * `UserLinesDynamic.csv` as the connector will read it (manual lines 231 to 235): evidence digests of file and
     * blast-radius report, rows, and the path the server sees (null where it is not known).
     */
    'R-904': { file: string; report: string; rows: number; pathOnServer: string | null };
  }
}

const NAME = 'UserLinesDynamic.csv';

const input = form({
  file: localPath({
    de: 'Bearbeitete Fassung der Datei auf diesem Rechner',
    en: 'Edited version of the file on this computer',
  }).optional(),
  editedBecause: needed(
    text({ de: 'Grund der Bearbeitung', en: 'Reason for the edit' }).optional(),
    { de: 'nötig bei einer bearbeiteten Fassung', en: 'needed with an edited version' },
  ),
  pathOnServer: text(
    {
      de: 'Pfad auf dem Server, falls nicht wie kopiert',
      en: 'Path on the server if not as copied',
    },
    { check: pathProblem },
  ).optional(),
  allowedValues: list(
    {
      de: 'Erlaubte Werte von `LineTypeDynamic` (Annahme, änderbar)',
      en: 'Allowed values of `LineTypeDynamic` (assumption, changeable)',
    },
    { privacy: 'plain', min: 1 },
  ).default(['0', '1', '2', '3', 'true', 'false']),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-904',
  part: 'lines',
  kind: 'step',
  title: {
    de: 'UserLinesDynamic.csv gegen Connect prüfen',
    en: 'Check UserLinesDynamic.csv against Connect',
  },
  instruction: {
    de: 'Umstieg prüft die exportierte Datei und ändert nichts. Nur `ID` und `LineTypeDynamic` zählen; Spalten mit `XPhoneUC_` dienen dem Wiedererkennen. Jede `ID` muss genau einen Benutzer in Connect treffen. Lesen Sie den Wirkungsbericht.',
    en: 'Umstieg checks the exported file and changes nothing. Only `ID` and `LineTypeDynamic` count; columns with `XPhoneUC_` serve recognition. Each `ID` must hit exactly one user in Connect. Read the blast-radius report.',
  },
  lines: [229, 231, 233, 235],
  sources: ['TXT', 'KB-DYN-DE'],
  warnings: ['W-09', 'W-17'],
  form: input,
  reads: ['R-408', 'R-501', 'R-706', 'R-707'],
  agrees: {
    de: 'Jede Kennung der Datei steht in der Benutzerliste von Connect (R-706).',
    en: 'Every ID of the file stands in the user list of Connect (R-706).',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg liest nur.', en: 'Umstieg only reads.' } },
})
export class CheckLineFile extends ComputedStep<Input> {
  protected async compute(claim: Input, context: StepContext): Promise<Outcome> {
    const exported = context.fact('R-408')?.sha256 ?? undefined;
    const taken = claim.file === undefined ? undefined : await takeFile(claim.file, context);
    if (taken && !('digest' in taken)) return judge([taken], null);
    const digest = taken?.digest ?? exported;
    if (digest === undefined) {
      return judge([reason('lines.no-file', 'R-408 hat keine Datei.', 'R-408 has no file.')], null);
    }
    const read = await readFile(digest, context, claim.allowedValues);
    if (!('users' in read)) return judge([read], null);
    const edited = digest !== exported;
    const pathOnServer = claim.pathOnServer ?? (edited ? null : copied(context));
    const list = context.fact('R-706')?.list;
    const connect = list
      ? await readStored(list, 'Connect', context.store, { comments: true })
      : undefined;
    if (connect && !('list' in connect)) return judge([connect], null);
    const against = [
      ...fileProblems(read),
      ...(edited ? editProblems(claim, exported, digest) : []),
    ];
    const ids = connect?.list.has('sid') ? compareIds(read, connect.list) : undefined;
    const report = await context.store.put(
      'blast-radius.json',
      JSON.stringify({ file: digest, rows: read.rows, lineTypes: read.lineTypes, ...ids?.report }),
    );
    const facts = { file: digest, report: report.digest, rows: read.rows, pathOnServer };
    const notes = shorten(read.notes);
    const evidence = [digest, report.digest];
    const problems = shorten([...against, ...(ids?.problems ?? [])]);
    if (problems.length > 0 || ids) return judge(problems, facts, { notes, evidence });
    return cannotRead(
      facts,
      reason(
        'lines.no-connect-ids',
        'Die Benutzerliste von Connect fehlt oder hat keine Spalte `ID`.',
        'The user list of Connect is missing or has no column `ID`.',
      ),
      { evidence },
    );
  }
}

async function readFile(
  digest: string,
  context: StepContext,
  allowed: readonly string[],
): Promise<LineFile | Reason> {
  const layout = {
    ...DEFAULT_LAYOUT,
    lineTypeDynamic: { ...DEFAULT_LAYOUT.lineTypeDynamic, allowed },
  };
  try {
    const source = () => createReadStream(context.store.path(digest));
    const file = await readLineFile(source, 'user-lines-dynamic', { layout, file: NAME });
    const { findings } = await checkConnectorFile(source, 'dynamic-lines', { layout, file: NAME });
    const columns = findings.filter((f) => f.code === 'connector.unexpected-column');
    return { ...file, findings: [...file.findings, ...columns] };
  } catch (error) {
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
}

/** An ID that is no SID is only a note (manual line 235: the SID where there is one); everything else is a problem. */
function fileProblems(file: LineFile): Reason[] {
  const none =
    file.rows === 0
      ? [reason('lines.no-rows', 'Die Datei hat keine Zeile.', 'The file has no row.')]
      : [];
  return [...none, ...file.findings];
}

function editProblems(claim: Input, known: string | undefined, claimed: string): Reason[] {
  const found: Reason[] = [];
  const more = { claimed, ...(known === undefined ? {} : { known }) };
  if (claim.editedBecause === undefined) {
    found.push(
      reason(
        'lines.file-edited',
        'Das ist nicht die exportierte Datei (anderer Hash). Nennen Sie den Grund der Bearbeitung.',
        'This is not the exported file (other hash). Give the reason for the edit.',
        more,
      ),
    );
  }
  if (claim.pathOnServer === undefined) {
    found.push(
      reason(
        'lines.edited-path-missing',
        'Nennen Sie, wo die bearbeitete Datei auf dem Server liegt.',
        'Say where the edited file lies on the server.',
      ),
    );
  }
  return found;
}

/** Where the untouched file lies after the transfer. */
function copied(context: StepContext): string | null {
  const target = context.fact('R-501')?.targetPath;
  const name = context.fact('R-408')?.path ?? NAME;
  return target === undefined
    ? null
    : `${target.replace(/[\\/]+$/, '')}\\${name.replaceAll('/', '\\')}`;
}

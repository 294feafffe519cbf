import { createReadStream } from 'node:fs';
import { Unreadable } from '../../connect/finding.js';
import { LINE_FILE_KINDS, type LineFileKind } from '../../connect/export-layout.js';
import { crossCheck, type CrossCheck } from '../../connect/line-cross-check.js';
import type { LineFile } from '../../connect/line-files.js';
import { readUserList } from '../../connect/user-list.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { listed } from '../listed-findings.js';
import { Step } from '../step.decorator.js';
import { consistent } from '../verdicts.js';
import { readStored, takeExported } from './exported-line-file.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Totals of the three line files together (manual lines 143, 157-159). */
    'R-410': CrossCheck['totals'];
  }
}

@Step({
  id: 'R-410',
  part: 'config-export',
  kind: 'step',
  title: { de: 'Die drei Leitungsdateien vergleichen', en: 'Compare the three line files' },
  instruction: {
    de: 'Mit `Dynamic lines` entstehen drei CSV-Dateien, ohne sie keine. Umstieg prüft, dass es drei sind oder keine, dass niemand in beiden Benutzerlisten steht und dass jede dynamische Leitung aufgeführt ist. Wozu die Dateien dienen, steht im Handbuch unter `Daten importieren - Leitungen`.',
    en: 'With `Dynamic lines` three CSV files are written, without it none. Umstieg checks that there are three or none, that nobody stands in both user lists and that every dynamic line is listed. What the files are for is written in the manual under `Daten importieren - Leitungen`.',
  },
  lines: [141, 143, 157, 159, 221, 223, 225, 227],
  warnings: ['W-09'],
  reads: ['R-406', 'R-407', 'R-408', 'R-409'],
  agrees: {
    de: 'Die drei Leitungsdateien wurden miteinander verglichen, Leitung für Leitung und Benutzer für Benutzer.',
    en: 'The three line files were compared with one another, line by line and user by user.',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg liest nur.', en: 'Umstieg only reads.' } },
})
export class CrossCheckLineFiles extends ComputedStep {
  protected async compute(_input: Record<string, unknown>, context: StepContext): Promise<Outcome> {
    const { files, problems } = await readAll(context);
    const users = await countUsers(context);
    const { verdict, findings, totals } = crossCheck(files, users === undefined ? {} : { users });
    const all = [...problems, ...findings];
    const report = await context.store.put(
      'line-files-report.json',
      JSON.stringify({ totals, findings: all }),
    );
    const { reasons } = await listed('line-files-findings', all, context);
    const evidence = [report.digest];
    if (problems.length > 0 || verdict === 'contradicts')
      return { verdict: 'contradicts', reasons, evidence };
    const flags = { files: totals.files };
    return { ...consistent(totals, { reasons, evidence, flags }), verdict };
  }
}

/** Every file that was recognised as a line file, two of one kind included. */
async function readAll(context: StepContext): Promise<{ files: LineFile[]; problems: Reason[] }> {
  const files: LineFile[] = [];
  const problems: Reason[] = [];
  for (const { path, kind } of context.fact('R-406')?.tables ?? []) {
    if (!isLineFile(kind)) continue;
    const taken = await takeExported(path, context);
    const read = 'code' in taken ? taken : await readStored(taken.sha256, path, kind, context);
    if ('code' in read) problems.push(read);
    else files.push(read);
  }
  return { files, problems };
}

/** Users of the exported user list; undefined where there is none that can be read. */
async function countUsers(context: StepContext): Promise<number | undefined> {
  const path = context.fact('R-406')?.csv.users;
  const taken = path === undefined ? undefined : await takeExported(path, context);
  if (!taken || 'code' in taken) return undefined;
  try {
    return (await readUserList(() => createReadStream(context.store.path(taken.sha256)))).size;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function isLineFile(kind: string): kind is LineFileKind {
  return (LINE_FILE_KINDS as readonly string[]).includes(kind);
}

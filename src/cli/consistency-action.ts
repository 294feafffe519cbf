import { RequestError } from '../core/errors.js';
import type { TreeNote } from '../audit/tree-head.js';
import { argument, type Handler } from './call.js';
import { findingLines } from './finding-lines.js';
import { readTextFile } from './input-files.js';
import { readKept } from './tree-actions.js';

/** `audit consistency OLDER NEWER PROOF`: offline, from two printed heads and a proof. */
export const checkConsistency: Handler = async (call) => {
  const { screen } = call;
  const [older, newer] = [await headIn(argument(call, 0)), await headIn(argument(call, 1))];
  const proof = await readTextFile(argument(call, 2));
  const { consistencyProblem } = await import('../audit/tree-consistency.js');
  const problem = consistencyProblem(older, newer, proof);
  const findings = problem ? [problem] : [];
  const [from, to] = [older.head.size, newer.head.size];
  await screen.answer({ ok: !problem, older: older.head, newer: newer.head, findings }, () => [
    problem
      ? screen.pick('Nicht bewiesen', 'Not proven')
      : screen.pick(
          `Bewiesen: Die ersten ${from} von ${to} Einträgen sind dieselben; dazwischen wurde nichts gelöscht und nichts geändert.`,
          `Proven: the first ${from} of ${to} entries are the same; nothing was deleted and nothing changed in between.`,
        ),
    ...findingLines(findings, screen),
  ]);
  return problem ? 5 : 0;
};

/** @throws RequestError input.invalid, file.unreadable */
async function headIn(file: string): Promise<TreeNote> {
  const { tree } = await readKept(file);
  if (tree) return tree;
  throw new RequestError(
    'input.invalid',
    {
      de: `„${file}“ ist der Prüfpunkt eines Laufs. Verglichen werden zwei Baumköpfe (umstieg audit head).`,
      en: `"${file}" is the checkpoint of one run. Two tree heads are compared (umstieg audit head).`,
    },
    { place: { file } },
  );
}

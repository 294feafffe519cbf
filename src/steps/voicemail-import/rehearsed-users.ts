import type { Reason } from '../../core/outcome.js';
import type { RehearsedRun, StepContext } from '../../core/step.js';
import { f2 } from '../../connect/fold.js';
import { few } from '../user-creation/judge.js';
import { readStored } from '../user-creation/list-files.js';
import { reason } from '../verdicts.js';

/** Users of Connect whom only the rehearsal or only this run has, by name: with equal sources they explain a difference. */
export async function otherUsers(rehearsed: RehearsedRun, context: StepContext): Promise<Reason[]> {
  const there = await addresses(rehearsed.fact('R-706')?.list, context);
  const here = await addresses(context.fact('R-706')?.list, context);
  if (there === undefined || here === undefined) return [];
  const only = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>) =>
    [...a].filter(([folded]) => !b.has(folded)).map(([, email]) => email);
  const [missing, extra] = [only(there, here), only(here, there)];
  return [
    ...(missing.length === 0
      ? []
      : [
          reason(
            'rehearsal.user-missing',
            `In der Probe in Connect, hier nicht (R-706): ${few(missing)}.`,
            `In Connect in the rehearsal, not here (R-706): ${few(missing)}.`,
            { known: String(missing.length) },
          ),
        ]),
    ...(extra.length === 0
      ? []
      : [
          reason(
            'rehearsal.user-extra',
            `Hier in Connect (R-706), in der Probe nicht: ${few(extra)}.`,
            `In Connect here (R-706), not in the rehearsal: ${few(extra)}.`,
            { known: String(extra.length) },
          ),
        ]),
  ];
}

/** Addresses by their folded form; undefined where the list is not there or was erased. */
async function addresses(
  digest: string | null | undefined,
  context: StepContext,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (!digest) return undefined;
  const stored = await readStored(digest, 'R-706', context.store, { comments: true }).catch(
    () => undefined, // erased: the counts still speak
  );
  if (stored === undefined || !('list' in stored)) return undefined;
  const { list } = stored;
  const emails = Array.from({ length: list.size }, (_, i) => list.value(i, 'email'));
  return new Map(emails.map((email) => [f2(email), email]));
}

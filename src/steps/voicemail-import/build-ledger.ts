import type { StepContext } from '../../core/step.js';
import { f2 } from '../../connect/fold.js';
import type { YellowDecision } from './decide-yellow.step.js';
import type { Ledger } from './ledger.js';
import { comparisonsOf, fates, fittingHypotheses, type PreparedMatch } from './prepared-match.js';

/** What `Start import!` does to each source row, from the comparison that fits and the decisions of R-805. */
export async function buildLedger(
  { matching, before }: PreparedMatch,
  context: StepContext,
): Promise<Ledger> {
  const decisions = await yellowDecisions(context);
  const named = (what: YellowDecision['decision']) =>
    new Set(decisions.filter((d) => d.decision === what).map((d) => f2(d.email)));
  const [keep, overwrite] = [named('keep'), named('overwrite')];
  const imported: Ledger['imported'][number][] = [];
  const [uncertain, kept, left]: [string[], string[], string[]] = [[], [], []];
  let withoutData = 0;
  for (const { email, target, found, hasData } of fates(matching, comparisons(context))) {
    const among = (set: ReadonlySet<string>) => set.has(f2(email)) || set.has(f2(target ?? email));
    if (!hasData) withoutData++;
    else if (target === undefined) left.push(email);
    else if (among(keep)) kept.push(email);
    else if (found === 'sometimes') uncertain.push(email);
    else imported.push({ email, target, overwritten: among(overwrite) });
  }
  const ever = [...new Set([...before, ...imported.map((i) => i.target)])];
  const source = matching.source.size;
  return { source, imported, uncertain, kept, left, withoutData, ever };
}

function comparisons(context: StepContext) {
  const ids = fittingHypotheses(context).map((h) => h.id);
  return comparisonsOf(context.fact('R-802')?.hypotheses ?? [], ids);
}

async function yellowDecisions(context: StepContext): Promise<readonly YellowDecision[]> {
  const digest = context.fact('R-805')?.decisions;
  if (digest === undefined) return [];
  return JSON.parse((await context.store.read(digest)).toString('utf8')) as YellowDecision[];
}

/** How many users should be yellow afterwards; the overview may or may not count users without data. */
export function expectedYellow(context: StepContext): { min: number; max: number } | null {
  const seen = context.fact('R-803');
  const fitting = fittingHypotheses(context);
  if (!seen || fitting.length === 0) return null;
  const all = seen.green + seen.yellow;
  const least = fitting.map((h) =>
    h.overview === 'with-users-without-data'
      ? Math.max(seen.yellow, all - (context.fact('R-807')?.withoutData ?? h.totals.withoutData))
      : all,
  );
  return { min: Math.min(...least), max: all };
}

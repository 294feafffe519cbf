import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { Unreadable } from '../../connect/finding.js';
import { f2 } from '../../connect/fold.js';
import { parseRehearsal, type Rehearsal } from '../../connect/rehearsal/document.js';
import { takeFile } from '../user-creation/list-files.js';
import { reason } from '../verdicts.js';

interface Decided {
  readonly email: string;
  readonly decision: string;
}

export interface TakenDecisions<D> {
  readonly decisions: readonly D[];
  /** Each decision that came from the rehearsal, by name. */
  readonly notes: readonly Reason[];
  /** Why nothing may be taken from the rehearsal. */
  readonly against: readonly Reason[];
  readonly evidence: readonly string[];
}

/**
 * The claim's decisions with those of a rehearsal (`rehearsal.json`) for users the claim does not name. What a person writes
 * goes first; a rehearsal of other lists or another export is refused by name.
 */
export async function withRehearsed<D extends Decided>(
  own: readonly D[],
  path: string | undefined,
  of: (rehearsal: Rehearsal) => readonly D[],
  context: StepContext,
): Promise<TakenDecisions<D>> {
  const nothing = { decisions: own, notes: [], against: [], evidence: [] };
  if (path === undefined) return nothing;
  const taken = await takeRehearsal(path, context);
  if (!('rehearsal' in taken)) return { ...nothing, against: [taken] };
  const { rehearsal, digest } = taken;
  const stale = staleInputs(rehearsal, context);
  if (stale.length > 0) return { ...nothing, against: stale, evidence: [digest] };
  const named = new Set(own.map(({ email }) => f2(email)));
  const more = of(rehearsal).filter(({ email }) => !named.has(f2(email)));
  const notes = more.map(({ email, decision }) =>
    reason(
      'rehearsal.decision',
      `Aus der Probe (Modell) übernommen, als Ihre Angabe: ${email}: ${decision}.`,
      `Taken from the rehearsal (model), as your claim: ${email}: ${decision}.`,
    ),
  );
  return { decisions: [...own, ...more], notes, against: [], evidence: [digest] };
}

async function takeRehearsal(
  path: string,
  context: StepContext,
): Promise<{ rehearsal: Rehearsal; digest: string } | Reason> {
  const file = await takeFile(path, context);
  if (!('digest' in file)) return file;
  const { digest, name } = file;
  try {
    const content = await context.store.read(digest);
    return { rehearsal: parseRehearsal(content.toString('utf8'), name), digest };
  } catch (error) {
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
}

/** Inputs of the rehearsal that are not those of this run. */
function staleInputs({ inputs }: Rehearsal, context: StepContext): Reason[] {
  const pairs = [
    [inputs.v4.file, inputs.v4.sha256, context.fact('R-109')?.v4Users.digest],
    ['Export', inputs.export.contentHash, context.fact('R-406')?.contentHash],
  ] as const;
  return pairs.flatMap(([name, claimed, known]) =>
    known === undefined || known === claimed
      ? []
      : [
          reason(
            'rehearsal.stale',
            `Die Probe hatte andere Daten: ${name}. Proben Sie mit den jetzigen Daten noch einmal.`,
            `The rehearsal had other data: ${name}. Rehearse again with the present data.`,
            { claimed, known },
          ),
        ],
  );
}

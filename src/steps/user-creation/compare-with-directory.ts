import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import type { MatchRow } from '../../connect/matching.js';
import { takeDirectory, type DirectoryClaim } from '../directory-source.js';
import { reason } from '../verdicts.js';
import { readStored, shorten } from './list-files.js';

interface Asked {
  readonly notes: readonly Reason[];
  /** Digest of the pulled list; none when nothing was asked. */
  readonly evidence: readonly string[];
}

/**
 * Asks the Active Directory as it is now for the V4 addresses of the users that are left over, and says for each where the
 * repair belongs. A reason instead when the directory cannot be asked.
 */
export async function compareWithDirectory(
  claim: DirectoryClaim,
  left: readonly MatchRow[],
  context: StepContext,
): Promise<Asked | Reason> {
  if (claim.directory === undefined) return { notes: [], evidence: [] };
  const taken = await takeDirectory(claim, context);
  if ('code' in taken) return taken;
  const stored = await readStored(taken.evidence.digest, taken.evidence.name, context.store);
  if ('code' in stored) return stored;
  const { list, digest } = stored;
  const addresses = new Set<string>();
  for (let i = 0; i < list.size; i++) addresses.add(list.value(i, 'email'));
  const where = left.map((row) => placeOfRepair(row, addresses.has(row.email)));
  return { notes: [...taken.notes, ...shorten(where)], evidence: [digest] };
}

function placeOfRepair({ row, email }: MatchRow, known: boolean): Reason {
  const more = { place: { row }, claimed: email };
  return known
    ? reason(
        'match.directory-has-it',
        'Das Active Directory hat genau diese Adresse. Lassen Sie den AD-Konnektor noch einmal laufen und erneuern Sie die Liste von Connect (R-706).',
        'The Active Directory holds exactly this address. Let the AD connector run again and renew the list of Connect (R-706).',
        more,
      )
    : reason(
        'match.directory-lacks-it',
        'Auch das Active Directory hat diese Adresse nicht. Berichtigen Sie sie dort oder in V4.',
        'The Active Directory lacks this address, too. Correct it there or in V4.',
        more,
      );
}

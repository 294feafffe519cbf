import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import type { MatchOutcome } from '../../connect/match-words.js';
import { Matching } from '../../connect/matching.js';
import { addressProblems, type UserList } from '../../connect/user-list.js';
import { reason } from '../verdicts.js';
import { readStored } from './list-files.js';

/** Differences that are surely a slip: the same address written differently. */
const SLIPS: ReadonlySet<MatchOutcome> = new Set(['blank', 'case', 'unicode']);

interface Compared {
  readonly against: readonly Reason[];
  readonly notes: readonly Reason[];
}

/**
 * E-mail = V4: repeated addresses and ones written differently from V4 speak against the list; users without an
 * address and users V4 does not know are notes.
 */
export async function compareWithV4(
  users: UserList,
  v4: { readonly digest: string } | undefined,
  context: StepContext,
): Promise<Compared> {
  if (!users.has('email')) {
    return {
      against: [],
      notes: [
        reason(
          'users.no-email-column',
          'Die Liste hat keine E-Mail-Adressen. Ohne sie gibt es später keine Zuordnung (W-15).',
          'The list has no e-mail addresses. Without them there is no match later (W-15).',
        ),
      ],
    };
  }
  const problems = addressProblems(users);
  const against = problems.filter((p) => p.code === 'email.duplicate');
  const notes = problems.filter((p) => p.code !== 'email.duplicate');
  if (!v4) {
    notes.push(
      reason(
        'users.no-v4',
        'Es gibt keine Liste aus V4 zum Vergleich der Adressen.',
        'There is no V4 list to compare the addresses.',
      ),
    );
    return { against, notes };
  }
  const stored = await readStored(v4.digest, 'V4', context.store);
  if (!('list' in stored)) return { against: [...against, stored], notes };
  for (const row of new Matching(users, stored.list).rows()) {
    if (row.outcome === 'exact' || row.outcome === 'empty' || row.outcome === 'duplicate-source')
      continue;
    const more = {
      place: { row: row.row, column: 'email' },
      claimed: row.email,
      ...(row.target ? { known: row.target.email } : {}),
    };
    if (SLIPS.has(row.outcome)) {
      against.push(
        reason(
          'users.email-differs',
          'In V4 ist diese Adresse anders geschrieben.',
          'V4 writes this address differently.',
          more,
        ),
      );
    } else {
      notes.push(
        reason(
          'users.email-unknown',
          'V4 kennt diese Adresse nicht.',
          'V4 does not know this address.',
          more,
        ),
      );
    }
  }
  return { against, notes };
}

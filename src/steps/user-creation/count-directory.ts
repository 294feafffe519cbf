import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { takeDirectory, type DirectoryClaim, type DirectoryOrigin } from '../directory-source.js';
import { reason } from '../verdicts.js';

interface Run extends DirectoryClaim {
  readonly scopeOu: string;
  readonly usersCreated: number;
}
interface Counted {
  readonly origin: DirectoryOrigin;
  /** Digest of the pulled list. */
  readonly digest: string;
  readonly against: readonly Reason[];
  readonly notes: readonly Reason[];
}

/**
 * Counts the users of the connector's scope in the Active Directory and compares them with what the run created. Whether a
 * connector creates disabled accounts is not documented: the number with and the number without them fit.
 * A reason instead when the directory cannot be asked; undefined when nobody wants it to be.
 */
export async function countDirectory(
  claim: Run,
  context: StepContext,
): Promise<Counted | Reason | undefined> {
  if (claim.directory === undefined) return undefined;
  const directoryBase = claim.directoryBase ?? claim.scopeOu;
  const taken = await takeDirectory({ ...claim, directoryBase }, context);
  if ('code' in taken) return taken;
  const { origin, disabled, evidence, notes } = taken;
  const fitting = [origin.users, origin.users - disabled];
  const fits = claim.usersCreated === 0 || fitting.includes(claim.usersCreated);
  const against = fits ? [] : [differs(claim.usersCreated, fitting)];
  return { origin, digest: evidence.digest, against, notes };
}

function differs(created: number, fitting: readonly number[]): Reason {
  return reason(
    'connector.directory-differs',
    'Das Active Directory hat eine andere Zahl von Benutzern, als der Lauf anlegte, mit und ohne deaktivierte Konten. Prüfen Sie Bereich, Filter und das Protokoll des Laufs.',
    'The Active Directory holds another number of users than the run created, with and without disabled accounts. Check scope, filter and the log of the run.',
    { claimed: String(created), known: [...new Set(fitting)].join(' / ') },
  );
}

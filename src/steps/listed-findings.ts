import type { Reason } from '../core/outcome.js';
import type { StepContext } from '../core/step.js';
import { reason } from './verdicts.js';

/** Findings as an outcome carries them: the first ones, and where all of them stand. */
export interface Listed {
  readonly reasons: readonly Reason[];
  /** Digest of the complete list; empty when nothing was left out. */
  readonly evidence: readonly string[];
}

/** How many findings an outcome names. */
const SHOWN = 100;

/** Keeps an outcome small: a long list goes to the evidence store whole, and the last reason counts what is not shown. */
export async function listed(
  name: string,
  findings: readonly Reason[],
  context: StepContext,
  limit = SHOWN,
): Promise<Listed> {
  if (findings.length <= limit) return { reasons: findings, evidence: [] };
  const { digest } = await context.store.put(`${name}.json`, JSON.stringify(findings));
  const more = findings.length - limit;
  const rest = reason(
    'findings.more',
    `Dazu ${more} weitere; alle stehen im Nachweis ${name}.json.`,
    `And ${more} more; all of them are in the evidence ${name}.json.`,
    { known: String(findings.length) },
  );
  return { reasons: [...findings.slice(0, limit), rest], evidence: [digest] };
}

import { InvariantError } from '../core/errors.js';
import type { Place, Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { BUNDLE_FINDINGS } from './bundle-findings.js';
import { CHAIN_FINDINGS } from './chain-findings.js';
import { TREE_FINDINGS } from './tree-findings.js';

/** Every code a verifier can say, with its sentence; `{name}` is filled in. Listed in docs/audit-format.md. */
export const FINDINGS = {
  ...CHAIN_FINDINGS,
  ...TREE_FINDINGS,
  ...BUNDLE_FINDINGS,
} as const satisfies Record<string, Text>;

export type FindingCode = keyof typeof FINDINGS;
type Filling = Readonly<Record<string, string | number>>;

function fill(sentence: string, filling: Filling): string {
  return sentence.replace(/\{([a-z]+)\}/gi, (mark, name: string) => String(filling[name] ?? mark));
}

/** One thing a verifier has to say. Holds hashes, numbers and member names, never a personal value. */
export function finding(code: FindingCode, filling: Filling = {}, place?: Place): Reason {
  const { de, en } = FINDINGS[code];
  const text = { de: fill(de, filling), en: fill(en, filling) };
  return place ? { code, text, place } : { code, text };
}

/** The audit trail cannot be read or continued; `reason` says why. */
export class AuditError extends InvariantError {
  constructor(
    readonly reason: Reason,
    cause?: unknown,
  ) {
    super('audit.chain-broken', reason.text, {
      ...(reason.place ? { place: reason.place } : {}),
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

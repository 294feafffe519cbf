import type { AuditEntry } from '../audit/entry.js';
import type { ClaimField } from './claim.js';
import type { RunCommand } from './commands.js';
import type { EntryParts, TurnBuilder } from './turn-builder.js';

type Submit = Extract<RunCommand, { do: 'submit' }>;

/** What the audit trail says of a claim; of one chosen in a what-if also of which, and why. */
export function claimEntry(
  { step, claim, evidence, promoted }: Submit,
  builder: TurnBuilder,
): EntryParts {
  const inputs = auditInputs(claim.fields, (v) => builder.commit('input', v));
  const files = evidence.map(({ digest, size }) => ({ digest, size }));
  const entry: EntryParts = {
    ...{ kind: 'event', event: `${step}.submit`, step, inputs },
    ...(files.length > 0 ? { evidence: files } : {}),
  };
  if (!promoted) return entry;
  const { run, head, reason } = promoted;
  return {
    ...entry,
    event: `${step}.promote`,
    // no form has a field with a dot in its name
    inputs: { ...inputs, 'promoted.from': run, 'promoted.head': head },
    note: { commitment: builder.commit('note', reason) },
  };
}

/** Plain values stand as they are, personal ones as commitments, secrets as marks. */
function auditInputs(
  fields: readonly ClaimField[],
  commit: (v: unknown) => string,
): NonNullable<AuditEntry['inputs']> {
  return Object.fromEntries(
    fields.map((f) => {
      if ('plain' in f) return [f.name, f.plain];
      if ('personal' in f) return [f.name, { commitment: commit(f.personal) }];
      const { hmac, last4 } = f.secret;
      return [f.name, { secret: true, ...(hmac ? { hmac } : {}), ...(last4 ? { last4 } : {}) }];
    }),
  ) as NonNullable<AuditEntry['inputs']>;
}

import { z } from 'zod';
import { finding, Unreadable } from '../finding.js';
import { SETTING_EFFECTS } from '../model/import-settings.js';
import { COMPARISONS, OVERVIEWS } from '../prediction.js';

export const REHEARSAL_FORMAT = 'umstieg-rehearsal/1';

const text = z.object({ de: z.string(), en: z.string() });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
const input = z.object({ file: z.string(), sha256 });

const totals = z.object({
  overview: count,
  green: count.nullable(),
  yellow: count.nullable(),
  left: count,
  right: count,
  withoutData: count,
});

/** One row of the ledger: what a run did to one file of a user or of a group of settings. */
const ledgerRow = z.object({
  /** Number of the run that did it. */
  action: count,
  /** `user:12`, `setting:Pbx`. */
  owner: z.string(),
  /** Address of the user, name of the group. */
  name: z.string(),
  path: z.string(),
  /** SHA-256 before and after; null: there was none, there is none. */
  before: sha256.nullable(),
  /** Run that had written the file before; null: by hand, or nothing was there. */
  beforeAction: count.nullable(),
  after: sha256.nullable(),
});

const fate = z.object({
  /** Row in the list of V4. */
  row: count,
  email: z.string(),
  /** Address in Connect. */
  target: z.string().nullable(),
  color: z.enum(['green', 'yellow']).nullable(),
  what: z.enum(['imported', 'overwritten', 'kept', 'no-match', 'not-unique', 'no-data']),
});

const yellowDecision = z.strictObject({
  email: z.string().min(1),
  decision: z.enum(['keep', 'overwrite']).default('keep'),
  reason: z.string().min(1).optional(),
});
const unmatchedDecision = z.strictObject({
  email: z.string(),
  decision: z.enum(['fix', 'accept']),
  reason: z.string().min(1),
});
export const decisionsSchema = z.strictObject({
  yellow: z.array(yellowDecision).default([]),
  unmatched: z.array(unmatchedDecision).default([]),
});

/** `rehearsal.json`: what a rehearsal predicts. Everything in it is of a model. */
const rehearsalSchema = z.object({
  format: z.literal(REHEARSAL_FORMAT),
  model: text,
  inputs: z.object({
    v4: input,
    /** `contentHash` as in R-406: names, sizes and digests without times. */
    export: z.object({ contentHash: sha256, files: count }),
    recorded: input.nullable(),
    connectors: z.array(input),
  }),
  actions: z.array(z.object({ number: count, key: z.string(), kind: z.string() })),
  settings: z.array(
    z.object({
      action: count,
      groups: z.array(z.object({ group: z.string(), what: z.enum(SETTING_EFFECTS) })),
    }),
  ),
  connectors: z.array(
    z.object({
      action: count,
      round: count,
      connector: z.string(),
      totals: z.record(z.string(), z.unknown()),
    }),
  ),
  dialog: z.object({ hypothesis: z.string(), totals }),
  hypotheses: z.array(
    z.object({
      id: z.string(),
      comparison: z.enum(COMPARISONS),
      overview: z.enum(OVERVIEWS),
      totals,
    }),
  ),
  users: z.array(fate),
  decisions: z.object({ yellow: z.array(yellowDecision), unmatched: z.array(unmatchedDecision) }),
  ledger: z.array(ledgerRow),
  /** Whom a second import would overwrite. */
  again: z.object({ overwritten: z.array(z.string()) }),
  rules: z.array(z.looseObject({ id: z.string(), times: count, text })),
  assumptions: z.array(
    z.looseObject({ id: z.string(), value: z.string(), used: count, question: text }),
  ),
});

export type LedgerRow = z.output<typeof ledgerRow>;
export type RehearsedFate = z.output<typeof fate>;
export type Decisions = z.output<typeof decisionsSchema>;
export type Rehearsal = z.output<typeof rehearsalSchema>;

/** Reads `rehearsal.json`. Throws {@link Unreadable} naming the field that is wrong. */
export function parseRehearsal(content: string, file?: string): Rehearsal {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    json = undefined;
  }
  const parsed = rehearsalSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const column = issue?.path.join('.') ?? '';
  throw new Unreadable(
    finding(
      'rehearsal.unreadable',
      {
        de: 'Das ist keine `rehearsal.json` einer Probe.',
        en: 'This is not the `rehearsal.json` of a rehearsal.',
      },
      { ...(file === undefined ? {} : { file }), ...(column === '' ? {} : { column }) },
      { known: REHEARSAL_FORMAT },
    ),
  );
}

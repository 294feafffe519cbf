import { z } from 'zod';
import { RUN_STATUSES } from '../../core/parts.js';
import { TASK_STATUSES } from '../../core/task-status.js';
import { DIFFERENCES } from '../../engine/run-compare.js';
import { commandAnswer, count, evidenceRef, progress, run } from './views.js';
import { list, text } from './words.js';

const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const comparedRun = z
  .object({
    ...{ id: z.string(), customer: z.string(), kind: z.string(), from: run.from },
    ...{ status: z.enum(RUN_STATUSES), progress, version: z.string(), definition: z.string() },
  })
  .meta({ id: 'ComparedRun' });
const side = z.object({
  ...{ status: z.enum(TASK_STATUSES), attested: z.boolean(), off: z.boolean() },
  ...{ takenOver: z.boolean(), flags: z.record(z.string(), plain) },
  verdict: z.enum(['consistent', 'attested', 'contradicts']).nullable(),
  claim: z.enum(['known', 'unknown', 'none']),
  reasons: list(z.string()),
});
const comparedField = z.object({
  ...{ name: z.string(), label: text, differs: z.boolean(), a: z.unknown(), b: z.unknown() },
  words: z.object({ a: text.optional(), b: text.optional() }).optional(),
});
const row = z
  .object({
    ...{ id: z.string(), part: z.string(), title: text },
    is: z.enum(['same', 'differs', 'only-a', 'only-b']),
    ...{ a: side.nullable(), b: side.nullable(), differences: list(z.enum(DIFFERENCES)) },
    handedIn: z.object({
      fields: list(comparedField),
      evidence: z.object({ a: list(z.string()).nullable(), b: list(z.string()).nullable() }),
    }),
    values: list(z.object({ path: z.string(), a: plain, b: plain })),
  })
  .meta({ id: 'ComparedRow' });

/** What `run compare --json` gives. */
export const comparison = z
  .object({
    ...{ a: comparedRun, b: comparedRun, sameDefinition: z.boolean() },
    ...{ inputs: list(z.string()), outcomes: list(z.string()), rows: list(row) },
    counts: z.object({ same: count, differs: count, 'only-a': count, 'only-b': count }),
  })
  .meta({ id: 'RunComparison', description: 'Two runs of one sequence side by side' });

/** A claim of a what-if as it would be handed in. */
export const promotedClaim = z
  .object({
    ...{ step: z.string(), input: z.record(z.string(), z.unknown()), evidence: list(evidenceRef) },
    otherBasis: list(z.string()).meta({
      description: 'Steps it builds on whose results differ: it is checked on other facts now',
    }),
    before: z.boolean().meta({ description: 'It was handed in under this key before' }),
  })
  .meta({ id: 'PromotedClaim' });

export const promoted = z
  .object({ claim: promotedClaim, answer: commandAnswer })
  .meta({ id: 'Promoted' });

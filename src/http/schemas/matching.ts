import { z } from 'zod';
import { IMPORT_OUTCOMES, MATCH_OUTCOMES } from '../../connect/match-words.js';
import { TASK_STATUSES } from '../../core/task-status.js';
import { count } from './views.js';
import { list, reason, text } from './words.js';

const piece = z.object({ text: z.string(), differs: z.boolean(), codes: z.string().optional() });
const matchRow = z
  .object({
    row: count,
    email: z.string(),
    sid: z.string().nullable(),
    outcome: z.enum(MATCH_OUTCOMES),
    import: z.enum(IMPORT_OUTCOMES),
    target: z.object({ row: count, email: z.string() }).nullable(),
    why: text,
    explained: z
      .object({ source: list(piece), target: list(piece) })
      .optional()
      .meta({ description: 'Of a near miss: both addresses, cut where they differ' }),
    repair: z
      .object({ inTarget: z.string().nullable(), inSource: z.string().nullable(), advice: text })
      .optional()
      .meta({ description: 'Absent where the addresses are equal: what would make them so' }),
  })
  .meta({ id: 'MatchRow' });
const stored = { step: z.string(), title: text, digest: z.string() };
const totals = z.object({
  source: count,
  target: count,
  withData: count,
  outcomes: z.record(z.string(), count),
  import: z.record(z.string(), count),
  targetWithoutSource: count,
});

const compared = z.object({ ...stored, totals });

/** What `GET /api/runs/{run}/matching` gives: a window of the rows, and all that stands around them. */
export const matching = z
  .object({
    ...stored,
    comparisons: list(compared),
    totals,
    findings: list(reason),
    decisions: list(
      z.object({
        ...{ step: z.string(), title: text, status: z.enum(TASK_STATUSES), field: z.string() },
        ...{ label: text, options: list(z.object({ value: z.string(), text })) },
        about: list(z.string()),
      }),
    ),
    ...{ offset: count, matching: count, rows: list(matchRow) },
  })
  .meta({ id: 'Matching' });

/** Every comparison of a run, the newest of each step; empty before the first. */
export const comparisons = z.object({ items: list(compared) });

/** Users of the target that no source row names. */
export const freeRows = z.object({
  ...{ offset: count, matching: count },
  rows: list(z.object({ row: count, email: z.string() })),
});

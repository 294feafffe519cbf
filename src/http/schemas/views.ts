import { z } from 'zod';
import { instant, list, reason, text } from './words.js';

export const count = z.number().int();
export const progress = z.object({ done: count, total: count });

export const part = {
  name: z.string(),
  title: text,
  status: z.string(),
  state: z.string(),
  ...progress.shape,
  planned: z.object({ from: z.string().nullable(), until: z.string().nullable() }).optional(),
  due: instant.optional(),
};
export const milestone = z.object({
  step: z.string(),
  title: text,
  planned: z.string().nullable(),
  due: instant.optional(),
});
export const notBefore = z
  .string()
  .optional()
  .meta({ description: 'First day on which it can be done, YYYY-MM-DD, as was agreed' });
export const step = {
  id: z.string(),
  part: z.string(),
  kind: z.enum(['task', 'step']),
  title: text,
  status: z.string(),
  attested: z.boolean(),
  optional: z.boolean(),
  off: z.literal(true).optional(),
  cannotStartBecause: list(z.string()).optional(),
  takenOver: z.literal(true).optional(),
  cause: list(z.string()).optional(),
  waitingFor: z.object({ kind: z.string(), by: z.string().nullable() }).optional(),
  approval: text.optional().meta({ description: 'What is approved before the act' }),
  assignee: z.string().optional(),
  notBefore,
  pointOfNoReturn: z.boolean(),
  overwrites: z.boolean(),
  doers: list(z.string()),
};
export const run = {
  id: z.string(),
  projectId: z.string(),
  customer: z.string(),
  title: text,
  kind: z.string(),
  status: z.string(),
  paused: z.boolean(),
  revision: count,
  definition: z.object({ name: z.string(), version: z.string(), hash: z.string() }),
  clock: z.string().nullable(),
  head: z.object({ seq: count, hash: z.string() }),
  progress,
  next: list(z.string()),
  milestones: list(milestone),
  timers: list(z.object({ name: z.string(), title: text, dueAt: instant })),
  createdAt: instant,
  updatedAt: instant,
  from: z.object({ run: z.string(), seq: count, head: z.string() }).optional(),
};

export const runSummary = z
  .object({
    ...{ id: z.string(), projectId: z.string(), customer: z.string() },
    ...{ kind: z.string(), status: z.string(), revision: count, updatedAt: instant },
  })
  .meta({ id: 'RunSummary' });

/** One page; `next` is the cursor of the following one, null at the end. */
export const page = <S extends z.ZodType>(of: S) =>
  z.object({ items: list(of), next: z.string().nullable() });

const option = z.object({ value: z.string(), text });
const column = z.object({
  name: z.string(),
  label: text,
  input: z.string(),
  required: z.boolean(),
  needed: text
    .optional()
    .meta({ description: 'When an answer is needed, where it may stay empty otherwise' }),
  options: list(option).optional(),
});
const field = column.extend({
  secret: z.boolean(),
  default: z.unknown().optional().meta({ description: 'What counts where nothing is answered' }),
  example: z.string().optional(),
  suggested: z.string().optional(),
  limits: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
  columns: list(column).optional(),
  about: list(z.string()).optional(),
});
const statements = z.object({ right: text, wrong: list(text) });
const warning = z.object({ code: z.string(), text, statements: statements.optional() });

export const attemptView = z
  .object({
    number: count,
    status: z.string(),
    startedAt: instant,
    endedAt: z.string().nullable(),
    verdict: z.enum(['consistent', 'contradicts', 'cannot-read']).optional(),
    agrees: text
      .optional()
      .meta({ description: 'Of a verdict of agreement: what was compared with what' }),
    reasons: list(reason).optional(),
    error: z.object({ code: z.string(), text }).optional(),
  })
  .meta({ id: 'Attempt' });

export const task = {
  ...step,
  instruction: text,
  lines: list(count),
  warnings: list(warning),
  gaps: list(z.string()),
  undo: z.object({ possible: z.enum(['yes', 'partly', 'no']), how: text }),
  writes: z
    .literal(true)
    .optional()
    .meta({ description: 'Umstieg writes a file in it; otherwise it only reads and checks' }),
  about: z
    .enum(['report', 'audit'])
    .optional()
    .meta({ description: 'The page of the run that it is about' }),
  fields: list(field),
  evidence: z.object({ required: z.boolean(), what: text }).optional(),
  reads: list(z.object({ id: z.string(), title: text })),
  dependents: list(
    z.object({ id: z.string(), title: text, status: z.string(), mayStay: z.boolean() }),
  ).meta({
    description:
      'What becomes outdated, or is given up, once the step is done again with another result. mayStay: its claim may be named in `keep`',
  }),
  toDoNow: text.optional().meta({ description: 'Approved, and not yet proved to be carried out' }),
  attempts: list(attemptView),
};

export const claimView = z
  .object({
    input: z.record(z.string(), z.unknown()),
    evidence: list(z.string()),
    actor: z.string().nullable(),
  })
  .meta({ id: 'Claim', description: 'What was handed in last; secrets as their marks' });

/** The answer to a command; `workKey` finds the attempt it began. */
export const commandAnswer = z
  .object({
    run: z.string(),
    revision: count,
    step: z.string().optional(),
    status: z.string().optional(),
    workKey: z.string().optional(),
  })
  .meta({ id: 'Accepted' });

export const workProgress = z.object({ done: count, total: count, unit: z.string() });
export const attemptProgress = z
  .object({
    attempt: attemptView,
    progress: workProgress.nullable(),
  })
  .meta({ id: 'AttemptProgress' });

export const evidenceRef = z
  .object({ digest: z.string(), size: count, name: z.string() })
  .meta({ id: 'Evidence' });
export const evidenceView = evidenceRef
  .extend({ step: z.string() })
  .meta({ id: 'HandedInEvidence' });

const move = z.object({ machine: z.string(), from: z.string(), to: z.string() });

export const entryView = z
  .object({
    seq: count,
    at: instant,
    kind: z.string(),
    event: z.string(),
    step: z.string().nullable(),
    revision: count,
    moves: list(move),
    verdict: z.enum(['consistent', 'contradicts', 'cannot-read']).optional(),
    code: z.string().optional(),
    refusal: text.optional().meta({ description: 'The code in words' }),
    what: text,
    actor: z.string().nullable().meta({ description: '"?" when the name was erased' }),
    note: z.string().optional(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export const exactEntry = entryView
  .extend({
    body: z.string().meta({
      description:
        'Canonical JSON as it is stored: the hash is SHA-256 of a byte 0 and these bytes (docs/audit-format.md)',
    }),
  })
  .meta({ id: 'ExactAuditEntry' });

const change = z.object({
  ...{ what: z.string(), how: z.string(), machine: z.string(), name: z.string() },
  text,
});
const definitionName = z.object({ name: z.string(), version: z.string(), hash: z.string() });
export const definitionView = definitionName
  .extend({
    title: text.meta({ description: 'What is carried out: the title of its sequence' }),
    ...{ runs: count, current: z.boolean() },
  })
  .meta({ id: 'Definition' });
export const definitionDiff = z
  .object({
    ...{ from: definitionName, to: definitionName, same: z.boolean() },
    ...{ changes: list(change), textsOnly: list(z.string()) },
  })
  .meta({ id: 'DefinitionDiff' });
export const forecast = z
  .object({
    run: z.string(),
    customer: z.string(),
    from: z.string(),
    to: z.string(),
    verdict: z.enum(['moved', 'reopened', 'refused', 'left-alone']),
    canGoBack: z.boolean().meta({
      description: 'It moved, and nothing was done since: its move can be taken back',
    }),
    reasons: list(reason),
    notes: list(reason),
    moves: list(move),
    kept: list(z.string()),
    next: list(z.string()),
  })
  .meta({ id: 'Forecast' });

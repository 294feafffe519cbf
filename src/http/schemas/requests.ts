import { z } from 'zod';
import { IMPORT_OUTCOMES, MATCH_OUTCOMES } from '../../connect/match-words.js';
import { REPAIR_SIDES } from '../../connect/repair-sheet.js';
import { RUN_KINDS, RUN_STATUSES, WHAT_IF } from '../../core/parts.js';
import { ACTIONS, ROLES } from '../../access/rights.js';
import { isTimeZone } from '../../core/time-text.js';
import type { Scope } from '../../access/scope.js';
import { LANGUAGES } from '../../core/text.js';
import { ENTRY_KINDS } from '../../audit/entry.js';
import { mapping } from '../../engine/parse-mapping.js';

const json = z.json().meta({ id: 'Json' });
const word = z.string().max(4_000);
const reason = word.meta({ description: 'Why; the audit trail keeps a commitment to it' });

export const beginning = z.strictObject({ reason: reason.optional() });

const bytes = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).nullable();
export const quota = z.strictObject({
  projectBytes: bytes.meta({ description: 'Evidence of one project; null: no limit' }),
  installationBytes: bytes.meta({ description: 'Evidence of all projects; null: no limit' }),
  reason: reason.optional(),
});

export const paging = z.strictObject({
  after: z.string().max(200).optional().meta({ description: '`next` of the page before' }),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const runsQuery = paging.extend({
  project: z.string().max(100).optional(),
});

export const overviewQuery = paging.extend({
  after: z.string().max(1_000).optional(),
  q: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Part of a customer, an id, a person or a next step' }),
  kind: z.enum([...RUN_KINDS, WHAT_IF]).optional(),
  status: z.enum(RUN_STATUSES).optional(),
  alarm: z.enum(['any', 'problem', 'outdated', 'overdue', 'late', 'paused', 'unusable']).optional(),
  project: z.string().max(100).optional(),
  sort: z.enum(['activity', 'customer']).default('activity'),
});
/** `installation`, `partner:ID`, `customer:ID` or `project:ID` */
export const scope = z
  .string()
  .max(200)
  .regex(/^(installation|(partner|customer|project):[^\s:]+)$/)
  .transform((text) => text as Scope);

export const briefingQuery = z.strictObject({
  since: z.coerce
    .number()
    .int()
    .min(0)
    .or(z.iso.datetime({ offset: true }))
    .optional()
    .meta({
      description: 'Number of an entry or a time by the clock of the run; else your last visit',
    }),
});
export const visit = z.strictObject({ seq: z.number().int().min(0) });
export const inLanguage = z.strictObject({ lang: z.enum(LANGUAGES).optional() });
export const reportQuery = inLanguage.extend({
  zone: z
    .string()
    .max(64)
    .refine(isTimeZone, {
      error: 'Diese Zeitzone ist nicht bekannt / No time zone of that name is known',
    })
    .optional()
    .meta({
      description: 'IANA zone of all times, else the one of the project, else of the server',
    }),
});

const commaList = <V extends string>(values: readonly [V, ...V[]]) =>
  z
    .string()
    .max(500)
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(values)))
    .optional();
export const matchingQuery = z.strictObject({
  step: z.string().max(100).optional(),
  outcome: commaList(MATCH_OUTCOMES).meta({ description: 'One or several, with commas' }),
  import: commaList(IMPORT_OUTCOMES).meta({ description: 'One or several, with commas' }),
  q: z.string().max(200).optional().meta({ description: 'Part of an address on either side' }),
  offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const point = z.iso
  .datetime({ offset: true })
  .transform((at) => new Date(at))
  .optional();
export const entriesQuery = paging.extend({
  order: z.enum(['oldest', 'newest']).default('oldest'),
  kind: commaList(ENTRY_KINDS).meta({ description: 'One or several, with commas' }),
  step: z.string().max(300).optional(),
  person: z.string().max(300).optional().meta({ description: 'Part of the name of who acted' }),
  from: point.meta({ description: 'Not before, by the real clock' }),
  to: point.meta({ description: 'Before, by the real clock' }),
  q: z.string().max(200).optional().meta({ description: 'Words that all occur in what happened' }),
});
export const freeRowsQuery = matchingQuery.pick({ step: true, q: true, offset: true, limit: true });
export const repairQuery = inLanguage.extend({
  step: z.string().max(100).optional(),
  side: z.enum(REPAIR_SIDES).default('both').meta({
    description: 'target: change the directory or Connect; source: change V4 and export again',
  }),
});

export const newOperation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('verify'), key: z.string().max(200).optional() }),
  z.strictObject({ kind: z.literal('export'), handOver: z.strictObject({ reason }).optional() }),
]);

const off = z.array(z.string().max(100)).max(100).optional();
export const newProject = z.strictObject({
  customer: z.string().max(300),
  kind: z.enum(RUN_KINDS).default('live'),
  off,
  tenant: scope.optional().meta({ description: 'Partner or customer the project belongs to' }),
});
export const newRun = z.strictObject({ kind: z.enum(RUN_KINDS), off });

export const claim = z.strictObject({
  set: z.record(z.string().max(100), json).meta({ description: 'Fields of the step by name' }),
  evidence: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .max(50)
    .default([])
    .meta({ description: 'Digests of files that were uploaded to this run' }),
});
export const reasoned = z.strictObject({ reason });
export const approval = z.strictObject({ reason: reason.optional() });
export const redo = z.strictObject({ reason, keep: z.array(z.string()).max(200).default([]) });
export const assignment = z.strictObject({ to: z.string().max(300) });
export const note = z.strictObject({
  text: word.meta({ description: 'The audit trail keeps a commitment to it' }),
});
export const switching = z.strictObject({ on: z.boolean(), reason });
const when = z.string().max(50).nullable().meta({
  description: 'ISO 8601 with zone; null takes the date back',
});
export const plan = z.strictObject({
  parts: z
    .record(z.string().max(100), z.strictObject({ from: when, until: when }).nullable())
    .default({})
    .meta({ description: 'When parts are to begin and to end, by name; others keep their dates' }),
  steps: z
    .record(z.string().max(100), when)
    .default({})
    .meta({ description: 'When milestones are to be, by step; others keep their dates' }),
});
export const signal = z.strictObject({ type: z.string().max(200) });
export const advance = z.strictObject({
  duration: z
    .string()
    .max(50)
    .meta({ description: 'ISO 8601, for example P7D; drills and rehearsals only' }),
});
export const clock = z.strictObject({ at: z.string().max(50) });

export const draft = z.strictObject({
  acknowledged: z.array(z.string().max(100)).max(100),
  values: z.record(z.string().max(100), json),
  evidence: z.array(z.string().max(200)).max(50).optional(),
  key: z.string().max(300).optional(),
});

const steps = z.array(z.string().max(100)).max(200).default([]);
export const whatIf = z
  .strictObject({
    at: steps.meta({ description: 'It stands at these steps: they and what follows are open' }),
    without: steps.meta({ description: 'Only the results of these steps are left out' }),
  })
  .refine(({ at, without }) => at.length === 0 || without.length === 0, {
    message: 'at and without exclude each other',
  });
export const comparisonQuery = z.strictObject({
  with: z.string().max(100).meta({ description: 'The other run' }),
});
export const promotionQuery = z.strictObject({
  from: z.string().max(100).meta({ description: 'The what-if' }),
});
export const promotion = promotionQuery.extend({ reason });

export const migration = z.strictObject({
  to: z.string().max(100),
  reason,
  mapping: mapping.optional(),
});
export const diffQuery = z.strictObject({ from: z.string().max(100), to: z.string().max(100) });
export const forecastQuery = z.strictObject({ to: z.string().max(100) });
export const upload = z.strictObject({ name: z.string().min(1).max(300) });

const name = z.string().max(300);
export const practiceQuery = z.strictObject({ step: z.string().max(200).optional() });

const password = z.string().max(1_000).meta({ description: '15 to 256 characters' });
const token = z.string().max(200).meta({ description: 'What stands behind # in the link' });
export const signIn = z.strictObject({ name, password });
export const newPassword = z.strictObject({ password, newPassword: password });
export const link = z.strictObject({ token });
export const accept = z.strictObject({ token, password, name: name.optional() });
export const providerSignIn = z.strictObject({ invitation: token.optional() });
export const providerAnswer = z.strictObject({
  query: z.string().max(8_000).meta({ description: 'All that stood behind ? when it came back' }),
});
export const grant = z.strictObject({ role: z.enum(ROLES), scope });
export const invitation = grant.extend({ name });
export const tenantsQuery = z.strictObject({
  may: z
    .enum(ACTIONS)
    .optional()
    .meta({ description: 'Only where you may do this; the installation can be among them' }),
});
export const newTenant = z.strictObject({
  kind: z.enum(['partner', 'customer']),
  name,
  parent: scope.optional().meta({ description: 'The partner of a customer' }),
});
export const placed = z.strictObject({ tenant: scope });

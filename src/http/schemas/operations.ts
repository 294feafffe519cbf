import { z } from 'zod';
import { OPERATION_STATUSES } from '../../engine/operation-record.js';
import { count } from './views.js';
import { instant, list, reason, text } from './words.js';

const auditVerdict = z
  .object({
    ...{ ok: z.boolean(), run: z.string(), head: z.string().nullable() },
    ...{ entries: count, checkpoints: count, evidence: count, erased: count },
    signers: list(
      z.object({
        instance: z.string(),
        fingerprint: z.string(),
        ...{ from: count, to: count.nullable() },
      }),
    ),
    findings: list(reason).meta({ description: 'The first names the first bad entry' }),
  })
  .meta({ id: 'AuditVerdict' });
const sealedBundle = z
  .object({ digest: z.string(), entries: count, head: z.string(), signer: z.string() })
  .meta({ id: 'SealedBundle' });
export const operationResult = z.union([auditVerdict, sealedBundle]).nullable();

/** One piece of long work. */
export const operation = z
  .object({
    ...{ id: z.string(), run: z.string(), kind: z.string(), by: z.string() },
    status: z.enum(OPERATION_STATUSES),
    askedAt: instant,
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    progress: z
      .object({
        ...{ done: count, total: count, unit: z.string() },
        rate: z.number().meta({ description: 'Units a second so far' }),
        remainingMs: count,
      })
      .nullable(),
    result: operationResult.meta({ description: 'What it came to; null before it is done' }),
    file: z.string().nullable().meta({ description: 'Name of the file it made; see …/result' }),
    problem: z.object({ code: z.string(), text }).nullable(),
  })
  .meta({
    id: 'Operation',
    description:
      'interrupted: the server ended in the middle, nothing half is left; the same key begins it again',
  });
export const operations = z.object({ items: list(operation), next: z.null() });

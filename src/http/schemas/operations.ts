import { z } from 'zod';
import { OPERATION_STATUSES } from '../../engine/operation-record.js';
import { count } from './views.js';
import { instant, list, text } from './words.js';

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
    result: z.unknown().meta({ description: 'What it came to; null before it is done' }),
    file: z.string().nullable().meta({ description: 'Name of the file it made; see …/result' }),
    problem: z.object({ code: z.string(), text }).nullable(),
  })
  .meta({
    id: 'Operation',
    description:
      'interrupted: the server ended in the middle, nothing half is left; the same key begins it again',
  });
export const operations = z.object({ items: list(operation), next: z.null() });

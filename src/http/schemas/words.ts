import { z } from 'zod';

/** Arrays of views are read-only. */
export const list = <S extends z.ZodType>(of: S) => z.array(of).readonly();

export const text = z.object({ de: z.string(), en: z.string() }).meta({
  id: 'Text',
  description: 'One sentence in German and in English.',
});
export const instant = z.string().meta({ description: 'ISO 8601, UTC' });

const place = z.object({
  file: z.string().optional(),
  row: z.number().optional(),
  column: z.string().optional(),
});
export const reason = z
  .object({
    code: z.string(),
    text,
    place: place.optional(),
    claimed: z.string().optional(),
    known: z.string().optional(),
    isMinimum: z.literal(true).optional(),
    words: z.object({ claimed: text.optional(), known: text.optional() }).optional(),
  })
  .meta({ id: 'Reason' });

/** RFC 9457, with the stable code of Umstieg. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string(),
    expected: list(z.string()).optional(),
    place: place.optional(),
    errors: list(
      z.object({
        field: z.string(),
        row: z.number().int().optional(),
        column: z.string().optional(),
        text: z.string(),
      }),
    ).optional(),
    revision: z.number().int().optional(),
    concerns: z.boolean().optional(),
    changes: list(
      z.object({
        seq: z.number().int(),
        at: instant,
        event: z.string(),
        step: z.string().nullable(),
        what: text,
        concerns: z.boolean(),
      }),
    ).optional(),
  })
  .meta({
    id: 'Problem',
    description:
      'RFC 9457; errors: what is wrong with a form, field by field; changes: what happened since the named revision; concerns: whether it concerns the step of the request, or more happened than is told',
  });

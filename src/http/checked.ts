import { Body, Query, type PipeTransform } from '@nestjs/common';
import type { z } from 'zod';
import { unbounded } from '../core/bounded.js';
import { RequestError } from '../core/errors.js';
import { issueText } from '../core/issue-text.js';

/** Reads what was sent by its shape. The document of the API finds the shape here. */
export class Checked<S extends z.ZodType> implements PipeTransform<unknown, z.output<S>> {
  constructor(readonly schema: S) {}

  /** @throws RequestError input.invalid that names the first field */
  transform(value: unknown): z.output<S> {
    const tooMuch = unbounded(value);
    if (tooMuch) throw invalid('', tooMuch.de, tooMuch.en);
    const parsed = this.schema.safeParse(value ?? {}, { reportInput: true });
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    if (!issue) throw parsed.error;
    const { de, en } = issueText(issue);
    throw invalid(issue.path.join('.'), de, en);
  }
}

export const Sent = (schema: z.ZodType) => Body(new Checked(schema));
export const Searched = (schema: z.ZodType) => Query(new Checked(schema));

function invalid(column: string, de: string, en: string): RequestError {
  const what =
    column === ''
      ? { de: 'Die Anfrage', en: 'The request' }
      : { de: `Die Angabe „${column}“`, en: `The value "${column}"` };
  return new RequestError(
    'input.invalid',
    {
      de: `${what.de} passt nicht: ${de}. Was erwartet wird, steht in /api/openapi.json.`,
      en: `${what.en} does not fit: ${en}. What is expected stands in /api/openapi.json.`,
    },
    column === '' ? {} : { place: { column } },
  );
}

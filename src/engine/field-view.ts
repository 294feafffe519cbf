import type { z } from 'zod';
import { fieldMeta } from '../core/fields.js';
import { columnsOf } from '../core/row-columns.js';
import type { StepSpec } from '../core/step.js';
import type { FieldView } from './views.js';

/** The form of a step as faces show it. */
export function fieldsOf(spec: StepSpec): FieldView[] {
  return Object.entries(spec.form?.shape ?? {}).map(([name, schema]) => {
    const meta = fieldMeta(schema as z.ZodType);
    return {
      name,
      label: meta?.label ?? { de: name, en: name },
      input: meta?.input ?? 'text',
      required: isRequired(schema as z.ZodType),
      secret: meta?.privacy === 'secret',
      ...(meta?.options ? { options: meta.options } : {}),
      ...(meta?.example ? { example: meta.example } : {}),
      ...(meta?.row
        ? { columns: columnsOf(meta.row).map(({ schema: _own, ...column }) => column) }
        : {}),
    };
  });
}

function isRequired(schema: z.ZodType): boolean {
  return !schema.safeParse(undefined).success;
}

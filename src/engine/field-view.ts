import type { z } from 'zod';
import { fieldMeta, type FieldInput } from '../core/fields.js';
import type { StepSpec } from '../core/step.js';
import type { ColumnView, FieldView } from './views.js';

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
      ...(meta?.row ? { columns: columnsOf(meta.row) } : {}),
    };
  });
}

function columnsOf(row: z.ZodObject): ColumnView[] {
  return Object.entries(row.shape).map(([name, schema]) => {
    const meta = fieldMeta(schema as z.ZodType);
    return {
      name,
      input: meta?.input ?? plainInput(schema as z.ZodType),
      required: isRequired(schema as z.ZodType),
      ...(meta?.options ? { options: meta.options } : {}),
    };
  });
}

function isRequired(schema: z.ZodType): boolean {
  return !schema.safeParse(undefined).success;
}

/** How a column without words of its own is filled in. */
function plainInput(schema: z.ZodType): FieldInput {
  const { type, innerType } = schema.def as { type: string; innerType?: z.ZodType };
  if (innerType) return plainInput(innerType);
  return type === 'boolean' ? 'flag' : type === 'number' ? 'number' : 'text';
}

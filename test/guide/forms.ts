import 'reflect-metadata';
import type { z } from 'zod';
import { fieldMeta, type FieldMeta } from '../../src/core/fields.js';
import { columnsOf, rowOf, type Column } from '../../src/core/row-columns.js';
import type { StepSpec } from '../../src/core/step.js';
import { STEP_KEY } from '../../src/steps/step.decorator.js';
import { ALL_STEPS } from '../../src/steps/index.js';

export interface FormField {
  readonly name: string;
  readonly meta: FieldMeta;
  readonly columns: readonly Column[];
}

const specs = new Map(
  ALL_STEPS.map((type) => {
    const spec = Reflect.getMetadata(STEP_KEY, type) as StepSpec;
    return [spec.id, spec];
  }),
);

/** The fields of a step in the order they are asked. */
export function fieldsOf(step: string): FormField[] {
  const shape = (specs.get(step)?.form?.shape ?? {}) as Record<string, z.ZodType>;
  return Object.entries(shape).flatMap(([name, schema]) => {
    const meta = fieldMeta(schema);
    const row = rowOf(schema);
    return meta ? [{ name, meta, columns: row ? columnsOf(row) : [] }] : [];
  });
}

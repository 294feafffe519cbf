import { z } from 'zod';
import { fieldMeta } from '../core/fields.js';
import { neededWhen } from '../core/needed.js';
import { columnsOf } from '../core/row-columns.js';
import type { StepSpec } from '../core/step.js';
import type { FieldLimits, FieldView } from './views.js';

const known = new WeakMap<StepSpec, readonly FieldView[]>();

/** The form of a step as faces show it. */
export function fieldsOf(spec: StepSpec): readonly FieldView[] {
  const fields = known.get(spec) ?? read(spec);
  known.set(spec, fields);
  return fields;
}

/** The same in one project: with what of it is offered as an answer. */
export function fieldsIn(spec: StepSpec, project: { readonly customer: string }): FieldView[] {
  return fieldsOf(spec).map((field) => {
    const suggest = fieldMeta(spec.form?.shape[field.name] as z.ZodType)?.suggest;
    return suggest ? { ...field, suggested: project[suggest] } : field;
  });
}

function read(spec: StepSpec): FieldView[] {
  return Object.entries(spec.form?.shape ?? {}).map(([name, schema]) => {
    const meta = fieldMeta(schema as z.ZodType);
    const when = neededWhen(schema as z.ZodType);
    return {
      name,
      label: meta?.label ?? { de: name, en: name },
      input: meta?.input ?? 'text',
      ...ofNothing(schema as z.ZodType),
      ...(when ? { needed: when } : {}),
      secret: meta?.privacy === 'secret',
      ...(meta?.options ? { options: meta.options } : {}),
      ...(meta?.example ? { example: meta.example } : {}),
      ...limitsOf(schema as z.ZodType),
      ...(meta?.row
        ? { columns: columnsOf(meta.row).map(({ schema: _own, ...column }) => column) }
        : {}),
      ...(meta?.about ? { about: meta.about } : {}),
    };
  });
}

/** What becomes of no answer: it is refused, or it stands for one that the schema gives. */
function ofNothing(schema: z.ZodType): Pick<FieldView, 'required' | 'default'> {
  const { success, data } = schema.safeParse(undefined);
  return { required: !success, ...(data === undefined ? {} : { default: data }) };
}

/** The bounds a schema states, by the names JSON Schema has for them. */
function limitsOf(schema: z.ZodType): { limits?: FieldLimits } {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems } = z.toJSONSchema(schema, {
    ...{ io: 'output', unrepresentable: 'any' },
  });
  const min = minLength ?? minimum ?? minItems;
  const max = maxLength ?? maximum ?? maxItems;
  if (min === undefined && max === undefined) return {};
  return {
    limits: { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) },
  };
}

import type { z } from 'zod';
import { cellLabel, fieldMeta } from './fields.js';
import { neededWhen } from './needed.js';
import { optionsOf, type Option } from './options.js';
import type { Text } from './text.js';

/** One column of a table, as far as its schema says. */
export interface Column {
  readonly name: string;
  /** Its name where the schema says nothing better. */
  readonly label: Text;
  readonly input: 'text' | 'number' | 'flag' | 'choice';
  readonly required: boolean;
  /** When an answer is needed, where it may stay empty otherwise. */
  readonly needed?: Text;
  readonly options?: readonly Option[];
  readonly schema: z.ZodType;
}

/** The schema of one row of a table field; undefined when the field is no table. */
export function rowOf(table: z.ZodType): z.ZodObject | undefined {
  const inner = innermost(table);
  const { element } = inner.def as { element?: z.ZodType };
  return element?.def.type === 'object' ? (element as z.ZodObject) : undefined;
}

/** The columns of a table's row, in the order of its schema. */
export function columnsOf(row: z.ZodObject): readonly Column[] {
  return Object.entries(row.shape as Record<string, z.ZodType>).map(([name, schema]) => {
    const inner = innermost(schema);
    const when = neededWhen(schema);
    const options = fieldMeta(schema)?.options ?? plainOptions(inner);
    return {
      name,
      label: cellLabel(schema) ?? { de: name, en: name },
      input: options ? 'choice' : inputOf(inner.def.type),
      required: !schema.safeParse(undefined).success,
      ...(when ? { needed: when } : {}),
      ...(options ? { options } : {}),
      schema,
    };
  });
}

/** The values of an enumeration without words. */
function plainOptions(schema: z.ZodType): readonly Option[] | undefined {
  const [first, ...rest] = (schema as { options?: readonly string[] }).options ?? [];
  return schema.def.type === 'enum' && first !== undefined
    ? optionsOf([first, ...rest], {})
    : undefined;
}

function inputOf(type: string): Column['input'] {
  if (type === 'boolean') return 'flag';
  return type === 'number' ? 'number' : 'text';
}

/** What is left without optional, default and preprocessing. */
function innermost(schema: z.ZodType): z.ZodType {
  const def = schema.def as { innerType?: z.ZodType; in?: z.ZodType; out?: z.ZodType };
  const inner = def.innerType ?? (def.in?.def.type === 'transform' ? def.out : def.in);
  return inner ? innermost(inner) : schema;
}

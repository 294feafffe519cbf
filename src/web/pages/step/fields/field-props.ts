import type { FormProblem } from '../form-problems.js';
import type { Field, Value } from '../shapes.js';

/** What every field of a form is given. */
export interface FieldProps<V extends Value = Value> {
  readonly field: Field;
  readonly value: V | undefined;
  readonly onChange: (value: Value) => void;
  /** What is wrong with it, of a table perhaps several things. */
  readonly problems: readonly FormProblem[];
}

/** Where a link to the field leads. */
export const fieldId = (name: string): string => `field-${name}`;

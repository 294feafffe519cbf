import type { Type } from '@nestjs/common';
import type { StepId } from '../core/parts.js';
import type { StepSpec, WarningStatements } from '../core/step.js';
import type { Summarize } from '../core/summary.js';
import type { Text } from '../core/text.js';
import type { DefinitionJson } from '../machines/definition.js';
import { STEP_KEY } from '../steps/step.decorator.js';
import type { Mapping } from '../machines/mapping.js';

/**
 * A sequence as one value: all that engine and faces ever learn of it. The composition root hands it in
 * (`src/documented-sequence.ts` is the documented one).
 */
export interface Sequence {
  readonly definition: DefinitionJson;
  /** Classes marked with `@Step`, one a row. */
  readonly steps: readonly Type[];
  /** What is carried out, as it stands below the customer's name. */
  readonly title: Text;
  /** Title of each part of the definition. */
  readonly partTitles: Readonly<Record<string, Text>>;
  /** Words for timers and signals by name; one without words shows its name. */
  readonly eventTitles?: Readonly<Record<string, Text>>;
  /** Words for states beside the way that are no step, by name; others are called after the signal that leads there. */
  readonly stateTitles?: Readonly<Record<string, Text>>;
  /** Words for what a guard compares, by `STEP.flag=value`; without words the names themselves. */
  readonly factTitles?: Readonly<Record<string, Text>>;
  /** Words for what a step computed, by `STEP.path` in its result; without words it is not shown (step-result.ts). */
  readonly resultTitles?: Readonly<Record<string, Text>>;
  /** Text of each warning the steps name, by code. */
  readonly warnings: Readonly<Record<string, Text>>;
  /** Rules about order, by the names that states and gates mention (`meta.rules`). */
  readonly rules?: Readonly<Record<string, Text>>;
  /** Sentences a person picks from to acknowledge a warning, by its code. */
  readonly statements?: Readonly<Record<string, WarningStatements>>;
  /** Steps with a planned date of their own, beside those of the parts. */
  readonly milestones?: readonly StepId[];
  readonly summarize?: Summarize;
  /** How runs move from earlier versions of the definition to this one, where names differ. */
  readonly mappings?: readonly Mapping[];
}

/** Under this token the registry is given its sequence. */
export const SEQUENCE = Symbol('sequence');

/** What the decorator of each step says, by id, in the order of the sequence. */
export function specsOf(sequence: Sequence): ReadonlyMap<string, StepSpec> {
  const specs = sequence.steps.map((type) => Reflect.getMetadata(STEP_KEY, type) as StepSpec);
  return new Map(specs.map((spec) => [spec.id, spec]));
}

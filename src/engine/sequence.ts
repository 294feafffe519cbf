import type { Type } from '@nestjs/common';
import type { Summarize } from '../core/summary.js';
import type { Text } from '../core/text.js';
import type { DefinitionJson } from '../machines/definition.js';

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
  /** Text of each warning the steps name, by code. */
  readonly warnings: Readonly<Record<string, Text>>;
  readonly summarize?: Summarize;
}

/** Under this token the registry is given its sequence. */
export const SEQUENCE = Symbol('sequence');

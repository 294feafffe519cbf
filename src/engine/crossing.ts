import type { Mapping } from '../machines/mapping.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { RunState } from './run-state.js';
import type { TraitsOf } from './step-traits.js';

/** What moving a run to another definition starts from. */
export interface Crossing {
  readonly state: RunState;
  readonly from: CompiledDefinition;
  readonly to: CompiledDefinition;
  readonly mapping: Mapping;
  readonly traits: TraitsOf;
  readonly now: Date;
  /** Attempts whose owner is alive. */
  readonly busy: ReadonlySet<string>;
  /** Parts that stay where they are: nothing about them is another than before. */
  readonly untouched?: ReadonlySet<string>;
}

import type { Text } from '../core/text.js';

/** One difference between two definitions, in words. */
export interface DefinitionChange {
  readonly what: 'part' | 'state' | 'transition' | 'guard' | 'action' | 'step';
  readonly how: 'added' | 'removed' | 'renamed' | 'changed';
  /** The machine: a part, `root` or `task`; of a new one its new name. */
  readonly machine: string;
  /** Path of the state, or id of the step. */
  readonly name: string;
  readonly text: Text;
}

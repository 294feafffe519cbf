import type { Dependent } from '../engine/views.js';
import { stepName } from './acted-lines.js';
import type { Screen } from './screen.js';

/** What becomes outdated once a step is done again with another result; nothing where nothing rests on it. */
export function dependentLines(dependents: readonly Dependent[], screen: Screen): string[] {
  if (dependents.length === 0) return [];
  return [
    '',
    screen.pick(
      'Das baut hierauf auf und veraltet, wenn etwas anderes herauskommt:',
      'This builds on it and becomes outdated if something else comes out:',
    ),
    ...dependents.map((step) => `  ${stepName(step, screen)}`),
  ];
}

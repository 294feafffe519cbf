import type { ChecklistStep } from '../../api/shapes.js';
import { useSay } from '../../app/language.js';

type Missing = NonNullable<ChecklistStep['missing']>[number];

/** A step by its number, as people call it; a part by its title, since it has no number. */
export function useMissingName(): (missing: Missing) => string {
  const say = useSay();
  return ({ kind, id, title }) => (kind === 'part' ? say(title) : id);
}

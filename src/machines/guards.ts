import { isSettled, type TaskStatus } from '../core/task-status.js';
import type { Plain } from '../core/outcome.js';
import type { Guard } from './kinds.js';

/** What guards may read. Injected as machine context at each decision and never stored with a snapshot. */
export interface View {
  readonly tasks: Readonly<Record<string, TaskStatus>>;
  readonly flags: Readonly<Record<string, Readonly<Record<string, Plain>>>>;
  readonly parts: Readonly<Record<string, string>>;
}

/** Evaluates one guard of the fixed vocabulary. Throws on an unknown type: a definition newer than the program. */
export function holds(guard: Guard, view: View): boolean {
  const p = guard.params;
  switch (guard.type) {
    case 'settled':
      return (p['steps'] as readonly string[]).every((s) => isSettled(view.tasks[s]));
    case 'fact':
      return view.flags[p['step'] as string]?.[p['name'] as string] === p['is'];
    case 'parts':
      return (p['parts'] as readonly string[]).every((name) =>
        (p['in'] as readonly string[]).includes(view.parts[name] ?? ''),
      );
    case 'all':
      return (p['guards'] as readonly Guard[]).every((g) => holds(g, view));
    case 'any':
      return (p['guards'] as readonly Guard[]).some((g) => holds(g, view));
    case 'not':
      return !holds(p['guard'] as Guard, view);
    default:
      throw new Error(`unknown guard "${(guard as { type: string }).type}"`);
  }
}

/** Steps a guard names, for "cannot start because". */
export function stepsNamed(guard: Guard): readonly string[] {
  const p = guard.params;
  if (guard.type === 'settled') return p['steps'] as readonly string[];
  if (guard.type === 'fact') return [p['step'] as string];
  if (guard.type === 'not') return stepsNamed(p['guard'] as Guard);
  if (guard.type === 'all' || guard.type === 'any') {
    return (p['guards'] as readonly Guard[]).flatMap(stepsNamed);
  }
  return [];
}

/** Parts a guard waits for as a whole. */
export function partsNamed(guard: Guard): readonly string[] {
  const p = guard.params;
  if (guard.type === 'parts') return p['parts'] as readonly string[];
  if (guard.type === 'not') return partsNamed(p['guard'] as Guard);
  if (guard.type === 'all' || guard.type === 'any')
    return (p['guards'] as readonly Guard[]).flatMap(partsNamed);
  return [];
}

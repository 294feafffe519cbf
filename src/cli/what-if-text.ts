import type { RunView } from '../engine/views.js';
import type { Screen } from './screen.js';
import { wrapped } from './typography.js';

/** Of a what-if: that it is one, of which run, and that it never counts. */
export function whatIfLines({ from }: RunView, screen: Screen, indent = '  '): string[] {
  if (!from) return [];
  const text = screen.pick(
    `Was-wäre-wenn von ${from.run} (Eintrag ${from.seq}): ein Gedankenspiel, gilt nie als echter Lauf. Vergleichen: umstieg run compare`,
    `What-if of ${from.run} (entry ${from.seq}): a model, never counts as a live run. Compare: umstieg run compare`,
  );
  return wrapped(text, screen.width, indent, indent).map((line) => screen.paint('magenta', line));
}

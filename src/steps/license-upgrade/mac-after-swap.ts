import type { StepContext } from '../../core/step.js';

/**
 * The MAC address that is registered after a completed exchange: finished under R-207, or completed before the project
 * began. Undefined when there was none. That it is the one to enter is implied, not said, by the manual (D2).
 */
export function macAfterSwap(context: Pick<StepContext, 'fact'>): string | undefined {
  const finished = context.fact('R-207');
  if (finished) return finished.newMac;
  const history = context.fact('R-105');
  return history?.macSwap === 'completed' ? history.macAfterSwap : undefined;
}

import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { reason } from '../verdicts.js';

/** The guard of the machine once more (O9): no generation during an exchange or after a license exchange. */
export function swapProblem(context: Pick<StepContext, 'fact'>): Reason | undefined {
  const history = context.fact('R-105');
  if (history?.macSwap === 'started' && !context.fact('R-207')) {
    return reason(
      'mac-swap.running',
      'Ein MAC-Tausch läuft noch. Schließen Sie ihn zuerst ab.',
      'A MAC exchange is still under way. Finish it first.',
    );
  }
  if (history?.licenseSwap !== 'yes') return undefined;
  return reason(
    'license.swapped',
    'Die alten Lizenzen wurden getauscht. Hier hilft nur der Support von C4B.',
    'The old licenses were exchanged. Only C4B support can help.',
  );
}

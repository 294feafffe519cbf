import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { reason } from '../verdicts.js';

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

/** What Umstieg already knows about the two servers and speaks against this address. */
export function againstProject(mac: string, context: Pick<StepContext, 'fact'>): Reason[] {
  const swapped = macAfterSwap(context);
  if (swapped) {
    return swapped === mac
      ? []
      : [
          reason(
            'mac.before-swap',
            'Nach dem MAC-Tausch gilt die Adresse danach (Annahme).',
            'After the MAC exchange the address after it counts (assumption).',
            {
              claimed: mac,
              known: swapped,
            },
          ),
        ];
  }
  const newMacs = context.fact('R-203')?.macs ?? [];
  if (!newMacs.includes(mac)) return [];
  return [
    reason(
      'mac.is-target',
      'Das ist die MAC-Adresse des neuen Servers.',
      'This is the MAC address of the new server.',
      {
        claimed: mac,
        known: newMacs.join(', '),
      },
    ),
  ];
}

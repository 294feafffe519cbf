import type { Outcome } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Users in scope against users the licenses serve. */
    'R-312': { needed: number; delivered: number };
  }
}

@Step({
  id: 'R-312',
  part: 'license-upgrade',
  kind: 'step',
  title: { de: 'Lizenzen mit Benutzern vergleichen', en: 'Compare licenses with users' },
  instruction: {
    de: 'Umstieg vergleicht die Zahl der Benutzer mit den gelieferten Lizenzen. Reichen sie nicht, verteilt Connect sie nach einem festen Schema.',
    en: 'Umstieg compares the number of users with the licenses delivered. If there are too few, Connect assigns them by a fixed scheme.',
  },
  lines: [],
  optional: true,
  sources: ['LIC9'],
  reads: ['R-106', 'R-308', 'R-311'],
  agrees: {
    de: 'Die Lizenzen aus R-308 reichen für die Benutzer aus R-106.',
    en: 'The licenses of R-308 are enough for the users of R-106.',
  },
  undo: {
    possible: 'yes',
    how: {
      de: 'Lizenzen nachbestellen, Vergleich wiederholen.',
      en: 'Order more licenses, repeat the comparison.',
    },
  },
})
export class CompareLicenses extends ComputedStep {
  protected compute(_input: Record<string, unknown>, context: StepContext): Outcome {
    const needed = context.fact('R-106')?.users;
    const delivered = context.fact('R-308')?.userLicenses;
    if (needed === undefined || delivered === undefined) {
      return cannotRead(
        { needed: needed ?? 0, delivered: delivered ?? 0 },
        reason(
          'license.numbers-missing',
          'Zahl der Benutzer oder der Lizenzen fehlt.',
          'The number of users or of licenses is missing.',
        ),
      );
    }
    if (needed <= delivered) return consistent({ needed, delivered });
    return contradicts(
      reason(
        'license.short',
        `Es fehlen ${needed - delivered} Lizenzen: ${needed} Benutzer, ${delivered} Lizenzen.`,
        `${needed - delivered} licenses are missing: ${needed} users, ${delivered} licenses.`,
        { claimed: String(delivered), known: String(needed) },
      ),
    );
  }
}

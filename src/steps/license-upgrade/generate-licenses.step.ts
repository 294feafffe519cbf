import type { z } from 'zod';
import { form, list, text } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { emailProblem } from '../../connect/email.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';
import { domainOf, domainProblem } from './delivery-domain.js';
import { swapProblem } from './running-swap.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Where the licenses are sent (manual line 55). */
    'R-309': { deliveryAddresses: string[] };
  }
}

const input = form({
  deliveryAddresses: list(
    { de: 'Lizenzen gehen an (E-Mail)', en: 'Licenses are sent to (e-mail)' },
    { min: 1 },
  ),
  domainConfirmed: needed(
    text({
      de: 'Nur bei Rückfrage: Domain noch einmal',
      en: 'Only when asked: the domain again',
    }).optional(),
    IN_THAT_CASE,
  ),
  noWayBack: choice({ de: 'Nach dem Klick gibt es', en: 'After the click there is' }, [
    'kein-zurueck',
    'ein-zurueck',
  ]),
}).superRefine(({ deliveryAddresses }, ctx) => {
  for (const address of deliveryAddresses) {
    const problem = emailProblem(address);
    if (problem) {
      ctx.addIssue({
        code: 'custom',
        path: ['deliveryAddresses'],
        message: `${address}: ${problem}`,
      });
    }
  }
});

@Step({
  id: 'R-309',
  part: 'license-upgrade',
  kind: 'task',
  title: { de: 'Lizenzen erzeugen und zustellen', en: 'Generate and deliver the licenses' },
  instruction: {
    de: 'Vor der Freigabe nicht klicken. Tragen Sie hier zuerst die Empfänger ein; dann prüft eine zweite Person alles und gibt frei. Erst nach der Freigabe setzen Sie im Portal das Häkchen zur Richtigkeit und klicken einmal auf `Lizenzen generieren und zustellen`. Das lässt sich nicht zurücknehmen.',
    en: 'Do not click before the approval. First enter the recipients here; then a second person checks everything and approves. Only after the approval set the tick for correctness in the portal and click `Lizenzen generieren und zustellen` once. This cannot be undone.',
  },
  lines: [55],
  warnings: ['W-06'],
  form: input,
  reads: ['R-101', 'R-105', 'R-207', 'R-304', 'R-305', 'R-306', 'R-307', 'R-308'],
  agrees: {
    de: 'Jede Empfängeradresse hat eine Domain, die in R-101 steht oder die Sie noch einmal eingetragen haben.',
    en: 'Every recipient has a domain that stands in R-101 or that you entered again.',
  },
  undo: {
    possible: 'no',
    how: {
      de: 'Nur C4B kann helfen. Nie ein zweites Mal klicken.',
      en: 'Only C4B can help. Never click a second time.',
    },
  },
  hard: true,
  onceApproved: {
    approval: { de: 'Freigabe vor dem Klick', en: 'Approval before the click' },
    now: {
      de: 'Freigegeben. Jetzt setzen Sie im Portal das Häkchen zur Richtigkeit und klicken genau einmal auf `Lizenzen generieren und zustellen`. Haben Sie schon geklickt, klicken Sie nicht noch einmal.',
      en: 'Approved. Now set the tick for correctness in the portal and click `Lizenzen generieren und zustellen` exactly once. If you have clicked already, do not click again.',
    },
    until: 'R-310',
  },
  neverWaive: true,
})
export class GenerateLicenses implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>, context: StepContext): Outcome {
    const swap = swapProblem(context);
    if (swap) return contradicts(swap);
    if (claim.noWayBack === 'ein-zurueck') {
      return contradicts(
        reason(
          'generate.no-way-back',
          'Es gibt kein Zurück: Die Lizenzen werden erzeugt und verschickt.',
          'There is no way back: the licenses are generated and sent.',
          {
            claimed: 'ein-zurueck',
            known: 'kein-zurueck',
          },
        ),
      );
    }
    const known = (context.fact('R-101')?.contacts ?? [])
      .filter((c) => emailProblem(c.trim()) === undefined)
      .map(domainOf);
    const confirmed = claim.domainConfirmed?.trim().toLowerCase();
    const [first, ...others] = claim.deliveryAddresses
      .map(domainOf)
      .filter((domain) => domain !== confirmed)
      .flatMap((domain) => domainProblem(domain, known));
    if (first) return contradicts(first, ...others);
    const facts = { deliveryAddresses: claim.deliveryAddresses };
    if (known.length > 0) return consistent(facts);
    const why = reason(
      'email.no-known-domain',
      'In R-101 steht zu Kunde und Partner keine E-Mail-Adresse, also ist keine Domain bekannt. Ergänzen Sie dort die Ansprechpartner, oder eine zweite Person prüft die Adressen.',
      'R-101 names no e-mail address of customer or partner, so no domain is known. Add the contacts there, or a second person checks the addresses.',
    );
    return cannotRead(facts, why);
  }
}

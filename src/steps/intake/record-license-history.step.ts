import type { z } from 'zod';
import { date, flag, form, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { macProblem, parseMac } from '../../connect/mac.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, contradicts, reason } from '../verdicts.js';
import { historyProblem } from './license-history.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** What happened to the old licenses so far (manual lines 17–29). MAC as `AA-BB-CC-DD-EE-FF`, days as `YYYY-MM-DD`. */
    'R-105': Omit<z.output<typeof input>, 'plan'>;
  }
}

const UNSURE = ['yes', 'no', 'unknown'] as const;

const input = form({
  fullLicenses: choice(
    { de: 'Hat das UC-System Volllizenzen?', en: 'Does the UC system have full licenses?' },
    UNSURE,
  ),
  macSwap: choice({ de: 'MAC-Tausch bisher', en: 'MAC exchange so far' }, [
    'none',
    'started',
    'completed',
    'unknown',
  ]),
  macSwapStartedOn: date({
    de: 'MAC-Tausch begonnen am',
    en: 'MAC exchange started on',
  }).optional(),
  macSwapFinishedOn: date({
    de: 'MAC-Tausch abgeschlossen am',
    en: 'MAC exchange finished on',
  }).optional(),
  macAfterSwap: text(
    { de: 'MAC-Adresse nach dem Tausch', en: 'MAC address after the exchange' },
    { example: '00-1A-2B-3C-4D-5E', check: macProblem },
  ).optional(),
  licenseSwap: choice(
    { de: 'Alte Lizenzen schon getauscht?', en: 'Old licenses exchanged already?' },
    UNSURE,
  ),
  licenseTermsRead: flag({ de: 'Lizenzbestimmungen gelesen?', en: 'License terms read?' }),
  plan: choice({ de: 'Ich mache', en: 'I will do' }, [
    'keinen-mac-tausch-und-keinen-lizenztausch',
    'einen-tausch',
  ]),
});

@Step({
  id: 'R-105',
  part: 'intake',
  kind: 'task',
  title: { de: 'Vorgeschichte der Lizenzen klären', en: 'Clarify the history of the licenses' },
  instruction: {
    de: 'Klären Sie, ob schon ein MAC-Tausch oder ein Lizenztausch lief. Neue Hardware ist kein Grund für einen Tausch: Das bisherige System dient als Basis. „weiß nicht“ ist eine ehrliche Antwort; dann klären Sie es vor dem Lizenz-Upgrade mit C4B oder dem Distributor.',
    en: 'Find out whether a MAC exchange or a license exchange has taken place. New hardware is no reason for one: the existing system serves as the base. “Do not know” is an honest answer; then clarify it with C4B or the distributor before the license upgrade.',
  },
  lines: [15, 17, 21, 23, 29],
  warnings: ['W-01', 'W-02', 'W-03'],
  gaps: ['D2'],
  form: input,
  evidence: {
    required: false,
    what: { de: 'Notiz oder Mail zur Vorgeschichte', en: 'Note or mail about the history' },
  },
  reads: ['R-101'],
  undo: { possible: 'yes', how: { de: 'Angaben neu erfassen.', en: 'Enter the data again.' } },
  neverWaive: true,
})
export class RecordLicenseHistory implements TaskStep<z.output<typeof input>> {
  verify({ plan, ...claim }: z.output<typeof input>, context: StepContext): Outcome {
    const problem = historyProblem({ ...claim, plan }, context.now);
    if (problem) return contradicts(problem);
    const unclear = [claim.fullLicenses, claim.macSwap, claim.licenseSwap].some(
      (v) => v === 'unknown',
    );
    const mac = claim.macAfterSwap;
    return attested(
      { ...claim, ...(mac ? { macAfterSwap: parseMac(mac) } : {}) },
      {
        flags: {
          macSwap: claim.macSwap,
          licenseSwap: claim.licenseSwap === 'yes',
          fullLicenses: claim.fullLicenses === 'yes',
          unclear,
        },
        reasons: unclear ? [TO_CLARIFY] : [],
      },
    );
  }
}

const TO_CLARIFY: Reason = reason(
  'license.to-clarify',
  'Offene Aufgabe: Klärung mit C4B oder dem Distributor. Bis dahin bleibt nur das Lizenz-Upgrade gesperrt.',
  'Open task: clarify with C4B or the distributor. Until then only the license upgrade stays locked.',
);

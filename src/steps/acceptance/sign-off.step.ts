import type { z } from 'zod';
import { date, flag, form, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { personKey } from '../../connect/person-key.js';
import { Step } from '../step.decorator.js';
import { judge, notInFuture } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Sign-off by two people on the report with this digest. */
    'R-1004': {
      customerName: string;
      partnerName: string;
      signedOn: string;
      report: string;
      reservations?: string;
    };
  }
}

const input = form({
  customerName: text({ de: 'Für den Kunden', en: 'For the customer' }),
  partnerName: text({ de: 'Für den Partner', en: 'For the partner' }),
  signedOn: date({ de: 'Unterschrieben am', en: 'Signed on' }),
  reservations: text({ de: 'Vorbehalte', en: 'Reservations' }).optional(),
  openFindingsNamed: flag({
    de: 'Alle offenen Punkte des Berichts stehen im unterschriebenen Text',
    en: 'All open points of the report are in the signed text',
  }),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-1004',
  part: 'acceptance',
  kind: 'task',
  title: { de: 'Abnahme durch Kunde und Partner', en: 'Sign-off by customer and partner' },
  instruction: {
    de: 'Legen Sie den Kundenbericht vor. Kunde und Partner unterschreiben; es sind zwei verschiedene Personen. Offene Punkte stehen im unterschriebenen Text.',
    en: 'Present the customer report. Customer and partner sign; they are two different people. Open points are in the signed text.',
  },
  lines: [],
  optional: true,
  form: input,
  evidence: { required: true, what: { de: 'Unterschrift oder Mail', en: 'Signature or mail' } },
  reads: ['R-1003'],
  about: 'report',
  agrees: {
    de: 'Zwei verschiedene Personen haben unterschrieben, und offene Punkte des Berichts (R-1003) stehen im Text.',
    en: 'Two different people signed, and open points of the report (R-1003) stand in the text.',
  },
  undo: {
    possible: 'partly',
    how: { de: 'Nur durch neue Abnahme.', en: 'Only by a new sign-off.' },
  },
})
export class SignOff implements TaskStep<Input> {
  verify(claim: Input, context: StepContext): Outcome {
    const report = context.fact('R-1003');
    const against: Reason[] = notInFuture(`${claim.signedOn}T00:00:00Z`, context.now);
    if (personKey(claim.customerName) === personKey(claim.partnerName)) {
      against.push(
        reason(
          'sign-off.same-person',
          'Kunde und Partner sind dieselbe Person. Es müssen zwei sein.',
          'Customer and partner are the same person. There must be two.',
        ),
      );
    }
    if (report && report.open > 0 && !claim.openFindingsNamed) {
      against.push(
        reason(
          'sign-off.open-not-named',
          'Der Bericht hat offene Punkte. Sie müssen im unterschriebenen Text stehen.',
          'The report has open points. They must be in the signed text.',
          { known: String(report.open) },
        ),
      );
    }
    const { customerName, partnerName, signedOn, reservations } = claim;
    const facts = {
      ...{ customerName, partnerName, signedOn, report: report?.html ?? '' },
      ...(reservations === undefined ? {} : { reservations }),
    };
    return judge(against, facts, { compared: report !== undefined });
  }
}

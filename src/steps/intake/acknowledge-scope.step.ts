import type { z } from 'zod';
import { date, form, text } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, cannotRead, contradicts, reason } from '../verdicts.js';
import { isFutureDay } from './calendar-days.js';
import type { ScopeList } from './scope-list.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Who agreed to which list, and when (manual lines 59–95). */
    'R-107': { by: string; on: string; list?: ScopeList };
  }
}

const input = form({
  answer: choice({ de: 'Antwort des Kunden zur Liste', en: "Customer's answer to the list" }, [
    'einverstanden',
    'abgelehnt',
  ]),
  by: text({ de: 'Wer hat geantwortet?', en: 'Who answered?' }),
  on: date({ de: 'Am', en: 'Answered on' }),
});

@Step({
  id: 'R-107',
  part: 'intake',
  kind: 'task',
  title: { de: 'Was umzieht und was nicht', en: 'What moves and what does not' },
  instruction: {
    de: 'Zeigen Sie dem Kunden die Liste aus R-106 „Umfang festlegen“ (Link unter „Baut auf“): was umzieht, was nicht gebraucht wird, was das Handbuch nicht nennt. Nicht Genanntes, etwa gespeicherte Nachrichten, Journale und PINs, klären Sie einzeln. Holen Sie die Zustimmung ein.',
    en: 'Show the customer the list from R-106 “Choose the scope” (link under “Builds on”): what moves, what is not needed, what the manual does not name. Clarify what is not named, such as stored messages, journals and PINs, one by one. Obtain the consent.',
  },
  lines: [59, 61, 63, 65, 67, 69, 71, 73, 75, 77, 79, 81, 83, 85, 87, 89, 91, 93, 95],
  gaps: ['D8', 'D11'],
  form: input,
  evidence: {
    required: true,
    what: { de: 'Unterschrift oder Mail des Kunden', en: 'Signature or mail of the customer' },
  },
  reads: ['R-106'],
  undo: {
    possible: 'yes',
    how: { de: 'Neu mit dem Kunden abstimmen.', en: 'Agree again with the customer.' },
  },
})
export class AcknowledgeScope implements TaskStep<z.output<typeof input>> {
  verify({ answer, by, on }: z.output<typeof input>, context: StepContext): Outcome {
    if (answer === 'abgelehnt') {
      return contradicts(
        reason(
          'scope.refused',
          'Der Kunde ist nicht einverstanden. Ändern Sie den Umfang; bis dahin bleibt das Projekt in der Vorbereitung.',
          'The customer does not agree. Change the scope; until then the project stays in preparation.',
        ),
      );
    }
    if (isFutureDay(on, context.now)) {
      return contradicts(
        reason(
          'date.future',
          'Dieses Datum liegt in der Zukunft.',
          'This date lies in the future.',
          { claimed: on },
        ),
      );
    }
    const flags = { acknowledged: true };
    const list = context.fact('R-106')?.list;
    if (list) return attested({ by, on, list }, { flags });
    const why = reason(
      'scope.list-missing',
      'Der Umfang ist nicht erfasst; zu welcher Liste der Kunde zugestimmt hat, ist nicht belegt.',
      'The scope is not recorded; there is no proof of the list the customer agreed to.',
    );
    return cannotRead({ by, on }, why, { flags });
  }
}

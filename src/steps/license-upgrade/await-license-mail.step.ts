import type { z } from 'zod';
import { form, instant, list } from '../../core/fields.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { emailProblem } from '../../connect/email.js';
import type { Mail } from '../evidence/read-evidence.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';
import { evidenceSays } from './evidence-says.js';
import { macAfterSwap } from './registered-mac.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** When the license mail arrived, at whom, and the file names attached (manual line 57). */
    'R-310': { receivedAt: string; recipients: string[]; attachments: string[] };
  }
}

const input = form({
  receivedAt: instant({ de: 'Mail eingetroffen um', en: 'Mail arrived at' }),
  recipients: list({ de: 'Eingetroffen bei (E-Mail)', en: 'Delivered to (e-mail)' }, { min: 1 }),
}).superRefine(({ recipients }, ctx) => {
  for (const address of recipients) {
    const problem = emailProblem(address);
    if (problem) {
      ctx.addIssue({ code: 'custom', path: ['recipients'], message: `${address}: ${problem}` });
    }
  }
});

@Step({
  id: 'R-310',
  part: 'license-upgrade',
  kind: 'task',
  title: { de: 'Mail mit den Lizenzen abwarten', en: 'Wait for the mail with the licenses' },
  instruction: {
    de: 'Das Portal zeigt eine Sendebestätigung, die Lizenzen kommen per Mail. Speichern Sie die Mail als .eml oder .msg und geben Sie sie hier ab; Umstieg liest auch angehängte PDF. Kommt keine, sehen Sie im Spam-Ordner nach und fragen Sie C4B. Erzeugen Sie die Lizenzen nicht noch einmal.',
    en: 'The portal shows that the mail was sent; the licenses arrive by mail. Save the mail as .eml or .msg and hand it in here; Umstieg also reads attached PDF. If none arrives, look in the spam folder and ask C4B. Do not generate the licenses again.',
  },
  lines: [57],
  form: input,
  evidence: {
    required: true,
    what: {
      de: 'Die Mail als .eml oder .msg, dazu ein Bildschirmfoto der Sendebestätigung',
      en: 'The mail as .eml or .msg, and a screenshot of the confirmation',
    },
  },
  reads: ['R-203', 'R-304', 'R-305', 'R-306', 'R-308', 'R-309'],
  agrees: {
    de: 'Die Mail aus dem Nachweis ging an eine Adresse, die in R-309 steht.',
    en: 'The mail handed in went to an address that stands in R-309.',
  },
  undo: { possible: 'yes', how: { de: 'Angaben neu erfassen.', en: 'Enter the data again.' } },
})
export class AwaitLicenseMail implements TaskStep<z.output<typeof input>> {
  async verify(
    { receivedAt, recipients }: z.output<typeof input>,
    context: StepContext,
  ): Promise<Outcome> {
    if (Date.parse(receivedAt) > context.now.getTime()) {
      return contradicts(
        reason(
          'date.future',
          'Dieser Zeitpunkt liegt in der Zukunft.',
          'This moment lies in the future.',
          {
            claimed: receivedAt,
            known: context.now.toISOString(),
          },
        ),
      );
    }
    const sentTo = context.fact('R-309')?.deliveryAddresses;
    const stranger =
      sentTo && recipients.find((r) => !sentTo.some((s) => s.toLowerCase() === r.toLowerCase()));
    if (stranger) {
      return contradicts(
        reason(
          'mail.other-recipient',
          'An diese Adresse wurden keine Lizenzen bestellt.',
          'No licenses were ordered for this address.',
          {
            claimed: stranger,
            known: sentTo.join(', '),
          },
        ),
      );
    }
    const { mails, against, notes } = await evidenceSays(expected(context), context);
    const late = mails.find(
      ({ sentAt }) => Date.parse(sentAt ?? '') > Date.parse(receivedAt) + HOUR,
    );
    const [first, ...others] = [
      ...(late ? [sentLater(late, receivedAt)] : []),
      ...otherRecipients(mails, recipients),
      ...against,
    ];
    if (first) return contradicts(first, ...others);
    const attachments = mails.flatMap((mail) => mail.attachments);
    const facts = { receivedAt, recipients, attachments };
    const flags = { mailArrived: true };
    if (mails.length > 0 && sentTo) return consistent(facts, { flags, reasons: notes });
    const why = reason(
      'mail.not-readable',
      'Ohne die Mail als .eml oder .msg lässt sich die Zustellung nicht prüfen.',
      'Without the mail as .eml or .msg the delivery cannot be checked.',
    );
    const outcome = cannotRead(facts, why, { flags });
    return { ...outcome, reasons: [...outcome.reasons, ...notes] };
  }
}

/** Clocks differ, and arrival is typed by hand. */
const HOUR = 3_600_000;

/** What a license mail may name; what it does not name is not missed. */
function expected(context: StepContext) {
  const macs = [context.fact('R-304')?.oldMac, macAfterSwap(context)];
  return {
    hardwareId: context.fact('R-306')?.hardwareId ?? context.fact('R-203')?.hardwareId,
    macs: macs.filter((mac) => mac !== undefined),
    licensee: context.fact('R-305')?.licenseeName,
    licenses: context.fact('R-308')?.licenses,
  };
}

/** The mail names its addressees, and none of them is where it is said to have arrived. */
function otherRecipients(mails: readonly Mail[], arrivedAt: readonly string[]) {
  const named = mails.filter((mail) => mail.recipients.length > 0);
  const claimed = arrivedAt.map((address) => address.toLowerCase());
  const right = named.some((mail) => mail.recipients.some((one) => claimed.includes(one)));
  return (right ? [] : named.slice(0, 1)).map(({ name, recipients }) =>
    reason(
      'evidence.other-recipient',
      'Diese Mail ging an eine andere Adresse. Geben Sie die Mail ab, die bei der genannten Adresse eintraf, oder berichtigen Sie die Adresse.',
      'This mail went to another address. Hand in the mail that arrived at the address you gave, or correct the address.',
      { claimed: arrivedAt.join(', '), known: recipients.join(', '), place: { file: name } },
    ),
  );
}

function sentLater({ name, sentAt }: Mail, receivedAt: string) {
  return reason(
    'mail.sent-later',
    'Diese Mail wurde erst nach dem angegebenen Eintreffen verschickt.',
    'This mail was sent only after the arrival that was given.',
    { claimed: receivedAt, known: sentAt ?? '', place: { file: name } },
  );
}

import type { Reason } from '../../core/outcome.js';
import { reason } from '../verdicts.js';
import { isFutureDay } from './calendar-days.js';

/** The claim of R-105 as far as its parts can contradict each other. */
export interface LicenseHistory {
  readonly macSwap: 'none' | 'started' | 'completed' | 'unknown';
  readonly macSwapStartedOn?: string | undefined;
  readonly macSwapFinishedOn?: string | undefined;
  readonly macAfterSwap?: string | undefined;
  readonly licenseTermsRead: boolean;
  readonly plan: 'keinen-mac-tausch-und-keinen-lizenztausch' | 'einen-tausch';
}

/** The first thing in a license history that cannot be true, or must not be done (manual lines 21, 23, 29). */
export function historyProblem(claim: LicenseHistory, now: Date): Reason | undefined {
  const { macSwapStartedOn: start, macSwapFinishedOn: finish, macAfterSwap: mac } = claim;
  if (claim.plan === 'einen-tausch') {
    return reason(
      'license.swap-planned',
      'Bitte keinen Tausch: Ein MAC-Tausch ist nicht nötig und nicht erlaubt. Nach einem Lizenztausch fehlt die Zuordnung zum Kunden.',
      'Please do not exchange anything: a MAC exchange is neither needed nor allowed. After a license exchange the link to the customer is lost.',
    );
  }
  if (!claim.licenseTermsRead) {
    return reason(
      'license.terms-unread',
      'Lesen Sie bitte zuerst die Lizenzbestimmungen.',
      'Please read the license terms first.',
    );
  }
  if (claim.macSwap === 'none' && (start ?? finish ?? mac) !== undefined) {
    return reason(
      'mac-swap.none-but-details',
      'Sie haben angegeben, dass es keinen MAC-Tausch gab, und dazu ein Datum oder eine MAC-Adresse. Beides zusammen kann nicht stimmen: Streichen Sie das eine oder ändern Sie das andere.',
      'You stated that there was no MAC exchange, and gave a date or a MAC address for it. Both cannot be true: remove the one or change the other.',
      { claimed: start ?? finish ?? mac },
    );
  }
  if (claim.macSwap === 'started' && finish !== undefined) {
    return reason(
      'mac-swap.finished-date',
      'Sie haben angegeben, dass der Tausch läuft, und dazu ein Enddatum. Wählen Sie „abgeschlossen“, oder streichen Sie das Datum.',
      'You stated that the exchange is under way, and gave an end date. Choose “completed”, or remove the date.',
      { claimed: finish },
    );
  }
  if (claim.macSwap === 'completed' && (finish === undefined || mac === undefined)) {
    return reason(
      'mac-swap.details-missing',
      'Zu einem abgeschlossenen Tausch gehören das Enddatum und die MAC-Adresse danach.',
      'A finished exchange needs its end date and the MAC address after it.',
    );
  }
  return dateProblem(start, finish, now);
}

function dateProblem(
  start: string | undefined,
  finish: string | undefined,
  now: Date,
): Reason | undefined {
  if (start !== undefined && finish !== undefined && finish < start) {
    return reason(
      'mac-swap.dates-reversed',
      'Das Ende liegt vor dem Beginn.',
      'The end lies before the start.',
      { claimed: finish, known: start },
    );
  }
  const future = [start, finish].find((day) => day !== undefined && isFutureDay(day, now));
  if (future === undefined) return undefined;
  return reason(
    'mac-swap.future-date',
    'Dieses Datum liegt in der Zukunft.',
    'This date lies in the future.',
    { claimed: future },
  );
}

import { personKey } from '../connect/person-key.js';
import { RequestError } from '../core/errors.js';

/** Who acts, and from where. Until accounts exist the command line's word is taken and marked as such. */
export interface Who {
  readonly name: string;
  readonly authenticated: boolean;
  readonly via: 'cli' | 'http' | 'engine';
  readonly host: string;
  readonly osUser: string;
}

/** @throws RequestError actor.required */
export function requireActor(name: string | undefined): string {
  const clean = name?.normalize('NFKC').replace(/\s+/gu, ' ').trim() ?? '';
  if (personKey(clean) !== '') return clean;
  throw new RequestError('actor.required', {
    de: 'Bitte sagen Sie, wer handelt.',
    en: 'Please say who acts.',
  });
}

/** @throws RequestError reason.required */
export function requireReason(reason: string | undefined): string {
  if (reason !== undefined && reason.trim() !== '') return reason;
  throw new RequestError('reason.required', {
    de: 'Bitte geben Sie eine Begründung an.',
    en: 'Please give a reason.',
  });
}

/**
 * The four-eyes rule, here and nowhere else: who decides must not be one of those who did.
 * @throws RequestError approval.same-person
 */
export function requireOtherPerson(
  decider: string,
  doers: readonly (string | null | undefined)[],
  step: string,
): void {
  if (!doers.includes(decider)) return;
  throw new RequestError('approval.same-person', {
    de: `${step}: Eine zweite Person muss entscheiden. Wer etwas getan oder beantragt hat, gibt es nicht selbst frei.`,
    en: `${step}: a second person must decide. Nobody approves what they did or requested themselves.`,
  });
}

import { RequestError } from '../core/errors.js';
import { STATUS_WORDS } from '../core/words.js';
import type { Ask } from './ask.js';
import { decisionEntry, denial, doersOf } from './decide-approvals.js';
import { detailsOf, statusOf, type Pending } from './run-state.js';
import type { EntryParts } from './turn-builder.js';

/**
 * Who handed something in or asked for it takes it back before anybody decided. The row goes where a rejection would put it;
 * a result that nobody granted an act for opens again at once. An act that was granted stays granted.
 * @throws RequestError withdraw.nothing, withdraw.not-yours
 */
export function withdraw(
  ask: Ask,
  { step, reason }: { readonly step: string; readonly reason: string },
): EntryParts {
  const pending = requireHandedIn(ask, step);
  requireOwn(ask, step, pending);
  const { approvedBy } = detailsOf(ask.run.state, step);
  const drain = ask.drain().task(step, { type: denial(pending) });
  if (pending.kind === 'result' && approvedBy === undefined) drain.task(step, { type: 'reopen' });
  ask.builder.drained(drain.run());
  return decisionEntry(ask, step, `${step}.withdraw-${pending.kind}`, reason);
}

type HandedIn = Pending & { readonly kind: Exclude<Pending['kind'], 'act'> };
const isHandedIn = (pending: Pending): pending is HandedIn => pending.kind !== 'act';

/** Before an act nothing was handed in: what is to be granted stands in the rows before it. */
function requireHandedIn(ask: Ask, step: string): HandedIn {
  ask.registry.get(step);
  const status = statusOf(ask.run.state, step);
  const { pending } = detailsOf(ask.run.state, step);
  const waits = status === 'waiting-approval' && pending !== undefined;
  if (waits && isHandedIn(pending)) return pending;
  throw new RequestError(
    'withdraw.nothing',
    waits
      ? {
          de: `${step} wartet vor der Handlung auf die Freigabe, eingereicht wurde hier noch nichts. Wollen Sie vorher etwas ändern, öffnen Sie den Schritt wieder, in dem es steht.`,
          en: `${step} waits for the approval before the act; nothing was handed in here yet. To change something first, reopen the step that holds it.`,
        }
      : {
          de: `${step}: Hier wartet nichts auf eine Entscheidung (${STATUS_WORDS[status].de}), es gibt nichts zurückzuziehen.`,
          en: `${step}: nothing waits for a decision here (${STATUS_WORDS[status].en}), so there is nothing to withdraw.`,
        },
  );
}

function requireOwn(ask: Ask, step: string, pending: Pending): void {
  if (doersOf(ask, step, pending).includes(ask.actor)) return;
  throw new RequestError('withdraw.not-yours', {
    de: `${step}: Zurückziehen kann nur, wer es eingereicht oder beantragt hat. Alle anderen entscheiden mit Freigabe oder Ablehnung.`,
    en: `${step}: only who handed it in or asked for it can withdraw it. Everybody else decides by approving or rejecting.`,
  });
}

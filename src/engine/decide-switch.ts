import { RequestError } from '../core/errors.js';
import type { Ask } from './ask.js';
import type { RunCommand } from './commands.js';
import { request, requestable } from './decide-claims.js';
import { statusOf } from './run-state.js';
import { switchOn } from './switching.js';
import type { EntryParts } from './turn-builder.js';

/**
 * Switches a (+) row off or on again (O12). Doing without a row leaves something out, as a waiver does: one person asks
 * for it and another one grants it. Switching on takes one.
 */
export function switchStep(
  ask: Ask,
  { step, on, reason }: Extract<RunCommand, { do: 'switch' }>,
): EntryParts {
  if (!ask.registry.get(step).spec.optional) {
    throw new RequestError('step.not-optional', {
      de: `${step} steht im Handbuch und ist nicht abschaltbar. Nur mit (+) gekennzeichnete Schritte sind es.`,
      en: `${step} stands in the manual and cannot be switched off. Only steps marked (+) can.`,
    });
  }
  const isOff = ask.run.state.off.includes(step);
  if (isOff !== on) {
    throw new RequestError('step.not-ready', {
      de: `${step} ist schon ${on ? 'zugeschaltet' : 'abgeschaltet'}.`,
      en: `${step} is already switched ${on ? 'on' : 'off'}.`,
    });
  }
  if (!on) {
    const done = statusOf(ask.run.state, step) === 'done';
    const from = done ? 'done' : requestable(ask, step);
    const pending = { kind: 'off', by: ask.actor, from } as const;
    return request(ask, step, pending, 'switch-off-requested', reason);
  }
  ask.builder.drained(switchOn(ask.switched, step));
  return {
    kind: 'event',
    event: `${step}.switch-on`,
    step,
    note: { commitment: ask.builder.commit('note', reason) },
  };
}

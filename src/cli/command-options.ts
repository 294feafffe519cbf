import { RequestError } from '../core/errors.js';
import type { CommandOptions } from '../engine/engine.js';
import type { Call } from './call.js';
import type { Session } from './ports.js';

/**
 * Who acts, under which key, on which revision.
 * @throws RequestError actor.required
 */
export function commandOptions(call: Call, session: Session): CommandOptions {
  const { as, key, revision } = call.globals;
  const name = as ?? session.signedIn?.name;
  if (name === undefined || name.trim() === '') throw actorRequired();
  return { who: session.who(name), key, revision };
}

export function actorRequired(): RequestError {
  return new RequestError('actor.required', {
    de: 'Bitte sagen Sie, wer handelt: --as NAME.',
    en: 'Please say who acts: --as NAME.',
  });
}

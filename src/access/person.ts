import { personKey } from '../connect/person-key.js';
import { RequestError } from '../core/errors.js';
import type { Grant } from './rights.js';

/** Who is signed in, as the store knew it at this request. */
export interface Person {
  readonly account: string;
  /** The one name this account acts under in runs; it never changes. */
  readonly name: string;
  readonly session: string;
  readonly grants: readonly Grant[];
}

/** What the engine is told about who acts; the face adds the way and the place. */
export function actorOf({ name }: Person): { readonly name: string; readonly authenticated: true } {
  return { name, authenticated: true };
}

/**
 * A name with one blank between words, compatibility forms resolved: what the engine makes of it, too.
 * @throws RequestError input.invalid
 */
export function cleanName(name: string): string {
  const clean = name.normalize('NFKC').replace(/\s+/gu, ' ').trim();
  if (personKey(clean) !== '' && clean.length <= 200) return clean;
  throw new RequestError('input.invalid', {
    de: 'Der Name der Person fehlt oder ist länger als 200 Zeichen.',
    en: 'The name of the person is missing, or longer than 200 characters.',
  });
}

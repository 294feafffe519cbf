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

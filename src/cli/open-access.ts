import type { Access } from '../access/access.js';
import type { Person } from '../access/person.js';
import { signInRequired } from '../access/refusals.js';
import { withEngine, type Call } from './call.js';
import { signedInPeople } from './signed-in.js';

/** Opens people and rights of the data folder for one command; no attempt and no timer begins. */
export function withAccess(call: Call, use: (access: Access) => Promise<number>): Promise<number> {
  return withEngine(call, ({ access }) => use(access), { startPaused: true, asksItself: true });
}

/** @throws RequestError sign-in.required, file.unreadable */
export async function signedIn(call: Call, access: Access): Promise<Person> {
  const [first] = await signedInPeople(call, access);
  if (!first) throw signInRequired();
  return first;
}

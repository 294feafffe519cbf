import type { Access } from '../access/access.js';
import type { Person } from '../access/person.js';
import { RequestError } from '../core/errors.js';
import { option, withEngine, type Call } from './call.js';
import { readTextFile } from './input-files.js';

/** Opens people and rights of the data folder for one command; no attempt and no timer begins. */
export function withAccess(call: Call, use: (access: Access) => Promise<number>): Promise<number> {
  return withEngine(call, ({ access }) => use(access), { startPaused: true });
}

/** @throws RequestError sign-in.required, file.unreadable */
export async function signedIn(call: Call, access: Access): Promise<Person> {
  const file = option(call, 'tokenFile');
  if (file === undefined)
    throw new RequestError('sign-in.required', {
      de: 'Wer fragt? Nennen Sie die Datei mit Ihrem Sitzungstoken: --token-file. Sie entsteht mit „people sign-in“.',
      en: 'Who asks? Name the file with your session token: --token-file. "people sign-in" makes it.',
    });
  return access.sessions.personOf((await readTextFile(file)).trim());
}

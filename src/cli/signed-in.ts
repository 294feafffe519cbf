import type { Access, Place } from '../access/access.js';
import { actorOf, type Person } from '../access/person.js';
import { denied, signInRequired } from '../access/refusals.js';
import { personKey } from '../connect/person-key.js';
import { RequestError } from '../core/errors.js';
import type { Asked } from './command-right.js';
import { readTextFile } from './input-files.js';
import type { Session } from './ports.js';

/**
 * Once somebody has an account, `--as` is no longer taken at its word: whoever acts is the person of a token, and the right of
 * the command is asked for first.
 * @throws RequestError sign-in.required, access.denied, run.not-found, project.not-found
 */
export async function signedInSession(call: Asked, session: Session): Promise<Session> {
  const { access } = session;
  if (!(await access.hasPeople())) return session;
  const people = await signedInPeople(call, access);
  const person = (name: string | undefined) => personNamed(name ?? call.globals.as, people);
  const signedIn: Session = {
    ...session,
    signedIn: person(undefined),
    who: (name) => ({ ...session.who(person(name).name), ...actorOf(person(name)) }),
    require: (action, place, name) => access.require(person(name), action, place),
  };
  const { right } = call.row;
  if (right === undefined) throw denied();
  for (const place of placesOf(call)) await signedIn.require(right, place);
  return signedIn;
}

/** One for each `--token-file`. @throws RequestError sign-in.required, file.unreadable */
export async function signedInPeople(call: Asked, access: Access): Promise<readonly Person[]> {
  const files = call.globals.tokenFiles ?? [];
  if (files.length === 0)
    throw new RequestError('sign-in.required', {
      de: 'Wer fragt? Nennen Sie die Datei mit Ihrem Sitzungstoken: --token-file. Sie entsteht mit „people sign-in“.',
      en: 'Who asks? Name the file with your session token: --token-file. "people sign-in" makes it.',
    });
  const people: Person[] = [];
  for (const file of files)
    people.push(await access.sessions.personOf((await readTextFile(file)).trim()));
  return people;
}

/** The first of those signed in where nobody is named. @throws RequestError actor.other */
function personNamed(name: string | undefined, people: readonly Person[]): Person {
  const [first] = people;
  if (!first) throw signInRequired();
  if (name === undefined || name.trim() === '') return first;
  const named = people.find((person) => personKey(person.name) === personKey(name));
  if (named) return named;
  const others = people.map((person) => person.name);
  throw new RequestError(
    'actor.other',
    {
      de: `Es soll „${name}“ handeln, angemeldet ist ${others.join(', ')}. Nennen Sie mit --token-file das Token von „${name}“.`,
      en: `"${name}" is to act, signed in is ${others.join(', ')}. Name the token of "${name}" with --token-file.`,
    },
    { expected: others },
  );
}

/** What the right of the command is asked for. */
function placesOf(call: Asked): readonly Place[] {
  const { usage, about } = call.row;
  const [first = '', second = ''] = call.args;
  if (about === 'somewhere') return ['somewhere'];
  if (about === 'both runs') return [{ run: first }, { run: second }];
  if (first !== '' && /[<[]id/.test(usage)) return [{ run: first }];
  return usage.includes('<project>') ? [{ project: first }] : ['installation'];
}

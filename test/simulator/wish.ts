import { Erasures } from '../../src/engine/erasures.js';
import { namedPerson } from '../../src/engine/named-person.js';
import type { RunCommand } from '../../src/engine/commands.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import type { Who } from '../../src/engine/who.js';
import { PEOPLE } from '../engine/people-names.js';

/** What somebody wants, as data: it can be written down, taken out of a list, and asked for again. */
export type Wish =
  | Exclude<RunCommand, { do: 'submit' | 'migrate' | 'undo-migration' }>
  | {
      readonly do: 'submit';
      readonly step: string;
      readonly set: Readonly<Record<string, unknown>>;
      readonly evidence: boolean;
    }
  | { readonly do: 'migrate'; readonly version: string }
  | { readonly do: 'undo-migration' }
  | { readonly do: 'fork'; readonly project: string; readonly at: readonly string[] }
  | { readonly do: 'erase'; readonly person: number };

/** A wish with who has it, and the key under which it is sent, once or more often. */
export interface Asked {
  readonly key: string;
  readonly run: string;
  readonly person: number;
  /** Which of the ways to write their name. */
  readonly spelling: number;
  /** The revision they saw; absent: any. */
  readonly revision?: number;
  readonly wish: Wish;
}

export function whoIs(person: number, spelling: number): Who {
  const names = PEOPLE[person % PEOPLE.length] ?? PEOPLE[0];
  const name = names[spelling % names.length] ?? names[0];
  return { name, authenticated: false, via: 'cli', host: 'desk', osUser: 'user' };
}

/** In a few words, for people. */
export function wordsOf({ wish, person }: Pick<Asked, 'wish' | 'person'>): string {
  const of = 'step' in wish ? ` ${wish.step}` : 'version' in wish ? ` to ${wish.version}` : '';
  return `${wish.do}${of} by ${person}`;
}

/** Answers that stand as an entry under their key in the run itself. */
export const isEntered = ({ do: what }: Wish) => what !== 'fork' && what !== 'erase';

/** @param picture a file to hand in as evidence */
export async function carryOut(umstieg: Umstieg, asked: Asked, picture: string): Promise<unknown> {
  const { run, key, wish, revision } = asked;
  const who = whoIs(asked.person, asked.spelling);
  const options = { who, key, ...(revision === undefined ? {} : { revision }) };
  const reason = 'why';
  switch (wish.do) {
    case 'submit': {
      const evidence = wish.evidence ? [picture] : [];
      return umstieg.submit(run, wish.step, { set: wish.set, evidence }, options);
    }
    case 'migrate': {
      const to = umstieg.migrator.find(wish.version);
      return umstieg.migrator.apply(run, to, { reason }, options);
    }
    case 'undo-migration':
      return umstieg.migrator.undo(run, reason, options);
    case 'fork': {
      const fork = { projectId: wish.project, from: run, at: wish.at, without: [] };
      return umstieg.forker.fork(fork, options);
    }
    case 'erase': {
      const [name] = PEOPLE[wish.person] ?? PEOPLE[0];
      await new Erasures(umstieg).person(namedPerson(name, []), { who, reason });
      return 'erased';
    }
    default:
      return umstieg.command(run, wish, options);
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Client, Filter } from 'ldapts';
import {
  directoryList,
  type DirectoryList,
  type DirectoryUser,
} from '../connect/directory-list.js';
import { sidKind } from '../connect/sid.js';
import { StepFailure } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import { serverName, withDirectory, type DirectoryTimes } from './directory-connection.js';
import { BINARY_ATTRIBUTES, USER_ATTRIBUTES, userOf, type ReadUser } from './directory-entry.js';
import { failure } from './directory-errors.js';
import {
  builtInNote,
  disabledNote,
  referralNote,
  retriedNote,
  trustNote,
} from './directory-notes.js';
import type { DirectoryQuestion } from './directory-question.js';
import { groupFilter, userFilter } from './user-filter.js';

/** Entries a page; AD gives at most 1,000 (MaxPageSize), and other servers refuse a page over their own limit. */
const PAGE = 500;
/** The count walks in other steps, so that both walks do not end at the same wrong place. */
const COUNT_PAGE = 450;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;

export interface PullOptions {
  readonly signal: AbortSignal;
  /** The name findings carry. */
  readonly file: string;
  readonly progress?: (done: number, total: number) => void;
  /** How often the whole pull is tried while the server cannot be reached; default 4. */
  readonly attempts?: number;
  readonly times?: Partial<DirectoryTimes>;
}

/** A whole list: there is never a part of one. */
export interface PulledList extends DirectoryList {
  /** `ldaps://dc1.example.com:636` */
  readonly server: string;
  readonly base: string;
  readonly disabled: number;
  /** What is no fault: built-in accounts left out, disabled accounts, referrals, tries. */
  readonly notes: readonly Reason[];
}

/**
 * Reads all users below a base, page by page, and compares their number with a count made before. When the connection
 * breaks, the pull begins again from the start, with growing pauses; a refused sign-in is never repeated.
 * @throws StepFailure as {@link withDirectory}; target.incomplete when the two numbers differ or there is no user
 */
export async function pullUsers(question: DirectoryQuestion, o: PullOptions): Promise<PulledList> {
  const attempts = o.attempts ?? 4;
  for (let attempt = 1; ; attempt++) {
    try {
      const read = await withDirectory(question, o, (client) => readAll(client, question, o));
      return listOf(read, question, o, attempt);
    } catch (error) {
      const again = error instanceof StepFailure && error.retry === 'yes' && attempt < attempts;
      if (!again) throw error;
      const ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1));
      await pause(ms, undefined, { signal: o.signal });
    }
  }
}

interface ReadUsers {
  readonly users: readonly ReadUser[];
  readonly referrals: ReadonlySet<string>;
}

async function readAll(
  client: Client,
  question: DirectoryQuestion,
  o: PullOptions,
): Promise<ReadUsers> {
  const { base, group, filter: narrowed } = question;
  const filter = userFilter({
    ...(narrowed ? { filter: narrowed } : {}),
    ...(group === undefined ? {} : { groupDn: await groupDn(client, question, group) }),
  });
  const total = await count(client, base, filter);
  const users: ReadUser[] = [];
  const referrals = new Set<string>();
  o.progress?.(0, total);
  const pages = client.searchPaginated(base, {
    scope: 'sub',
    filter,
    attributes: USER_ATTRIBUTES,
    explicitBufferAttributes: BINARY_ATTRIBUTES,
    paged: { pageSize: PAGE },
  });
  for await (const page of pages) {
    for (const entry of page.searchEntries) users.push(userOf(entry));
    for (const referral of page.searchReferences) referrals.add(referral);
    o.progress?.(users.length, total);
  }
  if (users.length !== total) throw differs(total, users.length, serverName(question));
  return { users, referrals };
}

/** The same search without any attribute. Never with a size limit: ldapts takes a cut answer for a whole one then. */
async function count(client: Client, base: string, filter: Filter): Promise<number> {
  const found = await client.search(base, {
    scope: 'sub',
    filter,
    attributes: ['1.1'],
    paged: { pageSize: COUNT_PAGE },
  });
  return found.searchEntries.length;
}

/** A DN stands for itself; a name must belong to exactly one group below the base. */
async function groupDn(
  client: Client,
  question: DirectoryQuestion,
  group: string,
): Promise<string> {
  if (group.includes('=') && group.includes(',')) return group;
  const found = await client.search(question.base, {
    scope: 'sub',
    filter: groupFilter(group),
    attributes: ['1.1'],
    paged: { pageSize: PAGE },
  });
  const [first, ...others] = found.searchEntries;
  if (first && others.length === 0) return first.dn;
  const shown = group.slice(0, 100);
  const text = {
    de: `Gruppe „${shown}“: Erwartet wird genau eine unter dem Suchbeginn, gefunden: ${found.searchEntries.length}. Geben Sie ihren DN an.`,
    en: `Group "${shown}": exactly one below the base is expected, found: ${found.searchEntries.length}. Give its DN.`,
  };
  throw failure('target.denied', text, 'never', serverName(question), question.base);
}

function differs(counted: number, read: number, server: string): StepFailure {
  const text = {
    de: `Gezählt wurden ${counted} Benutzer, gelesen ${read}. Entweder änderte sich das Verzeichnis gerade, oder der Server gab nicht alle heraus. Geschrieben wird nichts; versuchen Sie es noch einmal.`,
    en: `${counted} users were counted, ${read} were read. Either the directory was just changing, or the server did not hand out all of them. Nothing is written; try again.`,
  };
  return failure('target.incomplete', text, 'never', server, `${read} / ${counted}`);
}

function listOf(
  { users, referrals }: ReadUsers,
  question: DirectoryQuestion,
  o: PullOptions,
  attempts: number,
): PulledList {
  const builtIn = users.filter((user) => sidKind(user.sid) === 'well-known');
  const trusts = users.filter((user) => user.trust);
  const left = new Set([...builtIn, ...trusts]);
  const people = users.filter((user) => !left.has(user)).sort(byAccount);
  const server = serverName(question);
  const { base } = question;
  if (people.length === 0) {
    const text = {
      de: `Unter „${base}“ passt kein Benutzer. Prüfen Sie Suchbeginn, Filter und Gruppe.`,
      en: `No user below "${base}" fits. Check base, filter and group.`,
    };
    throw failure('target.incomplete', text, 'never', server, `${users.length}`);
  }
  const disabled = people.filter((user) => user.enabled === false);
  const notes = [
    ...disabledNote(disabled),
    ...builtInNote(builtIn),
    ...trustNote(trusts),
    ...referralNote([...referrals]),
    ...retriedNote(attempts),
  ];
  return { ...directoryList(people, o.file), server, base, disabled: disabled.length, notes };
}

/** Equal users give equal files, whatever the order of the server. */
function byAccount(a: DirectoryUser, b: DirectoryUser): number {
  return order(a.account, b.account) || order(a.dn, b.dn);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import type { ENTRY_KINDS } from '../audit/entry.js';
import { ERROR_CODES } from '../core/error-codes.js';
import type { EntryView } from './entry-view.js';

/** What entries are narrowed to; what is left out narrows nothing. */
export interface EntrySearch {
  readonly newestFirst: boolean;
  readonly kinds?: readonly (typeof ENTRY_KINDS)[number][] | undefined;
  readonly step?: string | undefined;
  /** Part of the name of who acted, in any case. */
  readonly person?: string | undefined;
  /** Points in time by the real clock: not before, and before. */
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** Words that all occur in what happened, in either language, in any case. */
  readonly text?: string | undefined;
}

/** Says whether an entry is one of those wanted. */
export function matcher(search: EntrySearch): (view: EntryView) => boolean {
  const { kinds, step } = search;
  const person = folded(search.person ?? '');
  const words = folded(search.text ?? '').split(/\s+/u);
  const from = search.from?.toISOString() ?? '';
  const to = search.to?.toISOString();
  return (view) => {
    const { kind, step: of, at } = view.entry;
    if (kinds && !kinds.includes(kind)) return false;
    if (step !== undefined && of !== step) return false;
    if (at < from || (to !== undefined && at >= to)) return false;
    if (person !== '' && !folded(view.actor ?? '').includes(person)) return false;
    if (words.join('') === '') return true;
    const told = folded(textOf(view));
    return words.every((word) => told.includes(word));
  };
}

/** Everything of an entry that people read, and its hash. */
function textOf({ entry, hash, what, actor, note }: EntryView): string {
  const { event, verdict, code } = entry;
  const title =
    code && code in ERROR_CODES ? ERROR_CODES[code as keyof typeof ERROR_CODES].title : undefined;
  const told = [what.de, what.en, event, actor, note, verdict, code, title?.de, title?.en, hash];
  return told.join(' ');
}

const folded = (text: string) => text.normalize('NFKC').toLocaleLowerCase('de');

import { ERROR_CODES } from '../core/error-codes.js';
import { shownJson } from '../core/shown-text.js';
import { verdictWord } from '../core/words.js';
import type { EntryView } from '../engine/entry-view.js';
import type { Screen } from './screen.js';

/** `audit show --json`: one document, entry by entry. */
export async function* auditJson(runId: string, entries: AsyncIterable<EntryView>) {
  yield `{"run":${JSON.stringify(runId)},"entries":[`;
  let first = true;
  for await (const { entry, hash, what, actor, note } of entries) {
    const document = {
      ...entry,
      hash,
      what,
      actorName: actor,
      ...(note === undefined ? {} : { noteText: note }),
    };
    yield `${first ? '' : ','}\n${shownJson(document)}`;
    first = false;
  }
  yield '\n]}\n';
}

/** `audit show` for people: number, time, who, what; the first characters of the hash tell entries apart. */
export async function* auditText(entries: AsyncIterable<EntryView>, screen: Screen) {
  const head = screen.pick(
    '   Nr  Zeit (UTC)           Hash      wer               was',
    '   no  time (UTC)           hash      who               what',
  );
  yield screen.safeLine(screen.paint('dim', head));
  for await (const view of entries) {
    const { entry, hash, actor } = view;
    const time = entry.at.slice(0, 19).replace('T', ' ');
    const who = (actor ?? 'Umstieg').padEnd(16);
    yield screen.safeLine(
      `${String(entry.seq).padStart(5)}  ${time}  ${hash.slice(0, 8)}  ${who}  ${happened(view, screen)}`,
    );
  }
}

/** `R-606 Angaben eingereicht – abgelehnt: Schritt noch nicht möglich (step.not-ready)` */
function happened({ entry, what, note }: EntryView, screen: Screen): string {
  const { kind, code, verdict } = entry;
  const reasons = (entry.reasons ?? []).map((reason) => ({ code: reason }));
  const title = code === undefined ? undefined : titleOf(code, screen);
  const said = [
    screen.say(what),
    ...(verdict ? [`(${screen.say(verdictWord(verdict, reasons))})`] : []),
    ...(kind === 'refused' ? [screen.pick('– abgelehnt:', '– refused:')] : title ? ['–'] : []),
    ...(title ? [title] : []),
    ...(note === undefined ? [] : [`– ${screen.pick('„', '"')}${note}${screen.pick('“', '"')}`]),
  ];
  return said.join(' ');
}

/** An error's title, its code behind it. */
function titleOf(code: string, screen: Screen): string {
  const known = code in ERROR_CODES ? ERROR_CODES[code as keyof typeof ERROR_CODES] : undefined;
  return known ? `${screen.say(known.title)} (${code})` : code;
}

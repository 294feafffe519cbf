import { holds, type View } from '../machines/guards.js';
import type { Guard } from '../machines/kinds.js';

/** What a machine asked before it moved, answer by answer, down to where it went. */
type Known<T> =
  | { readonly end: T }
  | { readonly guard: Guard; yes: Known<T> | undefined; no: Known<T> | undefined };

/** Far more than all machines of a sequence have; beyond it nothing new is remembered. */
const LIMIT = 50_000;

/**
 * Remembers transitions. A machine is deterministic: where it goes follows from where it is, the event, and what its guards
 * answer, and guards read nothing but the view. So XState is asked once for each way through the guards; from then on only
 * the guards are asked, in the same order, until they lead to a known end.
 */
export class KnownMoves {
  private readonly ways = new Map<string, Known<unknown>>();
  private asked: { guard: Guard; answer: boolean }[] = [];
  private view: View | undefined;
  private count = 0;

  /** Every guard of every machine answers through here. */
  readonly judge = (guard: Guard, view: View): boolean => {
    const answer = holds(guard, view);
    if (view === this.view) this.asked.push({ guard, answer }); // XState also starts a bystander on an empty view
    return answer;
  };

  /** What `ask` gives at this place; `place` names machine, value and event. */
  at<T>(place: string, view: View, ask: () => T): T {
    let known = this.ways.get(place) as Known<T> | undefined;
    while (known && 'guard' in known) known = holds(known.guard, view) ? known.yes : known.no;
    if (known) return known.end;
    this.asked = [];
    this.view = view;
    const end = ask();
    this.view = undefined;
    this.keep(place, { end });
    return end;
  }

  private keep(place: string, end: Known<unknown>): void {
    this.count += this.asked.length + 1;
    if (this.count > LIMIT) return;
    let put = (first: Known<unknown>) => {
      this.ways.set(place, first);
    };
    let known = this.ways.get(place);
    for (const { guard, answer } of this.asked) {
      if (!known || !('guard' in known)) put((known = { guard, yes: undefined, no: undefined }));
      const here: Known<unknown> = known;
      put = (next) => {
        if (answer) here.yes = next;
        else here.no = next;
      };
      known = answer ? here.yes : here.no;
    }
    put(end);
  }
}

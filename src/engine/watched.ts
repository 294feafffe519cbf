/** Follows long work: is told how far it is, and may end it. */
export interface Watch {
  readonly signal: AbortSignal;
  progress(done: number, total: number, unit: string): void;
}

/** Between two words about how far it is. */
const EVERY = 100;

/** Passes items on and tells how many. Ends with the reason of the signal when that is aborted. */
export async function* watched<A>(
  items: AsyncIterable<A> | Iterable<A>,
  { total, unit }: { readonly total: number; readonly unit: string },
  watch: Watch | undefined,
): AsyncGenerator<A> {
  let done = 0;
  watch?.progress(done, total, unit);
  for await (const item of items) {
    watch?.signal.throwIfAborted();
    yield item;
    if (++done % EVERY === 0 || done === total) watch?.progress(done, total, unit);
  }
}

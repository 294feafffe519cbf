import type { AuditEntry } from '../audit/entry.js';
import type { Heads } from '../engine/listings.js';
import type { Umstieg } from '../engine/umstieg.js';

/** What a listener has seen: run → number of the last entry. */
export type Cursor = ReadonlyMap<string, number>;

export interface FeedEvent {
  /** What has been seen once this event was: the `id` of the event stream. */
  readonly cursor: Cursor;
  readonly entry: AuditEntry;
}

const EVERY_MS = 300;

/**
 * What happens in one project, read from the database and not from this process: what the command line did beside the server
 * is there too. Listeners that have seen the same share one look.
 */
export class EventFeed {
  private readonly wake = new Set<() => void>();
  private looks = new Map<string, Promise<readonly FeedEvent[]>>();
  private timer: NodeJS.Timeout | undefined;
  private seen = '';

  constructor(
    private readonly umstieg: Umstieg,
    private readonly project: string,
  ) {}

  /** Calls back whenever something may have happened. @returns stops it */
  listen(wake: () => void): () => void {
    this.wake.add(wake);
    this.timer ??= setInterval(() => void this.look(), EVERY_MS);
    return () => {
      this.wake.delete(wake);
      if (this.wake.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  }

  /** Everything after the cursor, each run in the order of its numbers. */
  after(cursor: Cursor): Promise<readonly FeedEvent[]> {
    const key = written(cursor);
    const known = this.looks.get(key);
    if (known) return known;
    const look = this.read(cursor);
    this.looks.set(key, look);
    return look;
  }

  private async look(): Promise<void> {
    const heads = await this.umstieg.listings.heads(this.project).catch(() => undefined);
    if (!heads || written(heads) === this.seen) return;
    this.seen = written(heads);
    this.looks = new Map();
    for (const wake of this.wake) wake();
  }

  private async read(cursor: Cursor): Promise<readonly FeedEvent[]> {
    const heads: Heads = await this.umstieg.listings.heads(this.project);
    const events: FeedEvent[] = [];
    let at: Cursor = cursor;
    for (const [run, head] of heads) {
      const seen = cursor.get(run) ?? 0;
      if (seen >= head) continue;
      for (const entry of await this.umstieg.listings.between(run, seen, head)) {
        at = new Map([...at, [run, entry.seq]]);
        events.push({ cursor: at, entry });
      }
    }
    return events;
  }
}

/** `r-1=12,r-2=4` */
export function written(cursor: Cursor): string {
  return [...cursor]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([run, seq]) => `${run}=${seq}`)
    .join(',');
}

/** Undefined when it is none. */
export function readCursor(text: string): Cursor | undefined {
  if (text === '') return new Map();
  const pairs = text.split(',').map((pair) => /^([\w.-]{1,100})=(\d{1,15})$/.exec(pair));
  if (pairs.some((pair) => !pair)) return undefined;
  return new Map(pairs.map((pair) => [pair?.[1] ?? '', Number(pair?.[2])]));
}

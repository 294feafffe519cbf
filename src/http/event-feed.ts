import type { AuditEntry } from '../audit/entry.js';
import type { Heads } from '../engine/listings.js';
import type { Umstieg } from '../engine/umstieg.js';

/** What a listener has seen: run → number of the last entry. */
export type Cursor = ReadonlyMap<string, number>;

/** Some events as they are sent, and what has been seen once they were. */
export interface FeedEvents {
  readonly bytes: Buffer;
  readonly cursor: Cursor;
}

const EVERY_MS = 300;
/** More than that waits in the database until a listener has taken these. */
const AT_ONCE = 200;
/** Places to go on from that are remembered; whoever makes up more gains nothing but their own reading. */
const MOST_LOOKS = 100;

/**
 * What happens in one project, read from the database and not from this process: what the command line did beside the server
 * is there too. Listeners that have seen the same share one look.
 */
export class EventFeed {
  private readonly wake = new Set<() => void>();
  private looks = new Map<string, Promise<FeedEvents | undefined>>();
  private timer: NodeJS.Timeout | undefined;
  private seen = '';

  constructor(
    private readonly umstieg: Pick<Umstieg, 'listings'>,
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

  get isIdle(): boolean {
    return this.wake.size === 0;
  }

  /** What comes next after the cursor, each run in the order of its numbers; undefined when nothing does. */
  after(cursor: Cursor): Promise<FeedEvents | undefined> {
    const key = written(cursor);
    const known = this.looks.get(key);
    if (known) return known;
    const look = this.read(cursor);
    const { looks } = this;
    if (looks.size >= MOST_LOOKS) looks.clear();
    looks.set(key, look);
    look.catch(() => looks.delete(key)); // whoever comes back asks anew
    return look;
  }

  private async look(): Promise<void> {
    const heads = await this.umstieg.listings.heads(this.project).catch(() => undefined);
    if (!heads || written(heads) === this.seen) return;
    this.seen = written(heads);
    this.looks = new Map();
    for (const wake of this.wake) wake();
  }

  private async read(cursor: Cursor): Promise<FeedEvents | undefined> {
    const heads: Heads = await this.umstieg.listings.heads(this.project);
    const texts: string[] = [];
    const at = new Map(cursor);
    for (const [run, head] of heads) {
      const seen = cursor.get(run) ?? 0;
      const last = Math.min(head, seen + AT_ONCE - texts.length);
      if (seen >= last) continue;
      for (const entry of await this.umstieg.listings.between(run, seen, last)) {
        at.set(run, entry.seq);
        texts.push(eventText(entry, at));
      }
    }
    return texts.length === 0
      ? undefined
      : { bytes: Buffer.from(texts.join(''), 'utf8'), cursor: at };
  }
}

/** What happened, without anything that names a person. The id is what has been seen once it was. */
function eventText(entry: AuditEntry, cursor: Cursor): string {
  const { run, seq, at, kind, event, step, revision, verdict, code } = entry;
  const data = JSON.stringify({ run, seq, at, kind, event, step, revision, verdict, code });
  return `id: ${written(cursor)}\nevent: entry\ndata: ${data}\n\n`;
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

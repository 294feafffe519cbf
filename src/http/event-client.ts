import type { ServerResponse } from 'node:http';
import { written, type Cursor, type EventFeed } from './event-feed.js';

const HEARTBEAT_MS = 15_000;
/** A client that takes nothing for so long is let go; it comes back with what it saw last. */
const STALLED_MS = 60_000;

/**
 * One client that listens: sends what it has not seen, in order, and a heartbeat when nothing happens. The next events are asked
 * for once the client has taken the last ones, so a slow one keeps nothing of it in memory but those.
 */
export class EventClient {
  private again = false;
  private busy = false;
  private readonly closed: Promise<void>;

  constructor(
    private readonly response: ServerResponse,
    private readonly feed: EventFeed,
    private cursor: Cursor,
  ) {
    // who has left before this was asked closes no second time
    this.closed = response.closed
      ? Promise.resolve()
      : new Promise((done) => response.once('close', done));
  }

  /** Ends when the client leaves or takes nothing any more, or the server stops. */
  async serve(): Promise<void> {
    const { response } = this;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    // with data: readers pass over an id that comes without (eventsource-parser does)
    response.write(`retry: 1000\nid: ${written(this.cursor)}\nevent: here\ndata: {}\n\n`);
    const stop = this.feed.listen(() => void this.send());
    const heartbeat = setInterval(() => this.beat(), HEARTBEAT_MS);
    void this.send();
    await this.closed;
    clearInterval(heartbeat);
    stop();
  }

  private async send(): Promise<void> {
    this.again = true;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.again) {
        this.again = false;
        for (;;) {
          const events = await this.feed.after(this.cursor);
          if (!events || this.isOver()) break;
          await this.pass(events.bytes);
          this.cursor = events.cursor;
        }
      }
    } catch {
      this.response.destroy(); // the client comes back, and then hears what the trouble is
    } finally {
      this.busy = false;
    }
  }

  /** Waits until the bytes are on their way. */
  private async pass(bytes: Buffer): Promise<void> {
    const stalled = setTimeout(() => this.response.destroy(), STALLED_MS);
    const taken = new Promise<void>((done) => this.response.write(bytes, () => done()));
    await Promise.race([taken, this.closed]);
    clearTimeout(stalled);
  }

  private beat(): void {
    if (!this.busy && !this.isOver()) this.response.write(': still here\n\n');
  }

  private isOver(): boolean {
    return this.response.writableEnded || this.response.destroyed;
  }
}

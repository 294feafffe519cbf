import type { Response } from 'express';
import { written, type Cursor, type EventFeed, type FeedEvent } from './event-feed.js';

const HEARTBEAT_MS = 15_000;
/** Bytes that may wait for a client before it is let go; it comes back with what it saw last. */
const WAITING_BYTES = 1_048_576;

/** One client that listens: sends what it has not seen, in order, and a heartbeat when nothing happens. */
export class EventClient {
  private again = false;
  private busy = false;
  private over = false;

  constructor(
    private readonly response: Response,
    private readonly feed: EventFeed,
    private cursor: Cursor,
  ) {}

  /** Ends when the client leaves, is too slow, or the server stops. */
  async serve(): Promise<void> {
    const { response } = this;
    response.status(200).set({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    response.write(`retry: 1000\nid: ${written(this.cursor)}\n\n`);
    const stop = this.feed.listen(() => void this.send());
    const heartbeat = setInterval(() => this.write(': still here\n\n'), HEARTBEAT_MS);
    const closed = new Promise<void>((done) => response.once('close', done));
    void this.send();
    await closed;
    this.over = true;
    clearInterval(heartbeat);
    stop();
  }

  private async send(): Promise<void> {
    this.again = true;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.again && !this.over) {
        this.again = false;
        for (const event of await this.feed.after(this.cursor)) {
          this.cursor = event.cursor;
          if (!this.write(eventText(event))) return;
        }
      }
    } catch {
      this.response.destroy(); // the client comes back, and then hears what the trouble is
    } finally {
      this.busy = false;
    }
  }

  private write(text: string): boolean {
    if (this.over) return false;
    if (this.response.writableLength > WAITING_BYTES) {
      this.response.destroy();
      return false;
    }
    this.response.write(text);
    return true;
  }
}

/** What happened, without anything that names a person. */
function eventText({ cursor, entry }: FeedEvent): string {
  const { run, seq, at, kind, event, step, revision, verdict, code } = entry;
  const data = JSON.stringify({ run, seq, at, kind, event, step, revision, verdict, code });
  return `id: ${written(cursor)}\nevent: entry\ndata: ${data}\n\n`;
}

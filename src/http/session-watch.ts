import { Inject, Injectable } from '@nestjs/common';
import { Access } from '../access/access.js';

interface Watched {
  readonly still: () => Promise<boolean>;
  readonly end: () => void;
}

const LOOK_MS = 1_000;
/** Sessions also run out without a change of people and rights. */
const LOOK_AT_ALL_EVERY = 5;

/** Ends long answers once whoever listens is signed out, was sent away, or lost the right. */
@Injectable()
export class SessionWatch {
  private readonly watched = new Set<Watched>();
  private timer: NodeJS.Timeout | undefined;
  private seen = -1;
  private turn = 0;

  constructor(@Inject(Access) private readonly access: Access) {}

  /** @returns stops watching */
  over(still: () => Promise<boolean>, end: () => void): () => void {
    const one = { still, end };
    this.watched.add(one);
    this.timer ??= setInterval(() => void this.look(), LOOK_MS);
    void this.ask(one); // something may have changed since the guard asked
    return () => {
      this.watched.delete(one);
      if (this.watched.size > 0) return;
      clearInterval(this.timer);
      this.timer = undefined;
    };
  }

  private async look(): Promise<void> {
    this.turn = (this.turn + 1) % LOOK_AT_ALL_EVERY;
    const last = await this.access.lastChange().catch(() => this.seen);
    if (last === this.seen && this.turn !== 0) return;
    this.seen = last;
    for (const one of this.watched) await this.ask(one);
  }

  /** Where the database does not answer nothing is known, so nobody is sent away. */
  private async ask(one: Watched): Promise<void> {
    if (!(await one.still().catch(() => true))) one.end();
  }
}

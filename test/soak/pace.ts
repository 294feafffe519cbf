import { once, EventEmitter } from 'node:events';

/** Lets everybody work until so many commands are answered or the time is up, tells when a share is over, and makes pauses for a look. */
export class Pace {
  private readonly bell = new EventEmitter().setMaxListeners(0);
  private working = 0;
  private isQuiet = false;
  private isOver = false;

  private readonly began = performance.now();

  /** @param answered commands so far */
  constructor(
    private readonly answered: () => number,
    private readonly most: { readonly commands: number; readonly ms: number },
  ) {}

  /** From 0 to 1: of the commands, or of the time if that is further. */
  private get share(): number {
    const { commands, ms } = this.most;
    return Math.max(this.answered() / commands, (performance.now() - this.began) / ms);
  }

  /** Waits for its turn. @returns false when nothing is left to do */
  async turn(): Promise<boolean> {
    while (this.isQuiet) await once(this.bell, 'go on');
    if (this.isOver || this.share >= 1) return false;
    this.working++;
    return true;
  }

  /** One turn is over. */
  done(): void {
    this.working--;
    this.bell.emit('done');
  }

  /** Nobody begins anything more: something went wrong. */
  end(): void {
    this.isOver = true;
    this.bell.emit('done');
  }

  /** Until this share of it all is over. @returns false when that will not be */
  async reached(share: number): Promise<boolean> {
    while (this.share < share && !this.isOver) await once(this.bell, 'done');
    return !this.isOver;
  }

  /** Does something while nobody has a request on its way. */
  async quiet<T>(work: () => Promise<T>): Promise<T> {
    this.isQuiet = true;
    try {
      while (this.working > 0) await once(this.bell, 'done');
      return await work();
    } finally {
      this.isQuiet = false;
      this.bell.emit('go on');
    }
  }
}

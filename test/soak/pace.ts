import { once, EventEmitter } from 'node:events';

/** Lets everybody work until so many commands are answered, tells when a number is reached, and makes pauses for a look. */
export class Pace {
  private readonly bell = new EventEmitter().setMaxListeners(0);
  private working = 0;
  private isQuiet = false;
  private isOver = false;

  /** @param answered commands so far */
  constructor(
    private readonly answered: () => number,
    private readonly all: number,
  ) {}

  /** Waits for its turn. @returns false when nothing is left to do */
  async turn(): Promise<boolean> {
    while (this.isQuiet) await once(this.bell, 'go on');
    if (this.isOver || this.answered() >= this.all) return false;
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

  /** Until so many commands are answered. @returns false when that will not be */
  async reached(commands: number): Promise<boolean> {
    while (this.answered() < commands && !this.isOver) await once(this.bell, 'done');
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

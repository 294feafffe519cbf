import { PassThrough } from 'node:stream';
import type { ReadStream } from 'node:tty';

const CTRL_C = '\u0003';

/** The person wants to go. Nothing is lost by that. */
export class Leave extends Error {
  override readonly name = 'Leave';
}

/** The person wants to go one page back, to the menu. */
export class Back extends Error {
  override readonly name = 'Back';
}

/**
 * The terminal's keys. The terminal is kept raw from the first question to the last, so that it never echoes what is
 * typed between two questions, a secret least of all.
 */
export class Keyboard {
  /** What the questions read. */
  readonly keys = new PassThrough();
  private going = false;
  private interrupt: (() => void) | undefined;

  constructor(private readonly input: ReadStream) {}

  open(): void {
    this.input.setRawMode(true);
    this.input.on('data', this.take);
    this.input.on('end', this.gone);
    this.input.resume();
  }

  close(): void {
    this.input.off('data', this.take);
    this.input.off('end', this.gone);
    this.input.setRawMode(false);
    this.input.pause();
  }

  /**
   * Waits for machine work; Ctrl-C ends the waiting, not the work's result. Other keys are dropped: what is hammered
   * meanwhile must not answer the next question.
   * @throws Leave
   */
  async during<T>(work: Promise<T>): Promise<T> {
    const left = new Promise<never>((_resolve, reject) => {
      this.interrupt = () => reject(new Leave());
    });
    try {
      return await Promise.race([work, left]);
    } finally {
      this.interrupt = undefined;
      work.catch(() => undefined);
    }
  }

  /** Why a question was given up: Ctrl-C leaves the guide, Esc goes back. */
  givenUp(): Leave | Back {
    return this.going ? new Leave() : new Back();
  }

  private readonly take = (bytes: Buffer): void => {
    const leaves = bytes.includes(CTRL_C);
    if (this.interrupt) {
      if (leaves) this.interrupt();
      return;
    }
    this.going ||= leaves;
    this.keys.write(bytes);
  };

  /** The terminal was closed. */
  private readonly gone = (): void => {
    this.going = true;
    this.interrupt?.();
    this.keys.write(CTRL_C);
  };
}

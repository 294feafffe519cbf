import { Worker } from 'node:worker_threads';

export interface Addressee {
  readonly address?: string | undefined;
  /** Members of a named group (RFC 5322 3.4). */
  readonly group?: readonly Addressee[] | undefined;
}
/** What a mail consists of, as the libraries give it. */
export interface MailParts {
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  /** HTML in the code page of the mail. */
  readonly htmlBytes?: Uint8Array;
  /** One character a byte. */
  readonly rtf?: string;
  /** ISO 8601. */
  readonly sentAt?: string;
  readonly recipients: readonly Addressee[];
  readonly attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}
interface Parts {
  readonly eml: MailParts;
  readonly msg: MailParts;
  /** Lines of each page. */
  readonly pdf: string[][] | 'pdf-password';
}
export type ForeignFormat = keyof Parts;

/** A license mail takes well under a second. */
const LIMIT_MS = 10_000;
/** Memory of the thread, MiB. Evidence beyond 20 MiB is not read at all. */
const MEMORY_MB = 256;

/**
 * Takes evidence apart on a thread of its own: the libraries for these formats run for ever on some damaged files (a block
 * chain of an `.msg` that leads back to itself). A thread that takes too long or too much memory is ended, and the file
 * counts as damaged; the program goes on meanwhile and afterwards.
 */
export class ReadingThread {
  private thread: Worker | undefined;
  private before: Promise<unknown> = Promise.resolve();

  /** @param limitMs time for one file, milliseconds; loading its library has as much of its own */
  constructor(private readonly limitMs = LIMIT_MS) {}

  /** Parts of a file; undefined when it is damaged, of another kind, or cannot be read within the limits. */
  async read<F extends ForeignFormat>(kind: F, bytes: Uint8Array): Promise<Parts[F] | undefined> {
    const answer = this.before.then(() => this.ask(kind, bytes));
    this.before = answer;
    return (await answer) as Parts[F] | undefined;
  }

  private ask(kind: ForeignFormat, bytes: Uint8Array): Promise<unknown> {
    const thread = (this.thread ??= this.start());
    return new Promise((resolve) => {
      const settle = (parts: unknown): void => {
        clearTimeout(timer);
        thread.off('message', onMessage).off('error', onLost).off('exit', onLost);
        thread.unref();
        resolve(parts);
      };
      const onMessage = (said: { readonly begun?: true; readonly parts?: unknown }): void => {
        if (said.begun) timer.refresh();
        else settle(said.parts);
      };
      const onLost = (): void => {
        this.thread = undefined;
        settle(undefined);
        thread.on('error', () => undefined); // of the end that is asked for here
        void thread.terminate();
      };
      const timer = setTimeout(onLost, this.limitMs);
      thread.on('message', onMessage).on('error', onLost).on('exit', onLost);
      thread.ref();
      thread.postMessage({ kind, bytes: new Uint8Array(bytes) });
    });
  }

  private start(): Worker {
    return new Worker(new URL('./foreign-formats.mjs', import.meta.url), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
  }
}

/** One for all evidence of this process; it keeps nothing of what it read. */
export const READING = new ReadingThread();

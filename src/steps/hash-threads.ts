import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Bytes read at once; with the number of threads all the memory that hashing takes, whatever the size of a file. */
export const CHUNK = 1 << 20;
/** More threads than this only make a disk seek. */
const MOST = 4;

type Answer = { read: number } | { sha256: string } | { stopped: true } | { code: string };

/** Threads that hash open files beside the main one; started when first needed. */
export class HashThreads {
  readonly size = Math.max(1, Math.min(MOST, availableParallelism()));
  private readonly stop = new Int32Array(new SharedArrayBuffer(4));
  private readonly idle: Worker[] = [];
  private readonly all: Worker[] = [];

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', this.onAbort);
    if (signal.aborted) this.onAbort();
  }

  /**
   * SHA-256 of everything an open file holds, lower-case hex. At most `size` calls at the same time.
   * @param advance hears the bytes of each piece
   * @throws the signal's reason, or an error with the system's `code`
   */
  async digest(fd: number, advance: (bytes: number) => void): Promise<string> {
    const thread = this.idle.pop() ?? this.start();
    try {
      return await this.ask(thread, fd, advance);
    } finally {
      this.idle.push(thread);
    }
  }

  async close(): Promise<void> {
    this.signal.removeEventListener('abort', this.onAbort);
    await Promise.all(this.all.map((thread) => thread.terminate()));
  }

  private readonly onAbort = (): void => {
    Atomics.store(this.stop, 0, 1);
  };

  private start(): Worker {
    const workerData = { chunk: CHUNK, stop: this.stop.buffer };
    const thread = new Worker(new URL('./hash-worker.mjs', import.meta.url), {
      workerData,
      execArgv: [],
    });
    thread.unref();
    this.all.push(thread);
    return thread;
  }

  private ask(thread: Worker, fd: number, advance: (bytes: number) => void): Promise<string> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        thread.off('message', onMessage);
        thread.off('error', onError);
        thread.unref();
        settle();
      };
      const onError = (error: Error): void => {
        end(() => reject(error));
      };
      const onMessage = (answer: Answer): void => {
        if ('read' in answer) advance(answer.read);
        else if ('sha256' in answer) end(() => resolve(answer.sha256));
        else if ('stopped' in answer) end(() => reject(this.signal.reason as Error));
        else end(() => reject(Object.assign(new Error(answer.code), { code: answer.code })));
      };
      thread.on('message', onMessage);
      thread.on('error', onError);
      thread.ref();
      thread.postMessage(fd);
    });
  }
}

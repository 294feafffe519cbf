import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileEntry } from './files.js';

/** Bytes read at once; with the number of threads all the memory that reading takes, whatever the size of a file. */
const CHUNK = 1 << 20;
/** More threads than this only make a disk seek. */
const MOST = 4;

/** What became of a file: lower-case hex, not the file that was walked over any more, or the system's code of a failure. */
export type Digest =
  { readonly sha256: string } | { readonly changed: true } | { readonly code: string };
type Answer = { read: number } | { digests: readonly Digest[] } | { stopped: true };

/** Threads that hash the files of one folder beside the main one; started when first needed. */
export class HashThreads {
  readonly size = Math.max(1, Math.min(MOST, availableParallelism()));
  private readonly stop = new Int32Array(new SharedArrayBuffer(4));
  private readonly idle: Worker[] = [];
  private readonly all: Worker[] = [];

  constructor(
    private readonly root: string,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', this.onAbort);
    if (signal.aborted) this.onAbort();
  }

  /**
   * SHA-256 of each file, in their order. At most `size` calls at the same time.
   * @param advance hears of bytes as they are read, not of the last ones
   * @throws the signal's reason
   */
  async digests(
    files: readonly FileEntry[],
    advance: (bytes: number) => void,
  ): Promise<readonly Digest[]> {
    const thread = this.idle.pop() ?? this.start();
    const digests = await this.ask(thread, files, advance);
    this.idle.push(thread);
    return digests;
  }

  async close(): Promise<void> {
    this.signal.removeEventListener('abort', this.onAbort);
    await Promise.all(this.all.map((thread) => thread.terminate()));
  }

  private readonly onAbort = (): void => {
    Atomics.store(this.stop, 0, 1);
  };

  private start(): Worker {
    const workerData = { root: this.root, chunk: CHUNK, stop: this.stop.buffer };
    const thread = new Worker(new URL('./hash-worker.mjs', import.meta.url), {
      workerData,
      execArgv: [],
    });
    thread.unref();
    this.all.push(thread);
    return thread;
  }

  private ask(
    thread: Worker,
    files: readonly FileEntry[],
    advance: (bytes: number) => void,
  ): Promise<readonly Digest[]> {
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
        else if ('digests' in answer) end(() => resolve(answer.digests));
        else end(() => reject(this.signal.reason as Error));
      };
      thread.on('message', onMessage);
      thread.on('error', onError);
      thread.ref();
      thread.postMessage(files);
    });
  }
}

import { RequestError } from '../core/errors.js';

/** Failed writes in a row after which the disk is left alone. */
const FAILURES = 3;
/** How long, until one command tries it again. */
const REST_MS = 5_000;

/**
 * A disk that fails once may be asked again; one that failed several times in a row is left alone: everything can be read, nothing is
 * taken. From time to time one command tries it, and when that is kept everything is taken again.
 */
export class FailingDisk {
  private failures = 0;
  private failedAt = 0;

  constructor(
    private readonly file: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws RequestError store.read-only while the disk is left alone */
  requireWritable(): void {
    if (this.failures < FAILURES || this.now() - this.failedAt >= REST_MS) return;
    throw leftAlone(this.file);
  }

  /** @throws RequestError store.read-only, and what `work` throws */
  async write(work: () => Promise<void>): Promise<void> {
    this.requireWritable();
    try {
      await work();
    } catch (error) {
      if ((error as { code?: string }).code === 'SQLITE_IOERR') {
        this.failures++;
        this.failedAt = this.now();
      }
      throw error;
    }
    this.failures = 0;
  }
}

function leftAlone(file: string): RequestError {
  return new RequestError(
    'store.read-only',
    {
      de: `Der Datenträger meldete ${FAILURES}-mal nacheinander einen Fehler. Umstieg zeigt alles, nimmt aber nichts an; alle ${REST_MS / 1000} s versucht es ein Befehl. Sehen Sie nach dem Datenträger und wiederholen Sie den Befehl.`,
      en: `The disk reported an error ${FAILURES} times in a row. Umstieg shows everything and takes nothing; every ${REST_MS / 1000} s a command tries again. Look after the disk and repeat the command.`,
    },
    { place: { file } },
  );
}

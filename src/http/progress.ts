import type { Umstieg } from '../engine/umstieg.js';

interface Told {
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
}

/** Work that told something; of what is older nobody waits any more. */
const MOST = 1_000;

/** What steps of this process told last about how far they are; the other processes' progress is theirs. */
export class Progress {
  private readonly last = new Map<string, Told>();

  constructor(umstieg: Umstieg) {
    umstieg.onProgress(({ runId, ...told }) => {
      this.keep(runId, told);
      this.keep(`${runId} ${told.step}`, told);
    });
  }

  private keep(work: string, told: Told): void {
    this.last.delete(work);
    this.last.set(work, told);
    const [oldest] = this.last.keys();
    if (this.last.size > MOST && oldest !== undefined) this.last.delete(oldest);
  }

  /** @param step of the run as a whole what was told last */
  of(runId: string, step?: string): Omit<Told, 'step'> | null {
    const told = this.last.get(step === undefined ? runId : `${runId} ${step}`);
    return told ? { done: told.done, total: told.total, unit: told.unit } : null;
  }
}

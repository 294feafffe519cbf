import type { Umstieg } from '../engine/umstieg.js';

interface Told {
  readonly step: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
}

/** What steps of this process told last about how far they are; the other processes' progress is theirs. */
export class Progress {
  private readonly last = new Map<string, Told>();

  constructor(umstieg: Umstieg) {
    umstieg.onProgress(({ runId, ...told }) => {
      this.last.set(runId, told);
      this.last.set(`${runId} ${told.step}`, told);
    });
  }

  /** @param step of the run as a whole what was told last */
  of(runId: string, step?: string): Omit<Told, 'step'> | null {
    const told = this.last.get(step === undefined ? runId : `${runId} ${step}`);
    return told ? { done: told.done, total: told.total, unit: told.unit } : null;
  }
}

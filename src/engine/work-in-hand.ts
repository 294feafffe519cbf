import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../core/outcome.js';
import type { AutomaticStep, StepContext } from '../core/step.js';
import type { AttemptRow } from '../persistence/write-batch.js';
import type { EngineCore } from './engine-core.js';
import { isHeld } from './lease-owner.js';
import type { AttemptInput } from './turn-builder.js';

/** How often it is looked whether another process is done, milliseconds. */
export const OTHERS_MS = 250;

/**
 * The work of automatic steps, done by one attempt at a time. An attempt that was canceled, or whose time is up, may still be
 * at it when the same work is asked for again: the later one waits for it, and `check` then tells what it did.
 */
export class WorkInHand {
  /** What goes on in this process, by work key. */
  private readonly going = new Map<string, Promise<unknown>>();

  constructor(private readonly core: EngineCore) {}

  /** @throws AbortError when the time of this attempt is up: then nothing new is begun */
  async carryOut(
    attempt: AttemptRow,
    step: AutomaticStep,
    input: Record<string, unknown>,
    context: StepContext,
  ): Promise<Outcome> {
    await this.othersLeave(attempt, context.signal); // before the queue here: whoever is in it waits for nobody elsewhere
    const before = this.going.get(attempt.workKey);
    const work = (async () => {
      await before?.catch(() => undefined);
      context.signal.throwIfAborted();
      const done = await step.check(input, context);
      context.signal.throwIfAborted();
      return done ?? step.execute(input, context);
    })();
    this.going.set(attempt.workKey, work);
    try {
      return await work;
    } finally {
      if (this.going.get(attempt.workKey) === work) this.going.delete(attempt.workKey);
    }
  }

  /** Waits until no other process is at this work for a canceled attempt: it holds its lease as long as it is. */
  private async othersLeave({ id, runId, workKey, input }: AttemptRow, signal: AbortSignal) {
    const { store, env } = this.core;
    const { sameAs, actor } = JSON.parse(input) as AttemptInput;
    if (sameAs === undefined && actor === null) return; // the first attempt at this step
    for (;;) {
      const now = env.now().getTime(); // before the look: a lease that is renewed meanwhile has not ended
      const all = await store.attempts({ runId, workKey });
      const earlier = all.slice(
        0,
        all.findIndex((a) => a.id === id),
      );
      const left = earlier.filter((a) => a.status === 'canceled' && a.owner !== env.owner);
      if (!left.some((a) => isHeld(a, now))) return;
      await delay(OTHERS_MS, undefined, { signal });
    }
  }
}

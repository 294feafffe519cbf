import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { StepFailure, type UmstiegError } from '../core/errors.js';
import type { Turn } from '../persistence/unit-of-work.js';
import type { AttemptRow } from '../persistence/write-batch.js';
import {
  attemptFailed,
  isCurrent,
  outcomeArrived,
  takeOver,
  type Speaker,
} from './decide-attempts.js';
import { fireDue } from './decide-run.js';
import { Ask } from './ask.js';
import { inputOf } from './attempt-input.js';
import { asFailure, inTime, unlessAborted } from './bounded-work.js';
import type { EngineCore } from './engine-core.js';
import { isHeld } from './lease-owner.js';
import type { NamedPaths } from './named-paths.js';
import type { StepContextFactory } from './step-context.js';
import { isTask } from './step-registry.js';
import { TurnBuilder, type EntryParts, type LoadedRun } from './turn-builder.js';
import type { Who } from './who.js';
import { OTHERS_MS, WorkInHand } from './work-in-hand.js';

const DEFAULT_TIMEOUT_MS = 10 * 60_000;
const DEFAULT_ATTEMPTS = 4;
/** Told to whatever a step left running; made once, because every attempt ends. */
const OVER = new DOMException('The attempt is over.', 'AbortError');

/** Runs attempts outside any transaction and feeds their outcome back; the same code starts and resumes. */
export class AttemptRunner {
  private readonly active = new Map<string, Promise<void>>();
  private readonly runOf = new Map<string, string>();
  private readonly stepOf = new Map<string, string>();
  private readonly failures = new Map<string, unknown>();
  private readonly leaving = new AbortController();
  private readonly inHand: WorkInHand;

  constructor(
    private readonly core: EngineCore,
    private readonly contexts: StepContextFactory,
    private readonly namedPaths: NamedPaths,
    private readonly who: Who,
  ) {
    this.inHand = new WorkInHand(core);
    setMaxListeners(0, this.leaving.signal); // one an attempt, taken off at its end
    core.onStarted = (attempts) => {
      for (const attempt of attempts) this.launch(attempt);
    };
  }

  /** Waits until nothing that this process began for the run is still going on. Rethrows what must not be swallowed. */
  async settle(runId?: string): Promise<void> {
    for (;;) {
      const mine = [...this.active].filter(
        ([id]) => runId === undefined || this.runOf.get(id) === runId,
      );
      if (mine.length === 0) break;
      await Promise.all(mine.map(([, done]) => done));
    }
    const [failure] = this.failures;
    if (!failure) return;
    this.failures.delete(failure[0]);
    throw failure[1];
  }

  /**
   * Gives back what is running: its outcome no longer counts, and whoever goes on takes it over, as after a power cut.
   * A step that does not heed its abort signal may still be at work afterwards.
   * @returns the steps that were given back
   */
  async abandon(): Promise<readonly string[]> {
    const steps = [...this.stepOf.values()];
    this.leaving.abort();
    await Promise.all(this.active.values());
    this.failures.clear();
    return steps;
  }

  /** Takes over what dead owners left behind, and fires the timers that are due by their run's own clock. */
  async resume(runId?: string): Promise<number> {
    if (this.core.held) return 0;
    const now = this.core.env.now().getTime(); // before the look: a lease that is renewed meanwhile has not ended
    const started = await this.core.store.attempts({
      status: 'started',
      ...(runId ? { runId } : {}),
    });
    const mine = (a: AttemptRow) => a.owner === this.core.env.owner && this.active.has(a.id);
    const left = started.filter((attempt) => !mine(attempt) && !isHeld(attempt, now));
    // together: they share flushes, and a run that cannot go on holds up no other
    const takings = await Promise.allSettled(left.map((a) => this.speak(a, (s) => takeOver(s))));
    for (const taking of takings) if (taking.status === 'rejected') throw taking.reason;
    const taken = takings.filter((taking) => taking.status === 'fulfilled' && taking.value).length;
    await this.fireTimers(runId);
    return taken;
  }

  /**
   * Waits until no other process holds an attempt of the run. Each wait has an end: the other's time limit for the step,
   * or its lease. What it leaves behind is the next `resume`'s.
   */
  async othersEnd(runId: string): Promise<void> {
    const { store, env } = this.core;
    for (;;) {
      const now = env.now().getTime();
      const started = await store.attempts({ status: 'started', runId });
      if (!started.some((a) => a.owner !== env.owner && isHeld(a, now))) return;
      await delay(OTHERS_MS);
    }
  }

  private async fireTimers(runId?: string): Promise<void> {
    const due = await this.core.store.dueTimers(this.core.env.now().toISOString());
    for (const id of new Set(due.map((t) => t.runId))) {
      if (runId !== undefined && id !== runId) continue;
      const started = await this.core.commit(id, null, (run) => this.timerTurn(run));
      this.core.start(started);
    }
  }

  private timerTurn(run: LoadedRun): Turn<AttemptRow[]> {
    if (run.state.paused || run.state.canceled) return { settle: () => [] };
    const builder = new TurnBuilder(this.core.env, run, this.who);
    const ask = new Ask(run, this.core.registry, builder, '', '');
    const fired = fireDue(ask, builder.runNow);
    if (fired.length === 0) return { settle: () => [] };
    return this.turn(run, builder, {
      kind: 'timer',
      event: 'timers.fired',
      inputs: { names: [...fired] },
    });
  }

  private launch(attempt: AttemptRow): void {
    this.runOf.set(attempt.id, attempt.runId);
    this.stepOf.set(attempt.id, attempt.step);
    const done = this.run(attempt)
      .catch((error: unknown) => {
        this.failures.set(attempt.id, error);
      })
      .finally(() => {
        this.active.delete(attempt.id);
        this.runOf.delete(attempt.id);
        this.stepOf.delete(attempt.id);
      });
    this.active.set(attempt.id, done);
  }

  private async run(attempt: AttemptRow): Promise<void> {
    const abort = new AbortController();
    const renew = setInterval(() => {
      const until = this.core.env.now().getTime() + this.core.env.leaseMs;
      void this.core.store.renewLease(attempt.id, attempt.owner, until).catch(() => undefined);
    }, this.core.env.leaseMs / 3);
    try {
      const say = await unlessAborted(this.leaving.signal, () => this.outcome(attempt, abort));
      const heard = say !== undefined && (await this.speak(attempt, say)); // what the store refuses is no failure of the step: it is taken over later
      if (!heard) await this.core.store.renewLease(attempt.id, attempt.owner, 0); // paused or left: whoever goes on may take it over
    } finally {
      clearInterval(renew);
      abort.abort(OVER);
    }
  }

  private async outcome(
    attempt: AttemptRow,
    abort: AbortController,
  ): Promise<(speaker: Speaker) => EntryParts> {
    const wait = attempt.notBefore - this.core.env.now().getTime();
    if (wait > 0) await delay(wait, undefined, { signal: abort.signal });
    return this.perform(attempt, abort).catch((error: unknown) => this.failed(attempt, error));
  }

  private failed(attempt: AttemptRow, error: unknown): (speaker: Speaker) => EntryParts {
    const failure = asFailure(error);
    if (failure.family === 'invariant') throw failure;
    const retryAt = this.retryAt(attempt, failure);
    return (s) => attemptFailed(s, failure, retryAt);
  }

  private async perform(
    attempt: AttemptRow,
    abort: AbortController,
  ): Promise<(speaker: Speaker) => EntryParts> {
    const { spec, provider } = this.core.registry.get(attempt.step);
    const given = await inputOf(attempt, this.core.store);
    const context = await this.contexts.make(attempt, given, abort.signal);
    const work = async () => {
      const input = await this.namedPaths.readable(spec, given);
      if (isTask(provider)) return provider.verify(input, context);
      return this.inHand.carryOut(attempt, provider, input, context);
    };
    const outcome = await inTime(work(), spec.timeoutMs ?? DEFAULT_TIMEOUT_MS, attempt.step, abort);
    const produced = await Promise.all(
      (outcome.evidence ?? []).map((d) => this.contexts.evidenceRef(d, attempt.step)),
    );
    return (s) => outcomeArrived(s, outcome, produced);
  }

  /** Exponential backoff with full jitter, from 200 ms to 30 s; undefined when trying again cannot help. */
  private retryAt(attempt: AttemptRow, failure: UmstiegError): number | undefined {
    if (!(failure instanceof StepFailure) || failure.retry === 'never') return undefined;
    const limit = this.core.registry.get(attempt.step).spec.maxAttempts ?? DEFAULT_ATTEMPTS;
    if (attempt.number >= limit) return undefined;
    const now = this.core.env.now().getTime();
    if (typeof failure.retry === 'object') return now + failure.retry.afterMs;
    return now + Math.random() * Math.min(30_000, 200 * 2 ** attempt.number);
  }

  /** Feeds one attempt's event into its run, unless the run no longer waits for this attempt (fencing). */
  private async speak(
    attempt: AttemptRow,
    say: (speaker: Speaker) => EntryParts,
  ): Promise<boolean> {
    const started = await this.core.commit(
      attempt.runId,
      null,
      (run): Turn<AttemptRow[] | undefined> => {
        if (!isCurrent(run, attempt.step, attempt.id)) return { settle: () => undefined };
        const builder = new TurnBuilder(this.core.env, run, this.who);
        const speaker = {
          run,
          registry: this.core.registry,
          builder,
          attemptId: attempt.id,
          step: attempt.step,
        };
        return this.turn(run, builder, say(speaker));
      },
    );
    if (started === undefined) return false;
    this.core.start(started);
    return true;
  }

  private turn(run: LoadedRun, builder: TurnBuilder, parts: EntryParts): Turn<AttemptRow[]> {
    const next = this.core.loaded(builder.finish(parts, { changes: true }), builder);
    const { attempts, facts } = builder.addition;
    const started = attempts.filter((a) => a.status === 'started');
    const settle = () => {
      this.contexts.accepted(facts);
      return started;
    };
    return { next, addition: builder.addition, settle };
  }
}

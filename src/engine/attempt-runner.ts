import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
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
import { retryTime } from './retry-time.js';
import type { StepContextFactory } from './step-context.js';
import { isTask } from './step-registry.js';
import { TurnBuilder, type EntryParts, type LoadedRun } from './turn-builder.js';
import type { Who } from './who.js';
import { OTHERS_MS, WorkInHand } from './work-in-hand.js';

const DEFAULT_TIMEOUT_MS = 10 * 60_000;
/** Told to whatever a step left running; made once, because every attempt ends. */
const OVER = new DOMException('The attempt is over.', 'AbortError');
const CANCELED = new DOMException('The run no longer waits for this attempt.', 'AbortError');

interface Active {
  readonly attempt: AttemptRow;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** Runs attempts outside any transaction and feeds their outcome back; the same code starts and resumes. */
export class AttemptRunner {
  private readonly active = new Map<string, Active>();
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
    core.onCanceled = (ids) => {
      for (const id of ids) this.active.get(id)?.abort.abort(CANCELED);
    };
  }

  /** Waits until nothing that this process began for the run is still going on. Rethrows what must not be swallowed. */
  async settle(runId?: string): Promise<void> {
    for (;;) {
      const all = [...this.active.values()];
      const mine = all.filter((a) => runId === undefined || a.attempt.runId === runId);
      if (mine.length === 0) break;
      await Promise.all(mine.map(({ done }) => done));
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
    const given = [...this.active.values()];
    this.leaving.abort();
    await Promise.all(given.map(({ done }) => done));
    this.failures.clear();
    return given.map(({ attempt }) => attempt.step);
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
    const abort = new AbortController();
    const done = this.run(attempt, abort)
      .catch((error: unknown) => {
        this.failures.set(attempt.id, error);
      })
      .finally(() => this.active.delete(attempt.id));
    this.active.set(attempt.id, { attempt, abort, done });
  }

  private async run(attempt: AttemptRow, abort: AbortController): Promise<void> {
    const renew = () => void this.renew(attempt, abort).catch(() => undefined);
    const renewing = setInterval(renew, this.core.env.leaseMs / 3);
    try {
      const say = await unlessAborted(this.leaving.signal, () => this.outcome(attempt, abort));
      const heard = say !== undefined && (await this.speak(attempt, say)); // what the store refuses is no failure of the step: it is taken over later
      if (!heard) await this.core.store.renewLease(attempt.id, attempt.owner, 0); // paused or left: whoever goes on may take it over
    } finally {
      clearInterval(renewing);
      abort.abort(OVER);
    }
  }

  /** Holds the lease; and a step whose attempt another process canceled or took over is told to stop. */
  private async renew(attempt: AttemptRow, abort: AbortController): Promise<void> {
    const { id, owner, runId, workKey } = attempt;
    const { store, env } = this.core;
    await store.renewLease(id, owner, env.now().getTime() + env.leaseMs);
    const going = await store.attempts({ runId, workKey, status: 'started' });
    if (!going.some((one) => one.id === id)) abort.abort(CANCELED);
  }

  private async outcome(
    attempt: AttemptRow,
    abort: AbortController,
  ): Promise<(speaker: Speaker) => EntryParts> {
    try {
      const wait = attempt.notBefore - this.core.env.now().getTime();
      if (wait > 0) await delay(wait, undefined, { signal: abort.signal });
      return await this.perform(attempt, abort);
    } catch (error) {
      return this.failed(attempt, error);
    }
  }

  private failed(attempt: AttemptRow, error: unknown): (speaker: Speaker) => EntryParts {
    const failure = asFailure(error);
    if (failure.family === 'invariant') throw failure;
    const { maxAttempts } = this.core.registry.get(attempt.step).spec;
    const now = this.core.env.now().getTime();
    const retryAt = retryTime(failure, { tries: attempt.number, maxAttempts, now });
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

import { Drain } from './drain.js';
import { detailsOf } from './run-state.js';
import type { StepRegistry } from './step-registry.js';
import type { Switched } from './switching.js';
import type { TaskEvent } from './task-event.js';
import type { LoadedRun, TurnBuilder } from './turn-builder.js';

/** One question to a run: who asks what, with everything a decision may look at. */
export class Ask {
  constructor(
    readonly run: LoadedRun,
    readonly registry: StepRegistry,
    readonly builder: TurnBuilder,
    /** Name as given, for the attempt; reference in the chain for everything else. */
    readonly name: string,
    readonly actor: string,
  ) {}

  /** The machines at the turn's current state. */
  drain(): Drain {
    return new Drain(
      this.run.definition,
      this.builder.current,
      this.registry.traitsOf,
      this.builder.runNow,
    );
  }

  /** Names behind references, as far as they were not erased. */
  namesOf(references: readonly string[]): string[] {
    const people = [...this.run.stored.people];
    return people.flatMap(([name, reference]) => (references.includes(reference) ? [name] : []));
  }

  /** The run as switching wants it. */
  get switched(): Switched {
    const { current: state, runNow: now } = this.builder;
    return { definition: this.run.definition, state, traits: this.registry.traitsOf, now };
  }

  /** Back to ready; the part starts over and falls through to it. Kept claims are handed in again when their turn comes. */
  reopen(step: string, event: TaskEvent, keep: readonly string[]): void {
    const state = this.builder.current;
    const tasks = { ...state.tasks };
    for (const other of keep) tasks[other] = { ...detailsOf(state, other), again: true };
    this.builder.replaceState({ ...state, tasks });
    this.builder.drained(this.drain().task(step, event).run());
  }
}

import { isRunning, isSettled } from '../core/task-status.js';
import type { View } from '../machines/guards.js';
import type { Action, RestsAs } from '../machines/kinds.js';
import { ROOT, type CompiledDefinition } from './compile-definition.js';
import { Offering } from './offering.js';
import { statusOf, type RunState } from './run-state.js';
import { approvalStands } from './staleness.js';
import type { TraitsOf } from './step-traits.js';
import { neverRests, rootMoves, show, type Move } from './state-value.js';
import { applyTaskEvent, OPENS_AGAIN, outlives, type TaskEvent } from './task-event.js';

export interface Drained {
  readonly state: RunState;
  readonly moves: readonly Move[];
  /** Steps whose attempt must begin, in order. */
  readonly starts: readonly string[];
  /** Steps whose running attempt lost its place: its outcome will be refused. */
  readonly stops: readonly string[];
  readonly timersChanged: readonly string[];
}

type Item =
  | { readonly to: 'task'; readonly step: string; readonly event: TaskEvent }
  | { readonly to: 'part'; readonly part: string; readonly type: string }
  | { readonly to: 'parts' | 'root'; readonly type: string };

const LIMIT = 20_000;

/**
 * Lets tasks, parts and root send each other events until nothing is left to say. Deterministic, no clock but `now`:
 * the same state and events always give the same result. One call is one transaction.
 */
export class Drain {
  private readonly state: RunState;
  private readonly view: View;
  private readonly queue: Item[] = [];
  private readonly moves: Move[] = [];
  private readonly starts = new Set<string>();
  private readonly stops = new Set<string>();
  private readonly offering: Offering;
  private changed = false;

  constructor(
    private readonly definition: CompiledDefinition,
    before: RunState,
    private readonly traits: TraitsOf,
    now: Date,
  ) {
    this.state = {
      ...before,
      parts: { ...before.parts },
      status: { ...before.status },
      tasks: { ...before.tasks },
      flags: { ...before.flags },
      timers: { ...before.timers },
      inbox: [...before.inbox],
    };
    const state = this.state;
    this.offering = new Offering({
      state,
      definition,
      traits,
      now,
      task: (step, event) => this.task(step, event),
      taskNow: (step, event) => this.onTask(step, event),
      part: (part, type) => this.part(part, type),
    });
    this.view = {
      tasks: state.status,
      flags: state.flags,
      get parts() {
        return typeof state.root === 'string' ? {} : (state.root as Record<string, string>);
      },
    };
  }

  /** A fresh run: every machine at its initial state, then the root looks around. */
  static begin(
    definition: CompiledDefinition,
    empty: RunState,
    traits: TraitsOf,
    now: Date,
  ): Drained {
    const drain = new Drain(definition, empty, traits, now);
    drain.state.root = definition.start(ROOT, drain.view).value;
    for (const part of definition.parts)
      drain.state.parts[part] = definition.start(part, drain.view).value;
    drain.changed = true;
    return drain.run();
  }

  task(step: string, event: TaskEvent): this {
    this.queue.push({ to: 'task', step, event });
    return this;
  }
  parts(type: string): this {
    this.queue.push({ to: 'parts', type });
    return this;
  }
  part(part: string, type: string): this {
    this.queue.push({ to: 'part', part, type });
    return this;
  }
  root(type: string): this {
    this.queue.push({ to: 'root', type });
    return this;
  }
  /** The step stays open only if it is offered again before the run comes to rest. */
  doubt(step: string): this {
    this.offering.doubt(step);
    return this;
  }
  /** Guards may judge differently now (a flag or a switched-off row changed). */
  look(): this {
    this.changed = true;
    return this;
  }

  run(): Drained {
    for (let steps = 0; ; steps++) {
      if (steps > LIMIT) throw neverRests(JSON.stringify(this.queue[0]));
      const item = this.queue.shift();
      if (item) this.handle(item);
      else if (this.changed) this.lookAround();
      else if (!this.offering.withdrawRest() && !this.deliverKept()) break;
    }
    return {
      state: this.state,
      moves: this.moves,
      starts: [...this.starts],
      stops: [...this.stops],
      timersChanged: [...this.offering.timersChanged],
    };
  }

  private handle(item: Item): void {
    if (item.to === 'task') this.onTask(item.step, item.event);
    else if (item.to === 'part') this.onPart(item.part, item.type);
    else if (item.to === 'root') this.onRoot(item.type);
    else
      for (const part of this.definition.hears.get(item.type) ?? []) this.onPart(part, item.type);
  }

  private onTask(step: string, event: TaskEvent): void {
    const from = statusOf(this.state, step);
    const to = this.definition.taskNext(from, event.type);
    if (to === undefined || outlives(this.state, step, event.type)) return;
    const { state, traits, definition } = this;
    const approved = approvalStands(state, step);
    const said = applyTaskEvent({ state, step, from, to, event, traits, definition });
    if (from !== to) {
      this.state.status[step] = to;
      this.moves.push({ machine: step, from, to });
    }
    if (isRunning(from) && !isRunning(to)) this.stopIfCut(step, event.type);
    if (isRunning(to) && !isRunning(from)) this.starts.add(step);
    if (isSettled(from) !== isSettled(to) || said.flagsChanged) this.changed = true;
    for (const other of said.invalidated) {
      this.task(other, { type: 'invalidate', cause: step, again: said.first });
    }
    for (const other of said.overtaken) this.task(other, { type: 'deny.outdated', cause: step });
    for (const other of said.withdrawn) this.task(other, { type: 'withdraw' }).rewind(other);
    for (const suffix of said.tell) this.parts(`${step}.${suffix}`);
    if (isSettled(to) && !isSettled(from)) this.parts(`${step}.settled`);
    else if (isSettled(from) && !isSettled(to)) this.rewind(step);
    if (OPENS_AGAIN.has(event.type)) this.doubt(step).rewind(step);
    if (event.type === 'withdraw' && approved) this.rewind(step); // back to where approval is asked for
    if (to === 'ready' && event.type === 'grant.act') this.parts(`${step}.approved`);
  }

  private stopIfCut(step: string, event: string): void {
    if (event === 'withdraw' || event === 'skip' || event === 'stop') this.stops.add(step);
    this.starts.delete(step);
  }

  private rewind(step: string): void {
    const part = this.definition.partOf.get(step);
    if (part !== undefined) this.part(part, 'part.rewind');
  }

  private onPart(part: string, type: string): void {
    const value = this.state.parts[part];
    if (value === undefined) return;
    const before = this.definition.resting(part, value).as;
    const idle = before === 'locked' || before === 'not-applicable';
    if (type === 'part.rewind' && idle) return;
    const moved = this.definition.move(part, value, type, this.view);
    if (!moved) return;
    this.state.parts[part] = moved.value;
    const [from, to] = [show(value), show(moved.value)];
    if (from !== to) this.moves.push({ machine: part, from, to });
    this.offering.act(part, moved.actions);
    this.tellRoot(part, before, moved.as);
  }

  private tellRoot(part: string, before: RestsAs, after: RestsAs): void {
    if (before === after) return;
    if (after === 'end') this.queue.push({ to: 'root', type: `${part}.done` });
    else if (before === 'end') this.queue.push({ to: 'root', type: `${part}.reopened` });
    else if (after === 'work') this.queue.push({ to: 'root', type: `${part}.active` });
  }

  private onRoot(type: string): void {
    const moved = this.definition.move(ROOT, this.state.root, type, this.view);
    if (!moved) return;
    for (const move of rootMoves(this.state.root, moved.value)) this.moves.push(move);
    this.state.root = moved.value;
    this.changed ||= type !== 'tasks.changed' || moved.actions.length > 0;
    for (const action of moved.actions) this.actOnPart(action);
  }

  private actOnPart(action: Action): void {
    const part = action.params['part'] as string;
    if (action.type === 'open') this.part(part, 'part.open');
    if (action.type === 'close') {
      this.offering.relock(part);
      this.part(part, 'part.close');
    }
    if (action.type === 'skipPart') {
      for (const step of this.definition.stepsOf.get(part) ?? []) this.task(step, { type: 'skip' });
      this.part(part, 'part.skip');
    }
  }

  /** After statuses or flags changed: the root judges its gates, and waiting steps are offered again. */
  private lookAround(): void {
    this.changed = false;
    for (const [part, value] of Object.entries(this.state.parts))
      this.offering.offerAgain(part, value);
    this.queue.push({ to: 'root', type: 'tasks.changed' });
  }

  private deliverKept(): boolean {
    for (const signal of this.state.inbox) {
      const ready = (this.definition.hears.get(signal) ?? []).filter((part) => {
        const value = this.state.parts[part];
        return value !== undefined && this.definition.can(part, value, signal, this.view);
      });
      if (ready.length === 0) continue;
      this.state.inbox = this.state.inbox.filter((s) => s !== signal);
      for (const part of ready) this.part(part, signal);
      return true;
    }
    return false;
  }
}

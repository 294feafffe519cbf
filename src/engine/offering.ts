import { isOpen, isRunning, isSettled } from '../core/task-status.js';
import type { Action } from '../machines/kinds.js';
import type { CompiledDefinition, OfferParams } from './compile-definition.js';
import type { TraitsOf } from './step-traits.js';
import { addDuration } from './duration.js';
import { detailsOf, statusOf, type RunState, type StateValue } from './run-state.js';
import type { TaskEvent } from './task-event.js';

/** What offering needs of the drain it serves; `state` is the drain's own and changes. */
interface Floor {
  readonly state: RunState;
  readonly definition: CompiledDefinition;
  readonly traits: TraitsOf;
  readonly now: Date;
  task(step: string, event: TaskEvent): void;
  taskNow(step: string, event: TaskEvent): void;
  part(part: string, type: string): void;
}

/** Carries out what states do when they are entered and left: offer steps, withdraw them, skip rows, set timers. */
export class Offering {
  readonly timersChanged = new Set<string>();
  /** Withdrawn on the way; stays withdrawn only if the run comes to rest without offering it again. */
  private readonly withdrawn = new Set<string>();

  constructor(private readonly floor: Floor) {}

  /** Entry and exit actions of one transition, in their order. */
  act(part: string, actions: readonly Action[]): void {
    for (const action of actions) {
      const p = action.params;
      if (action.type === 'withdraw') this.withdrawn.add(p['step'] as string);
      if (action.type === 'skip')
        for (const s of p['steps'] as string[]) this.floor.task(s, { type: 'skip' });
      if (action.type === 'startTimer') this.startTimer(part, p as unknown as TimerParams);
      if (action.type === 'cancelTimer') this.cancelTimer(p['name'] as string);
      if (action.type === 'offer') this.offer(part, p as unknown as OfferParams);
    }
  }

  /** What was withdrawn on the way and not offered again goes back to locked. False when there is nothing. */
  withdrawRest(): boolean {
    if (this.withdrawn.size === 0) return false;
    for (const step of this.withdrawn) this.floor.task(step, { type: 'withdraw' });
    this.withdrawn.clear();
    return true;
  }

  private offer(part: string, offer: OfferParams): void {
    const { step } = offer;
    const status = statusOf(this.floor.state, step);
    const unmet = (offer.needs ?? []).filter((need) => !isSettled(this.floor.state.status[need]));
    if (unmet.length > 0) return;
    this.withdrawn.delete(step);
    if (
      isSettled(status) &&
      !(status === 'not-applicable' && !this.floor.state.off.includes(step))
    ) {
      this.floor.part(part, `${step}.settled`);
      return;
    }
    if (this.surfaces(step)) return;
    if (this.floor.state.off.includes(step)) this.floor.task(step, { type: 'skip' });
    else if (status === 'outdated' && this.floor.definition.sticky.has(step)) return;
    else if (
      offer.approval === 'before' &&
      detailsOf(this.floor.state, step).approvedBy !== undefined
    ) {
      this.floor.part(part, `${step}.approved`);
    } else if (offer.approval === 'before' && status !== 'waiting-approval') {
      this.floor.task(step, { type: 'ask' });
    } else {
      this.floor.taskNow(step, { type: 'offer' });
      if (statusOf(this.floor.state, step) === 'ready') this.beginByItself(step);
    }
  }

  /** What has overwritten or generated something comes back as outdated, never as ready (O11). */
  private surfaces(step: string): boolean {
    const { state, definition } = this.floor;
    const acted = definition.sticky.has(step) && (detailsOf(state, step).round ?? 0) > 0;
    const status = statusOf(state, step);
    const gone = status === 'locked' || (status === 'not-applicable' && !state.off.includes(step));
    if (acted && gone) this.floor.taskNow(step, { type: 'surface' });
    return acted && gone;
  }

  /** Automatic steps without a form start by themselves; kept claims are handed in again (redo --keep, O8). */
  private beginByItself(step: string): void {
    const traits = this.floor.traits(step);
    const sticky = this.floor.definition.sticky.has(step); // O11: only a person hands its claim in again
    const again = !sticky && detailsOf(this.floor.state, step).again === true;
    if (traits?.kind === 'step' && (!traits.hasForm || again))
      this.floor.task(step, { type: 'start' });
    else if (again) this.floor.task(step, { type: 'submit' });
  }

  private startTimer(part: string, p: TimerParams): void {
    if (this.floor.state.timers[p.name]) return;
    this.floor.state.timers[p.name] = {
      part,
      event: p.event,
      dueAt: addDuration(this.floor.now, p.after).toISOString(),
    };
    this.timersChanged.add(p.name);
  }

  private cancelTimer(name: string): void {
    if (!this.floor.state.timers[name]) return;
    const { [name]: _gone, ...rest } = this.floor.state.timers;
    this.floor.state.timers = rest;
    this.timersChanged.add(name);
  }

  /** Stays open only if it is offered before the run comes to rest; a row beside the others only needs its part to be open. */
  doubt(step: string): void {
    const { state, definition } = this.floor;
    const part = definition.partOf.get(step) ?? '';
    const value = state.parts[part];
    const open = value !== undefined && definition.resting(part, value).as !== 'locked';
    if (open && definition.beside.has(step)) return; // a rewind of its part does not lead to it again
    this.withdrawn.add(step);
  }

  /** A closed part is no longer skipped: its rows are locked again, except those the project switched off. */
  relock(part: string): void {
    const { state, definition } = this.floor;
    for (const step of definition.stepsOf.get(part) ?? []) {
      const skipped = statusOf(state, step) === 'not-applicable' && !state.off.includes(step);
      if (skipped) this.floor.task(step, { type: 'lock' });
    }
  }

  /** Steps whose needs may be met by now are offered; those whose needs are met no longer have to wait again. */
  offerAgain(part: string, value: StateValue): void {
    const { state, definition } = this.floor;
    for (const offer of definition.resting(part, value).needy) {
      const status = statusOf(state, offer.step);
      const met = (offer.needs ?? []).every((need) => isSettled(state.status[need]));
      if (!met && this.isWorkedOn(offer.step)) this.withdrawn.add(offer.step);
      else if (status === 'locked' || isSettled(status)) this.offer(part, offer);
    }
  }

  private isWorkedOn(step: string): boolean {
    const status = statusOf(this.floor.state, step);
    const { pending } = detailsOf(this.floor.state, step);
    const asked = pending?.kind === 'act' || pending?.kind === 'result';
    return isOpen(status) || isRunning(status) || (status === 'waiting-approval' && asked);
  }
}

interface TimerParams {
  readonly name: string;
  readonly after: string;
  readonly event: string;
}

import { isOpen, isRunning, type TaskStatus } from '../core/task-status.js';
import type { CompiledDefinition } from './compile-definition.js';
import { detailsOf, statusOf, type Pending, type RunState } from './run-state.js';
import type { TraitsOf } from './step-traits.js';

/** What a changed result means for the steps that read it (O8). */
export interface Stale {
  /** Accepted dependents whose input changed: `invalidate`. */
  readonly invalidated: readonly string[];
  /** Dependents somebody asked to keep as they were: asked in vain, the request is gone. */
  readonly overtaken: readonly string[];
  /** Dependents in the middle of a claim or approved to be done: `withdraw`, then offered anew. */
  readonly withdrawn: readonly string[];
}

interface Run {
  readonly state: RunState;
  readonly traits: TraitsOf;
  readonly definition: CompiledDefinition;
}

/** Dependents that were accepted on another result of this step. Notes the change on requests that wait meanwhile. */
export function staleBy(step: string, result: string, first: boolean, run: Run): Stale {
  const { state, traits, definition } = run;
  const stale = definition.steps.filter(
    (other) =>
      other !== step &&
      traits(other)?.reads.includes(step) &&
      detailsOf(state, other).inputs?.[step] !== result,
  );
  for (const other of stale) rememberStale(state, other, step);
  return {
    overtaken: stale.filter((other) => waitsFor(state, other, 'keep')),
    invalidated: stale.filter(
      (other) => wasAccepted(statusOf(state, other)) && !(first && definition.sticky.has(other)),
    ),
    withdrawn: stale.filter(
      (other) => isRunning(statusOf(state, other)) || approvalStands(state, other),
    ),
  };
}

/** Steps that declared this one as an input or wait for it, in shown order. */
export function standingOn(step: string, { traits, definition }: Omit<Run, 'state'>): string[] {
  return definition.steps.filter(
    (other) => traits(other)?.reads.includes(step) || definition.needs.get(other)?.includes(step),
  );
}

/** A second person has approved what is still to be done, or is looking at a claim. */
export function approvalStands(state: RunState, step: string): boolean {
  const approved = detailsOf(state, step).approvedBy !== undefined;
  return waitsFor(state, step, 'result') || (approved && isOpen(statusOf(state, step)));
}

/** Nothing changed after all: claims kept for re-use are not needed. */
export function forgetKept(
  state: RunState,
  step: string,
  traits: TraitsOf,
  definition: CompiledDefinition,
): void {
  for (const other of definition.steps) {
    const { again, ...details } = detailsOf(state, other);
    if (!again || statusOf(state, other) !== 'done') continue;
    if (traits(other)?.reads.includes(step)) state.tasks[other] = details;
  }
}

/** Results a step would be accepted on now: row id → digest. */
export function currentInputs(state: RunState, reads: readonly string[]): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const step of reads) {
    const result = detailsOf(state, step).result;
    if (result !== undefined) inputs[step] = result;
  }
  return inputs;
}

/** A result somebody asked to redo, waive or switch off is outdated when they are told no. */
function rememberStale(state: RunState, step: string, cause: string): void {
  const { pending, ...details } = detailsOf(state, step);
  if (statusOf(state, step) !== 'waiting-approval' || pending?.from !== 'done') return;
  state.tasks[step] = { ...details, pending: { ...pending, from: 'outdated' }, cause: [cause] };
}

function wasAccepted(status: TaskStatus): boolean {
  return status === 'done' || status === 'outdated';
}

function waitsFor(state: RunState, step: string, kind: Pending['kind']): boolean {
  const waiting = statusOf(state, step) === 'waiting-approval';
  return waiting && detailsOf(state, step).pending?.kind === kind;
}

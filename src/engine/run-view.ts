import type { RunKind, RunStatus } from '../core/parts.js';
import { isOpen, isSettled } from '../core/task-status.js';
import type { AgreedDays } from './agreed-days.js';
import { detailsOf, isTakenOver, statusOf } from './run-state.js';
import { milestoneOf, plannedPart, type Milestone } from './plan.js';
import { show } from './state-value.js';
import type { StepRegistry } from './step-registry.js';
import type { LoadedRun } from './turn-builder.js';
import type { RunView, StepView } from './views.js';
import { missingFor } from './why.js';

/** A loaded run as faces show it; asks no database. */
export function runView(
  registry: StepRegistry,
  run: LoadedRun,
  customer: string,
  days: AgreedDays,
): RunView {
  const { state, definition } = run;
  const { row } = run.stored;
  const status = row.status as RunStatus;
  const nameOf = namesIn(run);
  const steps = definition.steps.map((id) => viewOf(registry, run, id, nameOf, days));
  return {
    id: row.id,
    projectId: row.projectId,
    customer,
    title: registry.sequenceTitle(definition.json.name),
    kind: row.kind as RunKind,
    ...(state.origin.from ? { from: state.origin.from } : {}),
    status,
    paused: state.paused,
    revision: row.revision,
    definition: {
      name: definition.json.name,
      version: definition.json.version,
      hash: definition.hash,
    },
    clock: state.clock,
    head: { seq: row.headSeq, hash: row.headHash },
    progress: { done: steps.filter((s) => isSettled(s.status)).length, total: steps.length },
    next: steps.filter((s) => isOpen(s.status) || s.status === 'waiting-approval').map((s) => s.id),
    parts: definition.parts.map((name) => {
      const own = steps.filter((s) => s.part === name);
      const region = typeof state.root === 'string' ? '' : show(state.root[name] ?? '');
      return {
        name,
        title: registry.partTitle(name),
        status: region,
        state: show(state.parts[name] ?? ''),
        done: own.filter((s) => isSettled(s.status)).length,
        total: own.length,
        ...plannedPart(state, name, region, status),
      };
    }),
    steps,
    timers: Object.entries(state.timers).map(([name, t]) => ({
      name,
      title: registry.eventTitle(name),
      dueAt: t.dueAt,
    })),
    milestones: milestonesOf(registry, run, steps),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

function milestonesOf(
  registry: StepRegistry,
  { state, stored: { row } }: LoadedRun,
  steps: readonly StepView[],
): Milestone[] {
  const ids = registry.sequence.milestones ?? [];
  const own = steps.filter((step) => ids.includes(step.id));
  return own.map((step) => milestoneOf(state, step, row.status as RunStatus));
}

/** One step of a loaded run as faces show it. */
export function stepView(
  registry: StepRegistry,
  run: LoadedRun,
  id: string,
  days: AgreedDays,
): StepView {
  return viewOf(registry, run, id, namesIn(run), days);
}

/** The name behind a reference in the chain; undefined once it was erased. */
type NameOf = (reference: string | null | undefined) => string | undefined;

export function namesIn(run: LoadedRun): NameOf {
  const names = new Map([...run.stored.people].map(([name, reference]) => [reference, name]));
  return (reference) => names.get(reference ?? '');
}

function viewOf(
  registry: StepRegistry,
  run: LoadedRun,
  id: string,
  nameOf: NameOf,
  days: AgreedDays,
): StepView {
  const { state, definition } = run;
  const spec = registry.find(id)?.spec;
  const status = statusOf(state, id);
  const details = detailsOf(state, id);
  const { pending, assignee, cause, doers = [] } = details;
  const notBefore = days.get(id);
  return {
    id,
    part: definition.partOf.get(id) ?? '',
    kind: spec?.kind ?? 'task',
    title: spec?.title ?? { de: id, en: id },
    status,
    attested: status === 'done' && details.attested === true,
    optional: spec?.optional === true,
    ...(isTakenOver(state, id) ? { takenOver: true as const } : {}),
    ...(state.off.includes(id) ? { off: true as const } : {}),
    ...(status === 'locked' ? { cannotStartBecause: missingFor(definition, state, id) } : {}),
    ...(status === 'outdated' && cause ? { cause } : {}),
    ...(pending ? { waitingFor: { kind: pending.kind, by: nameOf(pending.by) ?? null } } : {}),
    ...(spec?.onceApproved ? { approval: spec.onceApproved.approval } : {}),
    ...(assignee ? { assignee: nameOf(assignee) ?? '?' } : {}),
    ...(notBefore === undefined ? {} : { notBefore }),
    pointOfNoReturn: definition.noReturn.has(id),
    overwrites: definition.sticky.has(id),
    doers: doers.map((d) => nameOf(d) ?? '?'),
  };
}

import { eventText } from '../core/audit-words.js';
import type { TaskStatus } from '../core/task-status.js';
import type { Text } from '../core/text.js';
import type { EngineCore } from './engine-core.js';
import type { Milestone } from './plan.js';
import { detailsOf, statusOf } from './run-state.js';
import { namesIn } from './run-view.js';
import type { Trail } from './trail.js';
import type { LoadedRun } from './turn-builder.js';
import type { PartView, RunView, StepView } from './views.js';
import {
  actOn,
  nextStep,
  whoActs,
  type Acting,
  type ActingRules,
  type NextAction,
} from './who-acts.js';

/** A step or a part that must be settled first. */
export interface Missing {
  readonly kind: 'step' | 'part';
  readonly id: string;
  readonly title: Text;
}

export interface ChecklistStep extends StepView {
  /** Since when it has this status, by the run's clock. */
  readonly since?: string;
  readonly acts?: Acting;
  /** What `cannotStartBecause` names, in words. */
  readonly missing?: readonly Missing[];
}

export interface ChecklistPart extends PartView {
  /** How many of its steps have which status; they add up to `total`. */
  readonly counts: Readonly<Partial<Record<TaskStatus, number>>>;
  /** Steps outside the part that its locked ones wait for. */
  readonly needs: readonly Missing[];
  readonly began?: string;
  readonly ended?: string;
}

/** A milestone, and when it was reached. */
export interface ReachedMilestone extends Milestone {
  readonly actual: string | null;
}

/** The last thing a person did. */
export interface LastAct {
  readonly seq: number;
  readonly at: string;
  readonly step: string | null;
  readonly title: Text | null;
  /** `?` when the name was erased. */
  readonly actor: string;
  readonly what: Text;
}

/** A run as its checklist shows it: what is next, who must act, what is missing, since when. */
export interface Checklist extends RunView {
  readonly parts: readonly ChecklistPart[];
  readonly steps: readonly ChecklistStep[];
  readonly milestones: readonly ReachedMilestone[];
  readonly nextAction: NextAction | null;
  readonly last: LastAct | null;
}

/** Adds to the view of a run what its trail and its sequence say. */
export function checklistOf(
  core: EngineCore,
  run: LoadedRun,
  view: RunView,
  trail: Trail,
): Checklist {
  const rules = actingRules(core, run);
  const steps = view.steps.map((step) => checklistStep(step, view, trail, rules));
  const next = nextStep(steps);
  return {
    ...view,
    steps,
    milestones: view.milestones.map((one) => reached(one, steps)),
    parts: view.parts.map((part) => checklistPart(part, steps, view, trail)),
    nextAction: (next && actionOn(next)) ?? null,
    last: lastAct(core, run, trail),
  };
}

function reached(one: Milestone, steps: readonly ChecklistStep[]): ReachedMilestone {
  const step = steps.find(({ id }) => id === one.step);
  return { ...one, actual: step?.status === 'done' ? (step.since ?? null) : null };
}

/** Steps that wait for a person, with what is to be done. */
export function waitsOf(list: Checklist): NextAction[] {
  return list.steps.flatMap((step) => {
    const action = actionOn(step);
    return action && action.acts.who !== 'umstieg' ? [action] : [];
  });
}

function actionOn(step: ChecklistStep): NextAction | undefined {
  const { id, title, part, status, acts, since, notBefore } = step;
  const act = actOn(status);
  if (!act || !acts) return undefined;
  return {
    ...{ step: id, title, part, act, acts },
    ...(since === undefined ? {} : { since }),
    ...(notBefore === undefined ? {} : { notBefore }),
  };
}

function actingRules(core: EngineCore, { state, definition, ...run }: LoadedRun): ActingRules {
  const nameOf = namesIn({ state, definition, ...run });
  const named = definition.steps
    .filter((s) => !['waived', 'not-applicable'].includes(statusOf(state, s)))
    .flatMap((s) => detailsOf(state, s).approvers ?? []);
  return {
    hasForm: (step) => core.registry.traitsOf(step)?.hasForm === true,
    approvers: [...new Set(named.map((reference) => nameOf(reference) ?? '?'))],
  };
}

export function checklistStep(
  step: StepView,
  view: Pick<RunView, 'steps' | 'parts'>,
  trail: Trail,
  rules: ActingRules,
): ChecklistStep {
  const since = trail.since.get(step.id);
  const acts = whoActs(step, rules);
  const missing = step.cannotStartBecause?.map((id) => named(id, view));
  return {
    ...step,
    ...(since === undefined ? {} : { since }),
    ...(acts ? { acts } : {}),
    ...(missing ? { missing } : {}),
  };
}

function named(id: string, { steps, parts }: Pick<RunView, 'steps' | 'parts'>): Missing {
  const part = parts.find((p) => p.name === id);
  if (part) return { kind: 'part', id, title: part.title };
  return { kind: 'step', id, title: steps.find((s) => s.id === id)?.title ?? { de: id, en: id } };
}

function checklistPart(
  part: PartView,
  steps: readonly ChecklistStep[],
  view: RunView,
  trail: Trail,
): ChecklistPart {
  const own = steps.filter((s) => s.part === part.name);
  const counts: Partial<Record<TaskStatus, number>> = {};
  for (const { status } of own) counts[status] = (counts[status] ?? 0) + 1;
  const inside = new Set(own.map((s) => s.id));
  const outside = new Set(
    own.flatMap((s) => s.cannotStartBecause ?? []).filter((id) => !inside.has(id)),
  );
  return {
    ...part,
    counts,
    needs: [...outside].map((id) => named(id, view)),
    ...trail.parts.get(part.name),
  };
}

function lastAct(core: EngineCore, run: LoadedRun, { last }: Trail): LastAct | null {
  if (!last) return null;
  const { seq, at, event, step, actor } = last;
  const what = eventText(event, null, (name) => core.registry.eventTitle(name));
  const title = (step === null ? undefined : core.registry.find(step)?.spec.title) ?? null;
  return { seq, at, step, title, what, actor: namesIn(run)(actor) ?? '?' };
}

import type { RunKind, RunStatus } from '../core/parts.js';
import { isOpen, isSettled } from '../core/task-status.js';
import type { Text } from '../core/text.js';
import { attemptView } from './attempt-view.js';
import type { CommandAnswer } from './commands.js';
import type { EngineCore } from './engine-core.js';
import { fieldsOf } from './field-view.js';
import { detailsOf, isTakenOver, statusOf } from './run-state.js';
import { show } from './state-value.js';
import type { AttemptInput, LoadedRun } from './turn-builder.js';
import type { AttemptView, ClaimView, RunView, StepView, TaskView } from './views.js';
import { missingFor } from './why.js';

/** Read side: what faces show. Knows no particular sequence. */
export class Queries {
  constructor(private readonly core: EngineCore) {}

  async list(): Promise<
    {
      id: string;
      projectId: string;
      customer: string;
      kind: string;
      status: string;
      updatedAt: string;
    }[]
  > {
    return (await this.core.store.list()).map(
      ({ id, projectId, customer, kind, status, updatedAt }) => ({
        id,
        projectId,
        customer,
        kind,
        status,
        updatedAt,
      }),
    );
  }

  async run(runId: string): Promise<RunView> {
    const run = await this.core.read(runId);
    const { state, definition } = run;
    const { row } = run.stored;
    const steps = definition.steps.map((id) => this.step(run, id));
    return {
      id: row.id,
      projectId: row.projectId,
      customer: await this.core.customerOf(run),
      title: this.titleOf(definition.json.name),
      kind: row.kind as RunKind,
      ...(state.origin.from ? { from: state.origin.from } : {}),
      status: row.status as RunStatus,
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
      next: steps
        .filter((s) => isOpen(s.status) || s.status === 'waiting-approval')
        .map((s) => s.id),
      parts: definition.parts.map((name) => {
        const own = steps.filter((s) => s.part === name);
        const region = typeof state.root === 'string' ? '' : show(state.root[name] ?? '');
        return {
          name,
          title: this.core.registry.partTitle(name),
          status: region,
          state: show(state.parts[name] ?? ''),
          done: own.filter((s) => isSettled(s.status)).length,
          total: own.length,
        };
      }),
      steps,
      timers: Object.entries(state.timers).map(([name, t]) => ({
        name,
        title: this.core.registry.eventTitle(name),
        dueAt: t.dueAt,
      })),
      createdAt: row.createdAt,
      updatedAt: row.updatedAt,
    };
  }

  /** @throws RequestError run.not-found | step.unknown */
  async task(runId: string, stepId: string): Promise<TaskView> {
    const { spec } = this.core.registry.get(stepId);
    const run = await this.core.read(runId);
    const attempts = await this.core.store.attempts({ runId });
    return {
      ...this.step(run, stepId),
      instruction: spec.instruction,
      lines: spec.lines,
      warnings: this.core.registry.warningsOf(spec),
      gaps: spec.gaps ?? [],
      undo: spec.undo,
      fields: fieldsOf(spec),
      ...(spec.evidence ? { evidence: spec.evidence } : {}),
      attempts: attempts
        .filter((a) => a.step === stepId)
        .map((a) => attemptView(a, this.core.registry)),
    };
  }

  /** Outcome of the work a command began; the last attempt under its key. */
  async outcome(runId: string, workKey: string): Promise<AttemptView | undefined> {
    const attempts = await this.core.store.attempts({ runId, workKey });
    const last = attempts.at(-1);
    return last ? attemptView(last, this.core.registry) : undefined;
  }

  private titleOf(name: string): Text {
    const { definition, title } = this.core.registry.sequence;
    return definition.name === name ? title : { de: name, en: name };
  }

  /** The claim that was handed in last for a step, secrets as their marks; undefined before the first. */
  async lastClaim(runId: string, stepId: string): Promise<ClaimView | undefined> {
    const attempts = await this.core.store.attempts({ runId });
    const inputs = attempts
      .filter((a) => a.step === stepId && a.input !== '') // '' was erased
      .map((a) => JSON.parse(a.input) as AttemptInput);
    const last = inputs.findLast((given) => given.actor !== null && given.sameAs === undefined);
    if (!last) return undefined;
    return { input: last.input, evidence: last.evidence.map((e) => e.name), actor: last.actor };
  }

  /** What an accepted command was answered; undefined when no command with this key was accepted. */
  async answerTo(runId: string, key: string): Promise<CommandAnswer | undefined> {
    const found = (await this.core.store.commands([{ runId, key }])).values().next().value;
    return found && (JSON.parse(found.answer) as { answer?: CommandAnswer }).answer;
  }

  private step(run: LoadedRun, id: string): StepView {
    const { state, definition } = run;
    const spec = this.core.registry.find(id)?.spec;
    const status = statusOf(state, id);
    const details = detailsOf(state, id);
    const name = (reference: string | null | undefined) =>
      [...run.stored.people].find(([, r]) => r === reference)?.[0] ?? null;
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
      ...(status === 'outdated' && details.cause ? { cause: details.cause } : {}),
      ...(details.pending
        ? { waitingFor: { kind: details.pending.kind, by: name(details.pending.by) } }
        : {}),
      ...(details.assignee ? { assignee: name(details.assignee) ?? '?' } : {}),
      pointOfNoReturn: definition.noReturn.has(id),
      overwrites: definition.sticky.has(id),
      doers: (details.doers ?? []).map((d) => name(d) ?? '?'),
    };
  }
}

import { agreedDays } from './agreed-days.js';
import { attemptView } from './attempt-view.js';
import type { CommandAnswer } from './commands.js';
import { dependentsOf } from './dependents.js';
import type { EngineCore } from './engine-core.js';
import { fieldsIn } from './field-view.js';
import { runView, stepView } from './run-view.js';
import { approvedAct } from './approved-act.js';
import { inOneMoment } from './one-moment.js';
import type { StepRegistry } from './step-registry.js';
import type { AttemptInput, LoadedRun } from './turn-builder.js';
import type { AttemptView, ClaimView, RunView, TaskView } from './views.js';

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
    const days = await agreedDays(this.core, run);
    return runView(this.core.registry, run, await this.core.customerOf(run), days);
  }

  /** Status and attempts of one moment. @throws RequestError run.not-found | step.unknown */
  task(runId: string, stepId: string): Promise<TaskView> {
    return inOneMoment(this.core, runId, (run) => this.taskOf(run, stepId));
  }

  private async taskOf(run: LoadedRun, stepId: string): Promise<TaskView> {
    const { spec } = this.core.registry.get(stepId);
    const attempts = await this.core.store.attempts({ runId: run.stored.row.id });
    return {
      ...stepView(this.core.registry, run, stepId, await agreedDays(this.core, run)),
      instruction: spec.instruction,
      lines: spec.lines,
      warnings: this.core.registry.warningsOf(spec),
      gaps: spec.gaps ?? [],
      undo: spec.undo,
      ...(spec.writes ? { writes: true } : {}),
      ...(spec.about ? { about: spec.about } : {}),
      fields: fieldsIn(spec, { customer: await this.core.customerOf(run) }),
      ...(spec.evidence ? { evidence: spec.evidence } : {}),
      reads: titled(this.core.registry, spec.reads ?? []),
      dependents: dependentsOf(this.core.registry, run, stepId),
      ...approvedAct(this.core.registry, run, stepId),
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
    if (!found || found.answer === '') return undefined; // '' was erased
    return (JSON.parse(found.answer) as { answer?: CommandAnswer }).answer;
  }
}

function titled(registry: StepRegistry, ids: readonly string[]): TaskView['reads'] {
  return ids.flatMap((id) => {
    const title = registry.find(id)?.spec.title;
    return title ? [{ id, title }] : [];
  });
}

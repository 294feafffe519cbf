import { isErased } from '../audit/commitment.js';
import type { AuditEntry } from '../audit/entry.js';
import { eventText } from '../core/audit-words.js';
import type { Verdict } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { refusalOf } from './entry-view.js';
import { AuditStore } from '../persistence/audit.store.js';
import type { ChecklistStep } from './checklist.js';
import type { Checklists } from './checklists.js';
import type { EngineCore } from './engine-core.js';
import { labelsIn, type Label } from './labels.js';
import { leftOutBecause, type LeftOut } from './left-out.js';
import { inOneMoment } from './one-moment.js';
import type { Queries } from './queries.js';
import { detailsOf } from './run-state.js';
import { namesIn } from './run-view.js';
import { resultOf, type StepResult } from './step-result.js';
import type { LoadedRun } from './turn-builder.js';
import type { AttemptView, TaskView } from './views.js';

/** One thing that happened to a step. */
export interface StepEvent {
  readonly seq: number;
  /** By the run's clock. */
  readonly at: string;
  readonly event: string;
  readonly what: Text;
  /** Null when the engine acted; `?` when the name was erased. */
  readonly actor: string | null;
  readonly revision: number;
  readonly verdict?: Verdict;
  /** Why a command was refused, and the same in words. */
  readonly code?: string;
  readonly refusal?: Text;
  readonly note?: string;
}

/** A second person said no, and nothing happened to the step since. */
export interface Rejection extends Pick<StepEvent, 'at' | 'what'> {
  /** What was waited for: `result`, `act`, `waive`, `reopen`, `keep` or `off`. */
  readonly kind: string;
  /** `?` when the name, or the reason, was erased. */
  readonly by: string;
  readonly reason: string;
}

/** A second person approved the result, and nothing happened to the step since. */
export interface Approved {
  readonly at: string;
  /** `?` when the name was erased. */
  readonly by: string;
}

/** Everything a page needs to show one step. */
export interface StepPage extends TaskView, Omit<ChecklistStep, keyof TaskView> {
  readonly run: string;
  readonly revision: number;
  readonly partTitle: Text;
  /** What the vendor's screens say, letter for letter, in the order of the instruction. */
  readonly labels: readonly Label[];
  /** The last attempt that came to a verdict or failed. */
  readonly judged: AttemptView | null;
  readonly rejection: Rejection | null;
  readonly approved: Approved | null;
  /** Steps with another result than the one it was accepted on: why an earlier verdict no longer counts. */
  readonly changedSince: readonly string[];
  /** Which answers took it out, where it does not apply. */
  readonly leftOut: readonly LeftOut[];
  /** What it found, where its sequence has words for it. */
  readonly result: StepResult | null;
  /** Ids of the steps before and after it, in shown order. */
  readonly before: string | null;
  readonly after: string | null;
  /** What happened to it, oldest first. */
  readonly history: readonly StepEvent[];
}

/** By what a step is found: its id and title, lines of the document, the vendor's labels. */
export interface StepWords {
  readonly id: string;
  readonly part: string;
  readonly title: Text;
  readonly lines: readonly number[];
  readonly labels: readonly string[];
}

/** Reads one step of one run as its page shows it. */
export class StepPages {
  private readonly audit: AuditStore;

  constructor(
    private readonly core: EngineCore,
    private readonly queries: Queries,
    private readonly checklists: Checklists,
  ) {
    this.audit = new AuditStore(core.database);
  }

  /** Everything of one moment. @throws RequestError run.not-found | step.unknown */
  of(runId: string, stepId: string): Promise<StepPage> {
    return inOneMoment(this.core, runId, (run) => this.pageOf(run, stepId));
  }

  private async pageOf(run: LoadedRun, stepId: string): Promise<StepPage> {
    const runId = run.stored.row.id;
    const task = await this.queries.task(runId, stepId);
    const list = await this.checklists.of(runId);
    const at = list.steps.findIndex((step) => step.id === stepId);
    const { instruction } = task;
    const history = await this.history(run, stepId);
    return {
      ...list.steps[at],
      ...task,
      run: runId,
      revision: list.revision,
      partTitle: this.core.registry.partTitle(task.part),
      labels: labelsIn(instruction),
      judged: task.attempts.findLast(({ verdict, error }) => verdict ?? error) ?? null,
      before: list.steps[at - 1]?.id ?? null,
      after: list.steps[at + 1]?.id ?? null,
      history,
      rejection: rejectionIn(history),
      approved: task.status === 'done' ? approvedIn(history) : null,
      changedSince: changedSince(run, task),
      leftOut: leftOutBecause(run, stepId, this.core.registry.sequence),
      result: (await resultOf(this.core, run, stepId)) ?? null,
    };
  }

  /** What a search in a run looks through. @throws RequestError run.not-found */
  async words(runId: string): Promise<StepWords[]> {
    const { steps } = await this.checklists.of(runId);
    return steps.map(({ id, part, title }) => {
      const spec = this.core.registry.find(id)?.spec;
      const labels = spec ? labelsIn(spec.instruction).map(({ text }) => text) : [];
      return { id, part, title, lines: spec?.lines ?? [], labels };
    });
  }

  private async history(run: LoadedRun, step: string): Promise<StepEvent[]> {
    const runId = run.stored.row.id;
    const bodies = await this.audit.mentioning(runId, `"step":${JSON.stringify(step)}`);
    const entries = bodies.map((body) => JSON.parse(body) as AuditEntry);
    const own = entries.filter((entry) => entry.step === step);
    const wanted = own.flatMap(({ note }) => (note ? [note.commitment] : []));
    const notes = new Map(
      (await this.audit.opened(runId, wanted))
        .filter((opening) => !isErased(opening))
        .map(({ commitment, value }) => [commitment, JSON.parse(value) as string]),
    );
    const nameOf = namesIn(run);
    return own.map(({ seq, at, runAt, event, actor, revision, verdict, code, note }) => ({
      ...{ seq, at: runAt ?? at, event, revision },
      what: eventText(event, null, (name) => this.core.registry.eventTitle(name)),
      actor: actor === null ? null : (nameOf(actor) ?? '?'),
      ...(verdict ? { verdict } : {}),
      ...refusalOf(code),
      ...(note ? { note: notes.get(note.commitment) ?? '?' } : {}),
    }));
  }
}

/** These leave a step as it stands. */
const BESIDE = /\.(?:note|assign)$/;

function lastChange(history: readonly StepEvent[]): StepEvent | undefined {
  return history.findLast(({ code, event }) => code === undefined && !BESIDE.test(event));
}

function approvedIn(history: readonly StepEvent[]): Approved | null {
  const last = lastChange(history);
  if (!last?.event.endsWith('.approve-result')) return null;
  return { at: last.at, by: last.actor ?? '?' };
}

function changedSince({ state }: LoadedRun, { id, reads }: TaskView): string[] {
  const { inputs = {} } = detailsOf(state, id);
  const now = (read: string) => detailsOf(state, read).result;
  return reads.flatMap(({ id: read }) =>
    read in inputs && inputs[read] !== now(read) ? [read] : [],
  );
}

function rejectionIn(history: readonly StepEvent[]): Rejection | null {
  const last = lastChange(history);
  const [, kind] = /\.reject-(\w+)$/.exec(last?.event ?? '') ?? [];
  if (!last || kind === undefined) return null;
  const { at, what, actor, note } = last;
  return { kind, at, what, by: actor ?? '?', reason: note ?? '?' };
}

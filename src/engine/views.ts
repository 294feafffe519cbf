import type { FieldInput } from '../core/fields.js';
import type { Option } from '../core/options.js';
import type { GapCode, StepSpec, Warning } from '../core/step.js';
import type { RunKind, RunStatus } from '../core/parts.js';
import type { Reason, Verdict } from '../core/outcome.js';
import type { AttemptStatus, TaskStatus } from '../core/task-status.js';
import { timeText } from '../core/time-text.js';
import type { Milestone, Planned } from './plan.js';
import type { Language, Text } from '../core/text.js';

/** `project show --json` (contracts.md). */
export interface RunView {
  readonly id: string;
  readonly projectId: string;
  readonly customer: string;
  /** What is carried out: the title of its sequence. */
  readonly title: Text;
  readonly kind: RunKind;
  /** Of a what-if: the run it was forked from, and the number and hash of the entry its chain had come to. */
  readonly from?: { readonly run: string; readonly seq: number; readonly head: string };
  readonly status: RunStatus;
  readonly paused: boolean;
  readonly revision: number;
  readonly definition: { readonly name: string; readonly version: string; readonly hash: string };
  readonly clock: string | null;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly progress: { readonly done: number; readonly total: number };
  readonly next: readonly string[];
  readonly parts: readonly PartView[];
  readonly steps: readonly StepView[];
  readonly timers: readonly {
    readonly name: string;
    readonly title: Text;
    readonly dueAt: string;
  }[];
  /** Steps with a date of their own. */
  readonly milestones: readonly Milestone[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface PartView extends Planned {
  readonly name: string;
  readonly title: Text;
  readonly status: string;
  /** Where the part's machine stands, `a.b` by region. */
  readonly state: string;
  readonly done: number;
  readonly total: number;
}

export interface StepView {
  readonly id: string;
  readonly part: string;
  readonly kind: 'task' | 'step';
  readonly title: Text;
  readonly status: TaskStatus;
  readonly attested: boolean;
  readonly optional: boolean;
  /** Of a what-if: its result is that of the run it was forked from. */
  readonly takenOver?: true;
  /** The project does without it (O12). */
  readonly off?: true;
  readonly cannotStartBecause?: readonly string[];
  /** Changed steps that made it outdated. */
  readonly cause?: readonly string[];
  readonly waitingFor?: { readonly kind: string; readonly by: string | null };
  /** What its approval is called, where a second person approves before the act. */
  readonly approval?: Text;
  readonly assignee?: string;
  /** First day on which it can be done, `YYYY-MM-DD`, as was agreed; of steps that are not settled. */
  readonly notBefore?: string;
  readonly pointOfNoReturn: boolean;
  readonly overwrites: boolean;
  readonly doers: readonly string[];
}

/** What rests on the result of another step. */
export interface Dependent extends Pick<StepView, 'id' | 'title' | 'status'> {
  /** Its claim can be handed in again by itself once it is outdated. */
  readonly mayStay: boolean;
}

/** `task show`. */
export interface TaskView extends StepView {
  readonly instruction: Text;
  readonly lines: readonly number[];
  readonly warnings: readonly Warning[];
  readonly gaps: readonly GapCode[];
  readonly undo: StepSpec['undo'];
  /** Umstieg writes a file in it; otherwise it only reads and checks. */
  readonly writes?: true;
  /** The page of the run that it is about. */
  readonly about?: StepSpec['about'];
  readonly fields: readonly FieldView[];
  readonly evidence?: StepSpec['evidence'];
  /** Steps whose results it builds on, for whoever approves it. */
  readonly reads: readonly Pick<StepView, 'id' | 'title'>[];
  /** What becomes outdated, or is given up, once it is done again with another result; also through others. */
  readonly dependents: readonly Dependent[];
  /** It was approved and not yet proved that it was carried out: what is to be done now. */
  readonly toDoNow?: Text;
  readonly attempts: readonly AttemptView[];
}

export interface FieldView {
  readonly name: string;
  readonly label: Text;
  readonly input: FieldInput;
  readonly required: boolean;
  /** When an answer is needed, where it may stay empty otherwise. */
  readonly needed?: Text;
  /** What counts where nothing is answered. */
  readonly default?: unknown;
  readonly secret: boolean;
  /** Answers to choose from; stored is the value, either language's text may be typed. */
  readonly options?: readonly Option[];
  readonly example?: string;
  /** Offered as the answer, from what is known of the project. */
  readonly suggested?: string;
  readonly limits?: FieldLimits;
  /** Of a table: its columns, in their order. */
  readonly columns?: readonly ColumnView[];
  /** Of a table with one row for each address: what becomes of the addresses it is about. */
  readonly about?: readonly string[];
}

/** Bounds of a field: of a number its values, of a text its characters, of a list its items. */
export interface FieldLimits {
  readonly min?: number;
  readonly max?: number;
}

/** One column of a table that is handed in. */
export type ColumnView = Pick<
  FieldView,
  'name' | 'label' | 'input' | 'required' | 'needed' | 'options'
>;

/** A reason whose compared values are stored answers of a form: what people read for them. */
export interface SaidReason extends Reason {
  readonly words?: { readonly claimed?: Text; readonly known?: Text };
}

/**
 * The two values a reason compares, as people read them; undefined where there is none.
 * @param zone of moments; left out, the reader's own
 */
export function comparedValues(
  { claimed, known, words }: SaidReason,
  language: Language,
  zone?: string,
): { readonly claimed: string | undefined; readonly known: string | undefined } {
  const asRead = (word: Text | undefined, value: string | undefined) =>
    word?.[language] ?? (value === undefined ? undefined : timeText(value, language, zone));
  return { claimed: asRead(words?.claimed, claimed), known: asRead(words?.known, known) };
}

export interface AttemptView {
  readonly number: number;
  readonly status: AttemptStatus;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly verdict?: Verdict;
  /** Of a verdict of agreement: what was compared with what. */
  readonly agrees?: Text;
  readonly reasons?: readonly SaidReason[];
  readonly error?: { readonly code: string; readonly text: Text };
}

/** What somebody handed in for a step. */
export interface ClaimView {
  readonly input: Readonly<Record<string, unknown>>;
  /** Names of the evidence files. */
  readonly evidence: readonly string[];
  readonly actor: string | null;
}

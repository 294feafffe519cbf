import { RequestError } from '../core/errors.js';
import type { Plain } from '../core/outcome.js';
import type { RunKind, RunStatus } from '../core/parts.js';
import type { StepSpec } from '../core/step.js';
import type { TaskStatus } from '../core/task-status.js';
import type { Text } from '../core/text.js';
import { claimsDiffer, comparedClaims, type ComparedClaims } from './compare-claims.js';
import type { EngineCore } from './engine-core.js';
import { differingLeaves, leavesOf, type Leaf } from './fact-leaves.js';
import { HandedInReader, type HandedIn, type RowVerdict } from './handed-in.js';
import { History } from './history.js';
import type { Queries } from './queries.js';
import { detailsOf } from './run-state.js';
import type { LoadedRun } from './turn-builder.js';
import type { RunView, StepView } from './views.js';

/** One row as one of the two runs has it. */
export interface ComparedSide {
  readonly status: TaskStatus;
  readonly attested: boolean;
  /** The project does without it. */
  readonly off: boolean;
  /** Of a what-if: the result is that of the run it was forked from. */
  readonly takenOver: boolean;
  readonly flags: Readonly<Record<string, Plain>>;
  /** What the check said of the claim the row stands on; null where nothing was checked. */
  readonly verdict: RowVerdict | null;
  /** A claim was handed in: `unknown` when it was erased, or the run it lies in has moved on. */
  readonly claim: 'known' | 'unknown' | 'none';
  /** Codes of what the last check said. */
  readonly reasons: readonly string[];
}

export const DIFFERENCES = [
  'status',
  'decision',
  'claim',
  'verdict',
  'result',
  'flags',
  'reasons',
] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** One row of both runs. */
export interface ComparedRow {
  readonly id: string;
  readonly part: string;
  readonly title: Text;
  readonly is: 'same' | 'differs' | 'only-a' | 'only-b';
  readonly a: ComparedSide | null;
  readonly b: ComparedSide | null;
  readonly differences: readonly Difference[];
  /** The forms as they were filled in, field by field, and the evidence. */
  readonly handedIn: ComparedClaims;
  /** Values of the two results that differ, counts of lists included; null where a side has none. */
  readonly values: readonly Leaf[];
}

export interface ComparedRun {
  readonly id: string;
  readonly customer: string;
  readonly kind: RunKind;
  readonly from?: RunView['from'];
  readonly status: RunStatus;
  readonly progress: RunView['progress'];
  readonly version: string;
  readonly definition: string;
}

/** `run compare --json`. */
export interface RunComparison {
  readonly a: ComparedRun;
  readonly b: ComparedRun;
  readonly sameDefinition: boolean;
  /** Rows somebody decided or answered otherwise, in documented order. */
  readonly inputs: readonly string[];
  /** Rows that differ as a consequence: computed, reopened, outdated, not reached. */
  readonly outcomes: readonly string[];
  readonly counts: Readonly<Record<ComparedRow['is'], number>>;
  readonly rows: readonly ComparedRow[];
}

interface Loaded {
  readonly run: LoadedRun;
  readonly view: RunView;
  readonly facts: ReadonlyMap<string, unknown>;
  readonly claims: ReadonlyMap<string, HandedIn>;
}

/** Lays two runs of one sequence side by side; reads only. */
export class RunComparer {
  private readonly history: History;

  constructor(
    private readonly core: EngineCore,
    private readonly queries: Queries,
  ) {
    this.history = new History(core);
  }

  /** @throws RequestError run.not-found, compare.other-sequence */
  async compare(first: string, second: string): Promise<RunComparison> {
    const [a, b] = [await this.load(first), await this.load(second)];
    const [one, two] = [a.view.definition, b.view.definition];
    if (one.name !== two.name) throw otherSequence(a.view, b.view);
    const rows = rowsOf(a, b, (id) => this.core.registry.find(id)?.spec);
    const differing = rows.filter((row) => row.is !== 'same');
    const counts = { same: 0, differs: 0, 'only-a': 0, 'only-b': 0 };
    for (const { is } of rows) counts[is]++;
    const chosen = (row: ComparedRow) => this.isChosen(row);
    return {
      ...{ a: head(a.view), b: head(b.view), sameDefinition: one.hash === two.hash },
      inputs: differing.filter(chosen).map(({ id }) => id),
      outcomes: differing.filter((row) => !chosen(row)).map(({ id }) => id),
      ...{ counts, rows },
    };
  }

  private async load(id: string): Promise<Loaded> {
    const reader = new HandedInReader(this.core);
    const run = await this.core.read(id);
    const claims = new Map<string, HandedIn>();
    for (const step of run.definition.steps) claims.set(step, await reader.of(id, step));
    const view = await this.queries.run(id);
    return { run, view, facts: await this.history.facts(id), claims };
  }

  /** Another answer to a form, a person's row with another result, and whatever somebody decided to do without. */
  private isChosen({ id, is, differences }: ComparedRow): boolean {
    if (is !== 'differs') return false;
    if (differences.includes('claim')) return true;
    const byPerson = this.core.registry.find(id)?.spec.kind === 'task';
    return differences.includes('decision') || (byPerson && differences.includes('result'));
  }
}

function head({ id, customer, kind, from, status, progress, definition }: RunView): ComparedRun {
  const { version, hash } = definition;
  return {
    ...{ id, customer, kind, ...(from ? { from } : {}), status, progress },
    ...{ version, definition: hash },
  };
}

/** Documented order: that of the first run, then what only the second one has. */
function rowsOf(a: Loaded, b: Loaded, specOf: (id: string) => StepSpec | undefined): ComparedRow[] {
  const [mine, theirs] = [byId(a.view), byId(b.view)];
  const ids = new Set([...mine.keys(), ...theirs.keys()]);
  return [...ids].map((id): ComparedRow => {
    const [one, two] = [mine.get(id), theirs.get(id)];
    const [left, right] = [one && sideOf(a, one), two && sideOf(b, two)];
    const { part, title } = one ?? two ?? { part: '', title: { de: id, en: id } };
    const handedIn = comparedClaims(specOf(id), claimOf(a, id), claimOf(b, id));
    const base = { ...{ id, part, title, handedIn }, a: left ?? null, b: right ?? null };
    if (!left || !right)
      return { ...base, is: left ? 'only-a' : 'only-b', differences: [], values: [] };
    const differences = differencesOf(id, [a, left], [b, right]);
    const values = differences.includes('result')
      ? differingLeaves(resultOf(a, id), resultOf(b, id))
      : [];
    return { ...base, is: differences.length === 0 ? 'same' : 'differs', differences, values };
  });
}

function byId({ steps }: RunView): ReadonlyMap<string, StepView> {
  return new Map(steps.map((step) => [step.id, step]));
}

function claimOf({ claims }: Loaded, id: string): HandedIn {
  return claims.get(id) ?? { verdict: null, claim: null };
}

function sideOf(loaded: Loaded, step: StepView): ComparedSide {
  const { run } = loaded;
  const { verdict, claim } = claimOf(loaded, step.id);
  return {
    ...{ status: step.status, attested: step.attested },
    ...{ off: step.off === true, takenOver: step.takenOver === true },
    ...{ verdict, claim: claim === null ? 'none' : claim === 'unknown' ? claim : 'known' },
    flags: run.state.flags[step.id] ?? {},
    reasons: detailsOf(run.state, step.id).reasons ?? [],
  };
}

function differencesOf(
  id: string,
  [a, left]: readonly [Loaded, ComparedSide],
  [b, right]: readonly [Loaded, ComparedSide],
): readonly Difference[] {
  const digest = ({ run }: Loaded) => detailsOf(run.state, id).result;
  const decided = (side: ComparedSide) => `${String(side.off)} ${String(side.status === 'waived')}`;
  const differs: Readonly<Record<Difference, boolean>> = {
    status: left.status !== right.status || left.attested !== right.attested,
    decision: decided(left) !== decided(right),
    claim: claimsDiffer(claimOf(a, id), claimOf(b, id)),
    verdict: left.verdict !== right.verdict,
    result: digest(a) !== digest(b),
    flags: JSON.stringify(sorted(left.flags)) !== JSON.stringify(sorted(right.flags)),
    reasons: left.reasons.join() !== right.reasons.join(),
  };
  return DIFFERENCES.filter((difference) => differs[difference]);
}

function resultOf({ run, facts }: Loaded, id: string): ReadonlyMap<string, Plain> {
  return detailsOf(run.state, id).result === undefined ? new Map() : leavesOf(facts.get(id));
}

function sorted(flags: ComparedSide['flags']): [string, Plain][] {
  return Object.entries(flags).sort(([a], [b]) => a.localeCompare(b));
}

function otherSequence(a: RunView, b: RunView): RequestError {
  const names = [a, b].map(({ id, definition }) => `${id} (${definition.name})`);
  return new RequestError(
    'compare.other-sequence',
    {
      de: `${names.join(' und ')} folgen verschiedenen Sequenzen. Vergleichen lassen sich nur Läufe derselben Sequenz.`,
      en: `${names.join(' and ')} follow different sequences. Only runs of the same sequence can be compared.`,
    },
    { expected: [a.definition.name] },
  );
}

import type { EngineCore } from './engine-core.js';
import { UmstiegError } from '../core/errors.js';
import type { Verdict } from '../core/outcome.js';
import type { TaskStatus } from '../core/task-status.js';
import type { AttemptRow } from '../persistence/write-batch.js';
import { detailsOf, isTakenOver, statusOf, type RunState } from './run-state.js';
import type { AttemptInput, LoadedRun } from './turn-builder.js';

/** What a check said of a row's claim; `attested`: there was nothing it could be compared with. */
export type RowVerdict = 'consistent' | 'attested' | 'contradicts';

export interface HandedIn {
  readonly verdict: RowVerdict | null;
  /** What was handed in, secrets as their marks; `unknown` when it was erased or the run it lies in has moved on. */
  readonly claim: Pick<AttemptInput, 'input' | 'evidence'> | 'unknown' | null;
}

const NOTHING: HandedIn = { verdict: null, claim: null };
const WITHOUT_CLAIM: ReadonlySet<TaskStatus> = new Set([
  ...(['locked', 'ready', 'waived', 'not-applicable'] as const),
]);

/** The claims that the rows of one run stand on; of what a what-if took over, those of the run it was forked from. */
export class HandedInReader {
  private readonly loaded = new Map<string, Promise<Source | undefined>>();

  constructor(private readonly core: EngineCore) {}

  async of(runId: string, step: string): Promise<HandedIn> {
    const source = await this.source(runId);
    if (!source) return NOTHING;
    const { state } = source.run;
    const standing = standingOf(state, step);
    if (WITHOUT_CLAIM.has(standing)) return NOTHING;
    const { result, attested } = detailsOf(state, step);
    const accepted = standing === 'done' || standing === 'outdated';
    if (accepted && isTakenOver(state, step)) {
      const claim = await this.fromOrigin(state, step, result);
      return { verdict: attested ? 'attested' : 'consistent', claim };
    }
    const attempt = attemptOf(source, step);
    if (!attempt) return NOTHING;
    const said = verdictOf(attempt);
    const verdict = accepted ? (attested ? 'attested' : 'consistent') : said;
    const another = accepted && said === 'contradicts'; // tried again later, and not accepted
    return { verdict, claim: another ? 'unknown' : claimIn(attempt, source.rows) };
  }

  /** Attempts do not come along: they lie where the result was accepted, as long as it stands there. */
  private async fromOrigin(
    { origin }: RunState,
    step: string,
    result: string | undefined,
  ): Promise<HandedIn['claim']> {
    const above = origin.from && (await this.source(origin.from.run));
    if (!above) return 'unknown';
    const { state } = above.run;
    const stands = ['done', 'outdated'].includes(standingOf(state, step));
    if (!stands || detailsOf(state, step).result !== result) return 'unknown';
    return (await this.of(above.run.stored.row.id, step)).claim;
  }

  private source(runId: string): Promise<Source | undefined> {
    const known = this.loaded.get(runId) ?? this.load(runId);
    this.loaded.set(runId, known);
    return known;
  }

  /** A run in between may have stayed on another installation. */
  private async load(runId: string): Promise<Source | undefined> {
    try {
      const run = await this.core.read(runId);
      return { run, rows: await this.core.store.attempts({ runId }) };
    } catch (error) {
      if (error instanceof UmstiegError && error.code === 'run.not-found') return undefined;
      throw error;
    }
  }
}

interface Source {
  readonly run: LoadedRun;
  readonly rows: readonly AttemptRow[];
}

/** The attempt with the claim that this one was carried out with, through retries and kept claims; undefined once erased. */
export function holderOf(
  id: string | undefined,
  rows: readonly AttemptRow[],
): AttemptRow | undefined {
  for (let wanted = id; ;) {
    const row = rows.find((attempt) => attempt.id === wanted);
    if (!row || row.input === '') return undefined;
    const { sameAs } = JSON.parse(row.input) as AttemptInput;
    if (!sameAs) return row;
    wanted = sameAs.id;
  }
}

/** What a row was before somebody asked to redo or waive it: its claim counts until that is decided. */
function standingOf(state: RunState, step: string): TaskStatus {
  const { pending } = detailsOf(state, step);
  const asked = pending && pending.kind !== 'result' && pending.kind !== 'act';
  return asked && statusOf(state, step) === 'waiting-approval'
    ? pending.from
    : statusOf(state, step);
}

function attemptOf({ run, rows }: Source, step: string): AttemptRow | undefined {
  const { attempt } = detailsOf(run.state, step);
  return attempt && rows.find(({ id }) => id === attempt.id);
}

function verdictOf({ result }: AttemptRow): RowVerdict | null {
  const { verdict } = (result ? JSON.parse(result) : {}) as { readonly verdict?: Verdict };
  return verdict === 'cannot-read' ? 'attested' : (verdict ?? null);
}

function claimIn(attempt: AttemptRow, rows: readonly AttemptRow[]): HandedIn['claim'] {
  const holder = holderOf(attempt.id, rows);
  if (!holder) return 'unknown';
  const { input, evidence } = JSON.parse(holder.input) as AttemptInput;
  return { input, evidence };
}

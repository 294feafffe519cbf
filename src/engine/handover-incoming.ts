import { withContents, type BundleContents } from '../audit/bundle-load.js';
import { DEFAULT_LIMITS } from '../audit/bundle-limits.js';
import { bundleVerdict, type BundleReport } from '../audit/bundle-report.js';
import { verifyBundle } from '../audit/bundle-verify.js';
import { ChainWalk } from '../audit/chain.js';
import type { AuditEntry, ChainHead } from '../audit/entry.js';
import type { Signer } from '../audit/signer-line.js';
import { InvariantError, RequestError } from '../core/errors.js';
import type { StoredRun } from '../persistence/run.store.js';
import type { RunRow } from '../persistence/write-batch.js';
import type { EngineCore } from './engine-core.js';
import { checkValues } from './fitting-state.js';
import { parseHandOver, type HandOverRows } from './handover-rows.js';
import { RowCheck } from './row-check.js';
import { runStatus } from './run-status.js';
import { parseRunState, type RunState } from './run-state.js';
import { sha256 } from './sha256.js';
import { factsIn } from './state-check.js';
import { readDefinition } from './stored-definition.js';
import type { LoadedRun } from './turn-builder.js';

/** A run as a bundle brings it, held against its chain down to the last row. */
export interface Incoming {
  readonly report: BundleReport;
  readonly contents: BundleContents;
  readonly entries: readonly AuditEntry[];
  readonly rows: HandOverRows;
  readonly run: LoadedRun;
  /** '' once erased. */
  readonly customer: string;
  readonly from: Signer;
}

/** How the bundle is trusted: as for `bundle verify`. */
export interface Trust {
  readonly key?: string;
  readonly anchor?: string;
}

/**
 * Verifies a bundle and reads the run in it. Nothing is written.
 *
 * @throws RequestError bundle.broken with the first finding, handover.missing, handover.refused
 */
export async function withIncoming<T>(
  core: EngineCore,
  file: string,
  trust: Trust,
  use: (incoming: Incoming) => Promise<T>,
): Promise<T> {
  const report = await verifyBundle(file, trust);
  if (report.status === 'broken') throw broken(file, bundleVerdict(report), report);
  return withContents(file, DEFAULT_LIMITS, async (contents) =>
    use(await new IncomingReader(core, file, report, contents).read()),
  );
}

class IncomingReader {
  private readonly entries: AuditEntry[] = [];

  constructor(
    private readonly core: EngineCore,
    private readonly file: string,
    private readonly report: BundleReport,
    private readonly contents: BundleContents,
  ) {}

  async read(): Promise<Incoming> {
    const { contents, report, entries } = this;
    const { handOver, key } = contents;
    if (handOver === undefined) throw notForHandOver(this.file);
    const rows = this.parse(handOver);
    const check = this.rowCheck(rows);
    const head = this.walk(check);
    const last = entries.at(-1);
    if (!last || !key || head?.hash !== report.head || sha256(contents.state) !== last.state)
      throw this.spoiled('the file changed while it was read');
    const run = this.runOf(head, last, rows);
    await check.finish(run.stored.row, new Set(factsIn(run.state)));
    const [first] = check.findings;
    if (first) throw broken(this.file, first.text, { ...report, findings: check.findings });
    const customer = contents.openings.find((o) => o.commitment === run.state.origin.customer);
    return {
      ...{ report, contents, entries, rows, run },
      customer: customer ? (JSON.parse(customer.value) as string) : '',
      from: { key, instance: report.instance ?? '' },
    };
  }

  private parse(lines: readonly unknown[]): HandOverRows {
    try {
      return parseHandOver(lines);
    } catch (error) {
      throw this.spoiled(`handover.jsonl: ${error instanceof Error ? error.name : 'unreadable'}`);
    }
  }

  private walk(check: RowCheck): ChainHead | undefined {
    const onEntry = (entry: AuditEntry) => {
      this.entries.push(entry);
      check.accept(entry);
    };
    const walk = new ChainWalk({ run: this.report.run ?? '', onEntry });
    for (const item of this.contents.entries) walk.accept(item);
    return walk.finish().head;
  }

  /** Holds the rows of the bundle against its entries the way `audit verify` does with a database. */
  private rowCheck(rows: HandOverRows): RowCheck {
    const runId = this.report.run ?? '';
    const kinds = new Map(rows.opening.map(({ commitment, kind }) => [commitment, kind]));
    const ofRun = <R extends object>(row: R) => ({ ...row, runId });
    const { openings } = this.contents;
    return new RowCheck(
      {
        ofRun: () =>
          Promise.resolve({
            attempts: rows.attempt.map(ofRun),
            commands: rows.answer.map(ofRun),
            evidence: rows.evidence.map(ofRun),
            fingerprints: rows.fingerprint.map(ofRun),
          }),
        facts: () => Promise.resolve(rows.fact),
        earlierStates: () => Promise.resolve(rows.earlier.map(ofRun)),
      },
      {
        async *openings() {
          yield* openings.map((o) => ({ ...o, kind: kinds.get(o.commitment) ?? '' }));
          await Promise.resolve();
        },
      },
      true,
    );
  }

  /** The run row follows from the chain and the state; nothing else is believed. */
  private runOf(head: ChainHead, last: AuditEntry, rows: HandOverRows): LoadedRun {
    const { contents } = this;
    const definition = readDefinition(last.definition, contents.definition);
    if (!('json' in definition)) throw unusable(definition.unknown ?? 'definition.json');
    const missing = definition.steps.filter((step) => !this.core.registry.find(step));
    if (missing.length > 0) throw unusable(missing.join(', '));
    const state = this.stateOf(head.run);
    checkValues(head.run, definition, state);
    const { kind, project: projectId, createdAt } = state.origin;
    const row: RunRow = {
      ...{ id: head.run, projectId, kind, createdAt, updatedAt: last.at },
      ...{ status: runStatus(definition, state), revision: last.revision },
      ...{ definition: definition.hash, state: contents.state },
      ...{ headSeq: head.seq, headHash: head.hash, frontier: JSON.stringify(head.frontier) },
    };
    return { stored: { row, people: this.people(rows) }, state, definition };
  }

  private stateOf(runId: string): RunState {
    try {
      return parseRunState(runId, this.contents.state);
    } catch (error) {
      if (error instanceof InvariantError) throw unusable('state.json');
      throw error;
    }
  }

  private people(rows: HandOverRows): StoredRun['people'] {
    const names = new Set(rows.opening.flatMap((o) => (o.kind === 'actor' ? [o.commitment] : [])));
    const opened = this.contents.openings.filter(({ commitment }) => names.has(commitment));
    return new Map(opened.map((o) => [String(JSON.parse(o.value)), o.commitment]));
  }

  private spoiled(what: string): RequestError {
    return broken(this.file, { de: what, en: what }, this.report);
  }
}

function broken(file: string, text: { de: string; en: string }, report: BundleReport) {
  return new RequestError(
    'bundle.broken',
    {
      de: `Das Bündel wird nicht übernommen: ${text.de}`,
      en: `The bundle is not taken in: ${text.en}`,
    },
    { place: { file }, expected: report.findings.map(({ code }) => code) },
  );
}

function notForHandOver(file: string): RequestError {
  return new RequestError(
    'handover.missing',
    {
      de: 'Mit diesem Bündel lässt sich nicht weiterarbeiten: Es wurde zum Aufbewahren erstellt. Lassen Sie sich eines zum Übergeben erstellen.',
      en: 'One cannot go on with this bundle: it was made for keeping. Ask for one made to hand over.',
    },
    { place: { file } },
  );
}

function unusable(what: string): RequestError {
  return new RequestError('handover.refused', {
    de: `Der Lauf braucht etwas, das dieses Programm nicht kennt (${what}). Verwenden Sie die Version, die das Bündel geschrieben hat.`,
    en: `The run needs something this program does not know (${what}). Use the version that wrote the bundle.`,
  });
}

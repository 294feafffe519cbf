import { open, readFile } from 'node:fs/promises';
import type { MatchResult, MatchTotals } from '../connect/matching.js';
import { RequestError } from '../core/errors.js';
import type { Option } from '../core/options.js';
import type { Text } from '../core/text.js';
import { MatchTable, type StoredMatchRow } from '../persistence/match-table.js';
import type { Checklist, ChecklistStep } from './checklist.js';
import type { Checklists } from './checklists.js';
import type { EngineCore } from './engine-core.js';
import { fieldsOf } from './field-view.js';

export type { StoredMatchRow };

/** A comparison that a step of the run made. */
export interface StoredMatch {
  readonly step: string;
  readonly title: Text;
  readonly digest: string;
  readonly totals: MatchTotals;
}

/** A step whose form takes one decision for each address: where what was seen here is answered. */
export interface MatchDecision {
  readonly step: string;
  readonly title: Text;
  readonly status: ChecklistStep['status'];
  readonly field: string;
  readonly label: Text;
  readonly options: readonly Option[];
  /** What becomes of the addresses it is about; empty where the form does not say. */
  readonly about: readonly string[];
}

export interface FoundMatch extends StoredMatch {
  readonly table: MatchTable;
  /** Every comparison of the run, the newest of each step, this one among them. */
  readonly all: readonly StoredMatch[];
  readonly decisions: readonly MatchDecision[];
}

const KEPT_TABLES = 3;
/** How every document of `match --json` begins, what follows its totals, and within how many bytes. */
const BEGINS = '{"totals":{"source":';
const ROWS = ',"rows":[';
const HEAD_BYTES = 4_096;

/** Comparisons by e-mail address that steps of a run produced, known by their content; the sequence may be any. */
export class Matchings {
  private readonly tables = new Map<string, Promise<MatchTable>>();
  /** Evidence that is no comparison. */
  private readonly others = new Set<string>();

  constructor(
    private readonly core: EngineCore,
    private readonly checklists: Checklists,
  ) {}

  /**
   * @param step of several comparisons, the one of this step; else the last in the order of the sequence
   * @throws RequestError run.not-found, match.not-found
   */
  async of(runId: string, step: string | undefined): Promise<FoundMatch> {
    const list = await this.checklists.of(runId);
    const all = await this.stored(list);
    const match = step === undefined ? all.at(-1) : all.find((one) => one.step === step);
    if (!match) throw noMatch();
    const table = await this.table(match.digest);
    return { ...match, table, all, decisions: this.decisions(list) };
  }

  /** Every comparison of the run, the newest of each step. @throws RequestError run.not-found */
  async all(runId: string): Promise<readonly StoredMatch[]> {
    return this.stored(await this.checklists.of(runId));
  }

  private async stored(list: Checklist): Promise<StoredMatch[]> {
    const rows = await this.core.database.query<{ digest: string; step: string }>(
      `SELECT digest, step FROM evidence WHERE run_id = ? AND name = step ORDER BY rowid DESC`,
      [list.id],
    );
    const found: StoredMatch[] = [];
    for (const { id, title } of list.steps) {
      for (const { digest } of rows.filter((row) => row.step === id)) {
        const totals = await this.totalsOf(digest);
        if (!totals) continue;
        found.push({ step: id, title, digest, totals });
        break;
      }
    }
    return found;
  }

  /** Asked each time, since evidence can be erased; what is no comparison stays none. */
  private async totalsOf(digest: string): Promise<MatchTotals | undefined> {
    if (this.others.has(digest)) return undefined;
    const head = await beginning(this.core.evidence.path(digest), HEAD_BYTES);
    if (head?.startsWith(BEGINS) && head.includes(ROWS))
      return (JSON.parse(`${head.slice(0, head.indexOf(ROWS))}}`) as Pick<MatchResult, 'totals'>)
        .totals;
    this.others.add(digest);
    return undefined;
  }

  private async table(digest: string): Promise<MatchTable> {
    const known = this.tables.get(digest) ?? this.read(digest);
    this.tables.delete(digest);
    this.tables.set(digest, known);
    const [[oldest, table] = []] = this.tables;
    if (this.tables.size > KEPT_TABLES && oldest !== undefined && table) {
      this.tables.delete(oldest);
      void table.then((one) => one.close()).catch(() => undefined);
    }
    return known;
  }

  private read(digest: string): Promise<MatchTable> {
    const reading = readFile(this.core.evidence.path(digest), 'utf8').then((text) =>
      MatchTable.of(text),
    );
    reading.catch(() => this.tables.delete(digest));
    return reading;
  }

  private decisions(list: Checklist): MatchDecision[] {
    return list.steps.flatMap(({ id, title, status }) => {
      const spec = this.core.registry.find(id)?.spec;
      return (spec ? fieldsOf(spec) : []).flatMap(({ name, label, columns = [], about = [] }) => {
        const choice = columns.find((column) => column.name === 'decision');
        const byAddress = columns.some((column) => column.name === 'email');
        return byAddress && choice?.options
          ? [{ step: id, title, status, field: name, label, options: choice.options, about }]
          : [];
      });
    });
  }

  async close(): Promise<void> {
    const left = [...this.tables.values()];
    this.tables.clear();
    for (const table of left) await table.then((one) => one.close()).catch(() => undefined);
  }
}

async function beginning(path: string, length: number): Promise<string | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return undefined;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function noMatch(): RequestError {
  return new RequestError('match.not-found', {
    de: 'In diesem Lauf wurden noch keine Adressen verglichen.',
    en: 'No addresses have been compared in this run yet.',
  });
}

import type { Reason } from '../core/outcome.js';
import type { Language } from '../core/text.js';
import { f1, f2 } from './fold.js';
import type { ImportOutcome, MatchOutcome } from './match-words.js';
import { IMPORT_OUTCOMES, MATCH_OUTCOMES, whyOutcome } from './match-words.js';
import { NEAR_RULES } from './near-misses.js';
import type { UserFolder } from './userdata.js';
import { UserData } from './userdata.js';
import type { UserList } from './user-list.js';

export interface MatchOptions {
  /** Folders of exported user data. Without them every source row has data. */
  readonly userdata?: Iterable<UserFolder>;
  /** Addresses of target users into whom this run imported before: they are overwritten. */
  readonly importedBefore?: Iterable<string>;
  /** Language of `reason`. Default `de`. */
  readonly language?: Language;
}

export interface MatchRow {
  readonly row: number;
  /** Verbatim. */
  readonly email: string;
  readonly sid: string | null;
  readonly outcome: MatchOutcome;
  readonly import: ImportOutcome;
  readonly target: { readonly row: number; readonly email: string } | null;
  readonly reason: string;
}

export interface TargetRow {
  readonly row: number;
  readonly email: string;
}

export interface MatchTotals {
  readonly source: number;
  readonly target: number;
  readonly withData: number;
  readonly outcomes: Readonly<Record<MatchOutcome, number>>;
  readonly import: Readonly<Record<ImportOutcome, number>>;
  readonly targetWithoutSource: number;
}

/** The document of `match --json` (contracts.md). */
export interface MatchResult {
  readonly totals: MatchTotals;
  readonly rows: readonly MatchRow[];
  readonly targetWithoutSource: readonly TargetRow[];
  readonly findings: readonly Reason[];
}

/** Compares two lists by e-mail address. Only equal characters match; near misses are explained, never matched. */
export function matchUsers(
  source: UserList,
  target: UserList,
  options: MatchOptions = {},
): MatchResult {
  const matching = new Matching(source, target, options);
  return {
    totals: matching.totals,
    rows: [...matching.rows()],
    targetWithoutSource: [...matching.targetWithoutSource()],
    findings: matching.findings,
  };
}

const NOBODY = -1;
const SEVERAL = -2;

/** A finished comparison in a few bytes a row; rows are made one by one, so that a face can write them as a stream. */
export class Matching {
  readonly totals: MatchTotals;
  readonly findings: readonly Reason[];
  private readonly outcomes: Uint8Array;
  private readonly imports: Uint8Array;
  private readonly targets: Int32Array;
  private readonly filled: Uint8Array;
  /** 1 where a source row with outcome `exact` names the target row. */
  private readonly taken: Uint8Array;
  private readonly language: Language;

  constructor(
    readonly source: UserList,
    readonly target: UserList,
    options: MatchOptions = {},
  ) {
    this.language = options.language ?? 'de';
    this.outcomes = new Uint8Array(source.size);
    this.imports = new Uint8Array(source.size);
    this.targets = new Int32Array(source.size).fill(NOBODY);
    this.taken = new Uint8Array(target.size);
    this.filled = new Uint8Array(source.size);
    this.compare();
    this.explain();
    const userdata = options.userdata ? new UserData(options.userdata) : undefined;
    const withData = this.decideImports(userdata, options.importedBefore);
    this.totals = {
      source: source.size,
      target: target.size,
      withData,
      outcomes: count(MATCH_OUTCOMES, this.outcomes),
      import: count(IMPORT_OUTCOMES, this.imports),
      targetWithoutSource: this.taken.reduce((free, taken) => free + 1 - taken, 0),
    };
    this.findings = [
      ...source.notes,
      ...target.notes,
      ...source.findings,
      ...target.findings,
      ...(userdata?.findings(source.file) ?? []),
    ];
  }

  *rows(): Generator<MatchRow, void> {
    for (let i = 0; i < this.source.size; i++) yield this.rowAt(i);
  }

  *targetWithoutSource(): Generator<TargetRow, void> {
    for (let t = 0; t < this.target.size; t++) if (!this.taken[t]) yield this.targetAt(t);
  }

  /** Whether data were exported for the i-th source row. */
  hasData(i: number): boolean {
    return this.filled[i] === 1;
  }

  /** The i-th source row as `rows` yields it. */
  rowAt(i: number): MatchRow {
    const outcome = MATCH_OUTCOMES[this.outcomes[i] ?? 0] ?? 'none';
    const named = this.targets[i] ?? NOBODY;
    const sid = this.source.value(i, 'sid');
    return {
      row: this.source.row(i),
      email: this.source.value(i, 'email'),
      sid: sid === '' ? null : sid,
      outcome,
      import: IMPORT_OUTCOMES[this.imports[i] ?? 0] ?? 'no-match',
      target: named < 0 ? null : this.targetAt(named),
      reason: whyOutcome(outcome, this.language),
    };
  }

  private targetAt(t: number): TargetRow {
    return { row: this.target.row(t), email: this.target.value(t, 'email') };
  }

  /** Empty, duplicates, exact, blank, case; everything else is `none` for now. */
  private compare(): void {
    const sources = byAddress(this.source);
    const targets = byAddress(this.target);
    for (let i = 0; i < this.source.size; i++) {
      const email = this.source.value(i, 'email');
      const folded = f2(email);
      const there = targets.get(folded) ?? NOBODY;
      if (folded === '') this.set(i, 'empty');
      else if (sources.get(folded) === SEVERAL) this.set(i, 'duplicate-source');
      else if (there === SEVERAL) this.set(i, 'duplicate-target');
      else if (there === NOBODY) this.set(i, 'none');
      else this.set(i, this.closeness(email, this.target.value(there, 'email')), there);
    }
  }

  private closeness(email: string, other: string): MatchOutcome {
    if (email === other) return 'exact';
    return f1(email) === f1(other) ? 'blank' : 'case';
  }

  /** Near misses among the target rows no exact match names, one rule after the other. */
  private explain(): void {
    const none = MATCH_OUTCOMES.indexOf('none');
    for (const rule of NEAR_RULES) {
      if (!this.outcomes.includes(none)) return;
      const first = new Map<string, number>();
      for (let t = 0; t < this.target.size; t++) {
        if (this.taken[t]) continue;
        for (const key of rule.target(this.target, t)) if (!first.has(key)) first.set(key, t);
      }
      for (let i = 0; i < this.source.size; i++) {
        if (this.outcomes[i] !== none) continue;
        const key = rule.source(this.source, i);
        const named = key === undefined ? undefined : first.get(key);
        if (named !== undefined) this.set(i, rule.outcome, named);
      }
    }
  }

  private decideImports(
    userdata: UserData | undefined,
    importedBefore: Iterable<string> = [],
  ): number {
    const before = new Set(importedBefore);
    let withData = 0;
    for (let i = 0; i < this.source.size; i++) {
      const email = this.source.value(i, 'email');
      const data = userdata ? userdata.has(email, this.source.row(i)) : true;
      if (data) withData++;
      this.filled[i] = data ? 1 : 0;
      this.imports[i] = IMPORT_OUTCOMES.indexOf(this.importOf(i, email, data, before));
    }
    return withData;
  }

  private importOf(i: number, email: string, data: boolean, before: Set<string>): ImportOutcome {
    const outcome = MATCH_OUTCOMES[this.outcomes[i] ?? 0];
    if (outcome === 'duplicate-source' || outcome === 'duplicate-target') {
      return 'duplicate-blocked';
    }
    if (outcome !== 'exact') return 'no-match';
    if (!data) return 'no-data';
    const filled = f1(this.target.value(this.targets[i] ?? 0, 'hasData')) === '1';
    return filled || before.has(email) ? 'import-overwrites' : 'import';
  }

  private set(i: number, outcome: MatchOutcome, target = NOBODY): void {
    this.outcomes[i] = MATCH_OUTCOMES.indexOf(outcome);
    this.targets[i] = target;
    if (outcome === 'exact') this.taken[target] = 1;
  }
}

/** Row of each address in F2 form, or SEVERAL. */
function byAddress(list: UserList): Map<string, number> {
  const rows = new Map<string, number>();
  for (let i = 0; i < list.size; i++) {
    const folded = f2(list.value(i, 'email'));
    if (folded !== '') rows.set(folded, rows.has(folded) ? SEVERAL : i);
  }
  return rows;
}

function count<K extends string>(names: readonly K[], codes: Uint8Array): Record<K, number> {
  const totals = new Array<number>(names.length).fill(0);
  for (const code of codes) totals[code] = (totals[code] ?? 0) + 1;
  return Object.fromEntries(names.map((name, i) => [name, totals[i] ?? 0])) as Record<K, number>;
}

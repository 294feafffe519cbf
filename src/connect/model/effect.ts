import type { AssumptionId } from './assumptions.js';
import type { ActedJson } from './acted.js';
import type { LineProblem } from './assign-line.js';
import type { ConnectState, LicenseUse, Line } from './state.js';

/** What one run of a connector does to one user or with one row. Rows and users nothing happens to have no effect. */
export type UserEffect =
  | (Who & { readonly what: 'created'; readonly line: Line; readonly lineProblem?: LineProblem })
  | (Who & {
      /** `reverted`: the line was dynamic and no longer is. `unchanged` stands only where there is a line problem. */
      readonly what: 'changed' | 'reverted' | 'unchanged';
      readonly fields: readonly ChangedField[];
      readonly before: Line;
      readonly line: Line;
      readonly lineProblem?: LineProblem;
    })
  | (Who & { readonly what: 'ignored'; readonly why: 'made-by-hand' | 'of-other-connector' })
  | (Who & {
      readonly what: 'refused';
      readonly why: Refusal;
      readonly columns?: readonly string[];
    })
  | (Who & { readonly what: 'missed'; readonly missed: number })
  | (Who & {
      readonly what: 'deleted';
      readonly missed: number;
      /** Messages go in any case. `recorded`: there were greetings or a name; how many greetings are known. */
      readonly lost: {
        readonly recorded: boolean;
        readonly greetings: number;
        readonly recordedName: boolean;
      };
      /** Assumptions without which the user would stay; empty: the documented rule alone deletes. */
      readonly restsOn: readonly AssumptionId[];
    });

export type ChangedField = 'account' | 'firstname' | 'name' | 'email' | 'phone' | 'line';
export type Refusal =
  | 'id-empty'
  | 'id-duplicate'
  | 'mandatory-empty'
  | 'line-file'
  | 'creation-off'
  | 'sid-unresolved'
  | 'account-disabled';

interface Who {
  /** The user's key; null for a row no user came of. */
  readonly user: number | null;
  /** Line of the source; null for users who do not stand in it. */
  readonly row: number | null;
  readonly id: string;
  readonly account: string;
  readonly email: string;
}

/** Sums that close: rows = created + changed + reverted + unchanged + ignored + refused; before = found + missed + deleted + untouched; after = before + created - deleted. */
export interface RunTotals {
  readonly rows: number;
  readonly created: number;
  readonly changed: number;
  readonly reverted: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly refused: number;
  readonly before: number;
  readonly found: number;
  readonly missed: number;
  readonly deleted: number;
  /** Users this run has nothing to do with. */
  readonly untouched: number;
  readonly after: number;
  readonly lineProblems: Readonly<Partial<Record<LineProblem, number>>>;
}

export interface RunResult {
  readonly state: ConnectState;
  readonly effects: readonly UserEffect[];
  readonly totals: RunTotals;
  readonly licenses: readonly LicenseUse[];
  readonly acted: ActedJson;
}

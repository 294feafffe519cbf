import type { Reason, Verdict } from '../core/outcome.js';
import type { TaskStatus } from '../core/task-status.js';
import type { Text } from '../core/text.js';
import type { PartView, RunView } from '../engine/views.js';

/** Everything a report says, in both languages: made once, written as HTML or JSON. Times are ISO 8601, UTC. */
export interface ReportModel {
  readonly format: 'umstieg-report/1';
  readonly run: Pick<
    RunView,
    'id' | 'projectId' | 'customer' | 'kind' | 'status' | 'paused' | 'clock' | 'revision'
  > & {
    readonly definition: RunView['definition'];
    readonly createdAt: string;
    /** Last change of the run: the state the report describes. */
    readonly asOf: string;
    readonly progress: RunView['progress'];
  };
  /** What makes the report provable: compare with the bundle or with `audit verify`. */
  readonly seal: {
    readonly head: string;
    readonly entries: number;
    /** Fingerprint of this installation's key. */
    readonly signer: string;
    readonly instance: string;
  };
  readonly parts: readonly ReportPart[];
  readonly steps: readonly ReportStep[];
  /** What the customer agreed to move, what is not used, what the vendor does not name; null before that was settled. */
  readonly scope: ReportScope | null;
  /** Users whose greetings and names were to move; the three add up to `source`. */
  readonly users: ReportUsers | null;
  readonly tell: ReportTell | null;
  readonly signOff: ReportSignOff | null;
  /** Everybody who did or approved something. */
  readonly people: readonly ReportPerson[];
  /** Names were given on the command line and not checked. */
  readonly unauthenticated: boolean;
}

export interface ReportPart extends Pick<PartView, 'name' | 'status' | 'done' | 'total'> {
  readonly title: Text;
}

export interface ReportStep {
  readonly id: string;
  readonly part: string;
  readonly title: Text;
  readonly status: TaskStatus;
  readonly attested: boolean;
  readonly verdict: Verdict | null;
  readonly reasons: readonly Reason[];
  /** Who handed in the last result, and when. */
  readonly doneBy: string | null;
  readonly doneAt: string | null;
  readonly approvals: readonly ReportApproval[];
  /** Why it was skipped, switched off, redone or kept although outdated. */
  readonly reason: string | null;
  /** Not wanted from the beginning. */
  readonly switchedOff: boolean;
  readonly warnings: readonly { readonly code: string; readonly text: Text }[];
  readonly pointOfNoReturn: boolean;
  readonly overwrites: boolean;
  /** Number of evidence files of the last result. */
  readonly evidence: number;
}

export interface ReportApproval {
  readonly by: string;
  readonly at: string;
  /** result, act, waive, reopen, keep. */
  readonly what: string;
  readonly reason: string | null;
}

export interface ReportScope {
  readonly moves: readonly Text[];
  readonly unused: readonly Text[];
  readonly notNamed: readonly Text[];
}
export interface ReportUsers {
  readonly source: number;
  readonly moved: number;
  readonly kept: number;
  readonly notMoved: number;
  /** Why not; the three add up to `notMoved`. */
  readonly because: {
    readonly noMatch: number;
    readonly withoutData: number;
    readonly uncertain: number;
  };
}
/** Sign-off by two people (R-1004). */
export interface ReportSignOff {
  readonly customer: string;
  readonly partner: string;
  /** Calendar day. */
  readonly on: string;
}
/** Who is to be told something after the import of greetings. */
export interface ReportTell {
  readonly recordAgain: readonly string[];
  readonly checkOwn: readonly string[];
  readonly overwritten: readonly string[];
  readonly exportedAt: string | null;
}
export interface ReportPerson {
  readonly name: string;
  /** Steps whose last result came from this person. */
  readonly did: number;
  readonly approved: number;
  readonly first: string;
  readonly last: string;
}

import type { Verdict } from '../core/outcome.js';
import type { Warning } from '../core/step.js';
import type { Summary } from '../core/summary.js';
import type { TaskStatus } from '../core/task-status.js';
import type { Text } from '../core/text.js';
import type { PlannedTime } from '../engine/plan.js';
import type { PartView, RunView, SaidReason } from '../engine/views.js';

/** Everything a report says, in both languages: made once, written as HTML or JSON. Times are ISO 8601, UTC. */
export interface ReportModel {
  readonly format: 'umstieg-report/1';
  readonly run: Pick<
    RunView,
    | 'id'
    | 'projectId'
    | 'customer'
    | 'title'
    | 'kind'
    | 'from'
    | 'status'
    | 'paused'
    | 'clock'
    | 'revision'
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
    /** Signed head of the tree over all runs: whoever keeps it sees later whether a run was deleted or cut. */
    readonly tree: string;
  };
  readonly parts: readonly ReportPart[];
  readonly steps: readonly ReportStep[];
  /** What had a date; empty where nothing was planned. */
  readonly planned: readonly ReportPlanned[];
  /** What the sequence itself says of the run; what faces add stands in parts and steps. */
  readonly summary: Summary;
  /** Everybody who did or approved something. */
  readonly people: readonly ReportPerson[];
  /** Whether the names of those who handed in or decided were checked at a sign-in, or only given on the command line. */
  readonly signedIn: SignedIn;
}

export type SignedIn = 'all' | 'some' | 'none';

export interface ReportPart extends Pick<PartView, 'name' | 'status' | 'done' | 'total'> {
  readonly title: Text;
}

/** A part or a milestone with its dates; of a milestone there is only `until`. */
export interface ReportPlanned {
  readonly title: Text;
  readonly planned: PlannedTime;
  readonly actual: PlannedTime;
}

export interface ReportStep {
  readonly id: string;
  readonly part: string;
  readonly title: Text;
  readonly status: TaskStatus;
  readonly attested: boolean;
  readonly verdict: Verdict | null;
  readonly reasons: readonly SaidReason[];
  /** Who handed in the last result, and when. */
  readonly doneBy: string | null;
  readonly doneAt: string | null;
  readonly approvals: readonly ReportApproval[];
  /** What was rejected and when it was to be done again, oldest first. */
  readonly turns: readonly ReportTurn[];
  /** What the approval of its result is called, where it has a word of its own. */
  readonly approval?: Text;
  /** Why it was skipped, switched off, redone or kept although outdated. */
  readonly reason: string | null;
  /** Not wanted from the beginning. */
  readonly switchedOff: boolean;
  readonly warnings: readonly Warning[];
  readonly pointOfNoReturn: boolean;
  readonly overwrites: boolean;
  /** Number of evidence files of the last result. */
  readonly evidence: number;
}

export interface ReportApproval {
  readonly by: string;
  readonly at: string;
  /** result, act, waive, reopen, keep, off. */
  readonly what: string;
  /** Somebody else was named to approve. */
  readonly deputy: boolean;
  readonly reason: string | null;
}

/** Somebody said no, or wanted the step done again. */
export interface ReportTurn extends Pick<ReportApproval, 'by' | 'at' | 'reason'> {
  /** `redo`, or what was rejected: result, act, waive, reopen, keep, off. */
  readonly what: string;
}

export interface ReportPerson {
  readonly name: string;
  /** Steps whose last result came from this person. */
  readonly did: number;
  /** How often, as the audit trail has it. */
  readonly approved: number;
  /** How often a request or a result was rejected. */
  readonly rejected: number;
  readonly first: string;
  readonly last: string;
  /** What this person is in the project; empty where nothing says so. */
  readonly roles: readonly Text[];
}

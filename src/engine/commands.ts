import type { EvidenceRef } from '../core/step.js';
import type { EarlierState } from '../persistence/write-batch.js';
import type { Mapping } from '../machines/mapping.js';
import type { Claim } from './claim.js';
import type { CompiledDefinition } from './compile-definition.js';
import type { PlannedTime } from './plan.js';

/** What a person (or `play`) may ask of a run. */
export type RunCommand =
  | {
      readonly do: 'submit';
      readonly step: string;
      readonly claim: Claim;
      readonly evidence: readonly EvidenceRef[];
      /** The step was not open when the claim came: it was not looked at and can only be refused. */
      readonly unread?: true;
      /** The claim was chosen in a what-if (ADR 0018). */
      readonly promoted?: { readonly run: string; readonly head: string; readonly reason: string };
    }
  | { readonly do: 'approve'; readonly step: string; readonly reason?: string | undefined }
  | { readonly do: 'reject'; readonly step: string; readonly reason: string }
  /** Takes back what waits for a decision; only who handed it in or asked for it. */
  | { readonly do: 'withdraw'; readonly step: string; readonly reason: string }
  | { readonly do: 'waive'; readonly step: string; readonly reason: string }
  | {
      readonly do: 'redo';
      readonly step: string;
      readonly reason: string;
      readonly keep: readonly string[];
    }
  | { readonly do: 'accept-outdated'; readonly step: string; readonly reason: string }
  | { readonly do: 'assign'; readonly step: string; readonly to: string }
  /** Something to remember of a step, for example that the vendor's screen differs; changes no status. */
  | { readonly do: 'note'; readonly step: string; readonly text: string }
  | { readonly do: 'switch'; readonly step: string; readonly on: boolean; readonly reason: string }
  /** When parts and milestones are to be; ISO 8601 with zone, null takes a date back. What is not named stays. */
  | {
      readonly do: 'plan';
      readonly parts: Readonly<Record<string, PlannedTime | null>>;
      readonly steps: Readonly<Record<string, string | null>>;
    }
  | { readonly do: 'signal'; readonly type: string }
  | { readonly do: 'pause' | 'resume' | 'cancel'; readonly reason: string }
  | {
      readonly do: 'migrate';
      readonly reason: string;
      readonly to: CompiledDefinition;
      readonly mapping: Mapping;
      /** Attempts whose owner is alive. */
      readonly busy: ReadonlySet<string>;
      /** Stored facts by digest: those of renamed steps are stored again under the new name. */
      readonly facts: ReadonlyMap<string, unknown>;
      /** Number of the last audit entry when attempts and facts were read. */
      readonly seen: number;
    }
  | {
      readonly do: 'undo-migration';
      readonly reason: string;
      readonly earlier: EarlierState;
      readonly from: CompiledDefinition;
      readonly busy: ReadonlySet<string>;
      readonly seen: number;
    }
  | { readonly do: 'advance'; readonly duration: string }
  | { readonly do: 'clock'; readonly at: string };

/** First answer of an accepted command; the same key gives it again. */
export interface CommandAnswer {
  readonly run: string;
  readonly revision: number;
  readonly step?: string;
  readonly status?: string;
  /** Finds the attempt's outcome (submit). */
  readonly workKey?: string;
}

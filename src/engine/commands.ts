import type { EvidenceRef } from '../core/step.js';
import type { Claim } from './claim.js';

/** What a person (or `play`) may ask of a run. */
export type RunCommand =
  | {
      readonly do: 'submit';
      readonly step: string;
      readonly claim: Claim;
      readonly evidence: readonly EvidenceRef[];
      /** The step was not open when the claim came: it was not looked at and can only be refused. */
      readonly unread?: true;
    }
  | { readonly do: 'approve'; readonly step: string; readonly reason?: string | undefined }
  | { readonly do: 'reject'; readonly step: string; readonly reason: string }
  | { readonly do: 'waive'; readonly step: string; readonly reason: string }
  | {
      readonly do: 'redo';
      readonly step: string;
      readonly reason: string;
      readonly keep: readonly string[];
    }
  | { readonly do: 'accept-outdated'; readonly step: string; readonly reason: string }
  | { readonly do: 'assign'; readonly step: string; readonly to: string }
  | { readonly do: 'switch'; readonly step: string; readonly on: boolean; readonly reason: string }
  | { readonly do: 'signal'; readonly type: string }
  | { readonly do: 'pause' | 'resume' | 'cancel'; readonly reason: string }
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

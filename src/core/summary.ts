import type { Text } from './text.js';

/**
 * What a customer keeps of a run, in the words of its sequence: made from accepted facts, laid out by a face.
 * A sequence without one is reported by its parts and steps alone.
 */
export interface Summary {
  /** What was carried out; finished parts are added by the face. */
  readonly done: SummarySection;
  /** What was not, and why; skipped, open and needless steps are added by the face. */
  readonly left: SummarySection;
  readonly further: readonly SummarySection[];
  /** Sign-off by two people; undefined where the sequence has none, null before it. */
  readonly signOff?: SignOff | null;
  /** What people are in the project, as it was agreed; somebody may be several things. */
  readonly roles?: readonly { readonly name: string; readonly role: Text }[];
  /** The zone the people of the project agreed on, IANA. */
  readonly timeZone?: string;
}

export interface SummarySection {
  readonly heading: Text;
  readonly pieces: readonly SummaryPiece[];
}

export type SummaryPiece =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'list'; readonly text?: Text; readonly items: readonly Text[] }
  /** People; an empty list says "nobody". */
  | { readonly kind: 'names'; readonly text: Text; readonly names: readonly string[] }
  /** Numbers that close: the rows add up to `of`. */
  | {
      readonly kind: 'counts';
      readonly text: Text;
      readonly unit: Text;
      readonly rows: readonly SummaryCount[];
      readonly of: number;
    };

export interface SummaryCount {
  readonly text: Text;
  readonly count: number;
  readonly because?: Text;
}

export interface SignOff {
  readonly customer: string;
  readonly partner: string;
  /** Calendar day. */
  readonly on: string;
  /** The step it was handed in with: its approvals are of the sign-off. */
  readonly step: string;
  /** What the customer accepts only with this said. */
  readonly reservations: string | null;
}

export interface SummarySource {
  /** Accepted facts by step; erased ones are absent. */
  readonly facts: ReadonlyMap<string, unknown>;
  readonly finished: boolean;
  /** Stored evidence as text; undefined when it was erased. */
  readonly evidence: (digest: string) => Promise<string | undefined>;
}

export type Summarize = (source: SummarySource) => Promise<Summary> | Summary;

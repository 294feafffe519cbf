import type { Place } from '../../core/outcome.js';
import type { Text } from '../../core/text.js';
import type { Material } from './material.js';

/** One error of the catalog: what is planted where, and what has to flag it. */
export interface ErrorRow {
  /** Stable, `part.what`. */
  readonly id: string;
  readonly what: Text;
  /** Where the error is named: rows and sections of the documented sequence, sections of the domain page. */
  readonly named: string;
  /** The changed copy of drill files, or the wrong answer, that carries it (traps.ts). */
  readonly trap: string;
  /** Step that has to flag it, or the file command. */
  readonly by: string;
  /** Code of the finding. */
  readonly code: string;
  /** Findings that follow from this error, `step code`: no false alarms. */
  readonly also?: readonly string[];
  /** Only users for whom something was exported carry it. */
  readonly needsData?: boolean;
  /** Plants the error in the trap's material and says where it stands, every place that has to be flagged; `seat` is a row index of its own. */
  readonly plant: (material: Material, seat: number) => Place | readonly Place[];
}

/** One planted error as the key holds it. */
export interface Planted {
  readonly id: string;
  readonly trap: string;
  readonly what: Text;
  readonly expected: {
    readonly by: string;
    readonly code: string;
    /** All of them have to be flagged; an empty place stands for a finding without one. */
    readonly places: readonly Place[];
  };
  readonly also: readonly string[];
}

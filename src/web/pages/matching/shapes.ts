import type { z } from 'zod';
import type * as schemas from '../../../http/schemas/matching.js';

export type Matching = z.output<typeof schemas.matching>;
export type MatchRow = Matching['rows'][number];
export type Decision = Matching['decisions'][number];
export type Outcome = MatchRow['outcome'];
export type ImportOutcome = MatchRow['import'];
export type ShownPiece = NonNullable<MatchRow['explained']>['source'][number];
export type FreeRows = z.output<typeof schemas.freeRows>;
export type FreeRow = FreeRows['rows'][number];

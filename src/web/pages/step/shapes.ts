import type { z } from 'zod';
import type * as checklists from '../../../http/schemas/checklist.js';
import type * as views from '../../../http/schemas/views.js';
import type * as words from '../../../http/schemas/words.js';

export type Step = z.output<typeof checklists.stepPage>;
export type StepEvent = Step['history'][number];
export type Warning = Step['warnings'][number];
export type Field = Step['fields'][number];
export type Column = NonNullable<Field['columns']>[number];
export type Attempt = z.output<typeof views.attemptView>;
export type Claim = z.output<typeof views.claimView>;
export type EvidenceRef = z.output<typeof views.evidenceRef>;
export type Reason = z.output<typeof words.reason>;

export type Cell = string | number | boolean | undefined;
export type Row = Readonly<Record<string, Cell>>;
/** What a form holds for one field; undefined as long as nothing was answered. */
export type Value = Cell | readonly string[] | readonly Row[];
export type Values = Readonly<Record<string, Value>>;

import type { z } from 'zod';
import type * as checklists from '../../http/schemas/checklist.js';
import type * as matching from '../../http/schemas/matching.js';
import type * as people from '../../http/schemas/people.js';
import type * as runPages from '../../http/schemas/run-pages.js';
import type * as words from '../../http/schemas/words.js';

/** What the server answers, by the very schemas it is compared with. */
export type Text = z.output<typeof words.text>;
export type Problem = z.output<typeof words.problem>;
export type Session = z.output<typeof people.sessionView>;
export type SignInProvider = z.output<typeof people.provider>;
export type ProviderAddress = z.output<typeof people.goesTo>;
export type Invitation = z.output<typeof people.lookedAt>;
export type Checklist = z.output<typeof checklists.checklist>;
export type ChecklistPart = Checklist['parts'][number];
export type ChecklistStep = Checklist['steps'][number];
export type Acting = z.output<typeof checklists.acting>;
export type NextAction = z.output<typeof checklists.nextAction>;
export type OwnActions = z.output<typeof runPages.ownActions>;
export type Comparison = z.output<typeof matching.comparisons>['items'][number];
export type Briefing = z.output<typeof runPages.briefing>;
export type PracticeFiles = z.output<typeof runPages.practiceFiles>;
export type StepWords = z.output<typeof runPages.stepWords>;
export type Overview = z.output<typeof checklists.overview>;
export type OverviewRun = z.output<typeof checklists.overviewRun>;

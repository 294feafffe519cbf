import type { Sequence } from './engine/sequence.js';
import { DEFINITION } from './machines/documented/definition.js';
import { EVENT_TITLES } from './machines/documented/event-titles.js';
import { FACT_TITLES } from './machines/documented/fact-titles.js';
import { ORDER_RULES } from './machines/documented/order-rules.js';
import { MAPPINGS } from './machines/documented/migrations/index.js';
import { RESULT_TITLES } from './machines/documented/result-titles.js';
import { STATE_TITLES } from './machines/documented/state-titles.js';
import { PART_TITLES } from './machines/documented/part-titles.js';
import { summarize } from './steps/customer-summary.js';
import { ALL_STEPS } from './steps/index.js';
import { WARNING_STATEMENTS } from './steps/warning-statements.js';
import { WARNINGS } from './steps/warnings.js';

/** The vendor's documented migration: the only place where its machines, steps and words meet. */
export const DOCUMENTED: Sequence = {
  definition: DEFINITION,
  steps: ALL_STEPS,
  title: { de: 'XPhone UC V4 auf XPhone Connect', en: 'XPhone UC V4 to XPhone Connect' },
  partTitles: PART_TITLES,
  eventTitles: EVENT_TITLES,
  stateTitles: STATE_TITLES,
  factTitles: FACT_TITLES,
  resultTitles: RESULT_TITLES,
  warnings: WARNINGS,
  rules: ORDER_RULES,
  statements: WARNING_STATEMENTS,
  milestones: ['R-1000'],
  summarize,
  mappings: MAPPINGS,
};

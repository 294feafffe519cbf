import type { Same } from '../same.js';
import type * as de from '../de/plan.js';

export const plan: Same<typeof de.plan> = {
  title: 'Dates',
  says: 'For each part: when it is to begin and to be finished, and when it was. What is late also stands in the overview of projects.',
  change: 'Change dates',
  save: 'Save dates',
  saved: 'The dates are saved.',
  parts: 'Parts',
  milestones: 'Important dates',
  begin: 'Begin',
  end: 'Finished',
  when: 'Date',
  planned: 'planned {{when}}',
  actual: 'actual {{when}}',
  open: 'still open',
  left: '{{steps}} still open',
  none: 'not planned',
  late: 'late, planned {{when}}',
  afterPlan: 'later than planned',
  inTime: 'as planned',
  clear: 'Clear {{what}}',
  beginOf: '{{what}}: begin',
  endOf: '{{what}}: finished',
  zone: 'All times are in your time zone ({{zone}}).',
  virtual:
    'This run has a clock of its own; it stands at {{when}}. What is late is measured by it.',
};

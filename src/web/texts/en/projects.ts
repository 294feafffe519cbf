import type { Same } from '../same.js';
import type * as de from '../de/projects.js';

export const projects: Same<typeof de.projects> = {
  title: 'Projects',
  new: 'New project',
  search: 'Search customer, person or step',
  noMatch: 'No project matches this search.',
  onlyAlarms: 'With alarms only',
  more_one: 'Show {{count}} more project',
  more_other: 'Show more, {{count}} projects left',
  sum_one: '{{count}} project',
  sum_other: '{{count}} projects',
  alarms_one: '{{count}} with an alarm',
  alarms_other: '{{count}} with an alarm',
  progress: 'Steps done',
  alarm: { problem: 'Problem', outdated: 'Outdated', overdue: 'Overdue' },
  over: 'Nothing left to do',
  kinds: { live: 'Project', rehearsal: 'Rehearsal', drill: 'Practice', 'what-if': 'What if' },
};

export const start: Same<typeof de.start> = {
  title: 'What do you begin with?',
  words:
    'Umstieg guides you step by step through this sequence: {{title}}. Everything you state is checked and recorded. You can stop at any time and go on later.',
  mayNot:
    'No project is open to you yet. Ask the project lead, who makes projects and invites you to them.',
  mayNotStart:
    'New projects are started by whoever leads the installation, a partner or a customer. Your roles do not reach that far.',
  practice: 'Practice',
  practiceWords: 'The customer is invented. Nothing can break here.',
  practiceName: 'Practice customer',
  practiceGo: 'Practice with {{name}}',
  practiceWhom: 'With whom?',
  practiceNone:
    'This server knows no invented customer yet. Whoever runs it makes one and starts the server with its folder:',
  practiceMake: 'Command that makes the customer',
  practiceServe: 'Command that starts the server with the folder',
  practiceBare: 'Practice without values and files',
  real: 'Real project',
  customer: 'Name of the customer',
  belongsTo: 'Belongs to',
  noTenant: 'no partner or customer',
  realGo: 'Make the project and begin',
};

export const acting: Same<typeof de.acting> = {
  you: 'you',
  umstieg: 'Umstieg is at work',
  anyone: 'whoever works on the project',
  second: 'a second person who may approve',
  secondNamed: 'a second person, meant to: {{who}}',
};

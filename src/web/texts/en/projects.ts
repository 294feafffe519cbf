import type { Same } from '../same.js';
import type * as de from '../de/projects.js';

export const projects: Same<typeof de.projects> = {
  title: 'Projects',
  search: 'Search customer, person or step',
  none: 'No project yet.',
  noMatch: 'No project matches this search.',
  customer: 'Customer',
  progress: 'Progress',
  next: 'What is next',
  acts: 'Who must act',
  since: 'Since',
};

import type { Same } from '../same.js';
import type * as de from '../de/app.js';

export const app: Same<typeof de.app> = {
  name: 'Umstieg',
  skip: 'Skip to content',
  projects: 'Projects',
  allProjects: 'All projects',
  searchKeys: 'Ctrl K',
  search: 'Search',
  person: 'Person',
  language: 'Language',
  theme: 'Appearance',
  themeSystem: 'Like the system',
  themeLight: 'Light',
  themeDark: 'Dark',
  signOut: 'Sign out',
  stillIn: 'You are still signed in',
  stillInWhy:
    'The server did not confirm that you signed out. Whoever comes to this computer next works under your name. Try again.',
  wait: 'Loading …',
  hindrance: {
    lost: 'No connection. What you see may be old; what you type is kept.',
    failing: 'The server reports an error. What you see may be old; what you type is kept.',
    busy: 'Too many requests at once. The page waits as the server asks, then goes on asking.',
    'signed-out': 'You are not signed in any more. Sign in again, then this goes on.',
    denied: 'The server does not give out news of this project. What you see may be old.',
  },
  storageFull:
    'The storage of this browser is full. What you type is held by this window alone until the server has it: do not close it yet.',
  views: 'Views of this project',
  checklist: 'Checklist',
  map: 'Map',
  audit: 'Audit trail',
  close: 'Close',
  noPage: 'There is no such page.',
  noPageRemedy: 'Check the address, or go to the projects.',
};

export const work: Same<typeof de.work> = {
  label: 'Work is held',
  held: 'This server only looks: no step and no timer begins.',
  release: 'When all is well, let the work begin.',
  wait: 'What you send is kept, and begins as soon as the owner of the installation lets the work begin.',
  begin: 'Let the work begin',
};

export const keys: Same<typeof de.keys> = {
  title: 'Keyboard shortcuts',
  next: 'Next step',
  previous: 'Previous step',
  open: 'Open',
  projects: 'To the projects',
  checklist: 'To the checklist',
  map: 'To the map',
  audit: 'To the audit trail',
  search: 'Search',
  help: 'This overview',
  back: 'Back',
  then: 'then',
  single: 'Single keys act',
  singleHelp: 'For this browser. Switched off, only Ctrl K, Esc, Enter and the arrow keys act.',
};

export const command: Same<typeof de.command> = {
  title: 'Search',
  field: 'Step, part, page, customer, label or line of the manual',
  none: 'Nothing found.',
  found: 'Found',
  recent: 'Worked on last',
  line: 'Manual, line {{line}}',
  kinds: { step: 'Steps', part: 'Parts', page: 'Pages', project: 'Projects' },
};

export const problem: Same<typeof de.problem> = {
  where: 'Where',
  file: 'file {{file}}',
  row: 'row {{row}}',
  column: 'field {{column}}',
  expected: 'Expected',
  number: 'Number for the support',
  again: 'Try again',
  noAnswer: 'The server does not answer',
  noAnswerDetail:
    'The connection is down, or the server is not running. What was stored is stored.',
  broken: 'This page cannot be shown',
  brokenDetail:
    'There is an error in the page. Your data is not affected. Reload the page; if the error stays, give this message to the support.',
  reload: 'Reload the page',
  partMissing: 'This part is not loaded yet',
  partMissingDetail:
    'The server does not answer. As soon as it does, the page reloads by itself. What you entered is kept.',
};

export const status: Same<typeof de.status> = {
  locked: 'cannot start yet',
  ready: 'ready',
  'in-progress': 'in progress',
  verifying: 'being checked',
  'waiting-approval': 'waits for approval',
  done: 'done',
  rejected: 'problem',
  waived: 'skipped',
  outdated: 'outdated',
  failed: 'problem',
  'not-applicable': 'does not apply',
};

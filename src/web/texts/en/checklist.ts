import type { Same } from '../same.js';
import type * as de from '../de/checklist.js';

export const checklist: Same<typeof de.checklist> = {
  next: 'What is to be done next',
  acts: {
    do: 'Next:',
    mend: 'Mend:',
    decide: 'Approval is due:',
    renew: 'Outdated:',
    wait: 'At work:',
  },
  allDone: 'Everything is done.',
  othersTurn: 'It is the turn of others:',
  look: 'Look',
  goOn: 'Continue',
  decide: 'Review and decide',
  toReport: 'To the report',
  toAudit: 'To the audit trail and its archive',
  parts: 'Parts',
  done: '{{done}} of {{total}}',
  needs: 'needs {{what}}',
  notBefore: 'not before {{day}}',
  waitsFor: 'waits for: {{who}}',
  problems_one: '{{count}} problem',
  problems_other: '{{count}} problems',
  waiting_one: '{{count}} waits',
  waiting_other: '{{count}} wait',
  outdated_one: '{{count}} outdated',
  outdated_other: '{{count}} outdated',
  noReturn: 'no way back',
  overwrites: 'overwrites',
};

export const briefing: Same<typeof de.briefing> = {
  title: 'Since your last visit',
  count_one: '{{count}} event',
  count_other: '{{count}} events',
  outdated: 'is outdated: {{what}} has changed.',
};

export const clock: Same<typeof de.clock> = {
  title: 'Practice clock',
  set: 'Set the clock',
  says: 'Deadlines and times of this practice run follow this clock. What falls due until then happens at once.',
  to: 'New time',
  setBack: 'Set the clock back',
  goesBack:
    'This sets the clock back behind entries that are there already. They keep their times, and the audit trail says who set the clock.',
};

export const practice = {
  title: 'Practice customer',
  says: 'This is practice with a fictitious customer. Their files and the answers for each form (answers.yaml) lie here:',
  folder: 'Folder',
  values: 'Values for this step',
  noValues: 'The answers name no values for this step.',
  evidence: 'Evidence for this step',
  clock: 'For {{step}} the answers hold from {{time}}.',
  counts: 'In practice the practice clock counts, not today’s date. It says {{now}}.',
  fill: 'Fill in the form',
  filled: 'Filled in. Add the evidence yourself.',
  replaceTitle: 'Replace what is filled in?',
  replaceSays: 'The form already says something else: {{fields}}.',
  replace: 'Replace',
  unknown:
    'This server does not know the folder of the practice customer. It has to be one the server may read (umstieg serve --files).',
} as const;

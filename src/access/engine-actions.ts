import type { Action } from './rights.js';

/** Which action a guard asks for before a member of the engine is called for somebody. */
export const ENGINE_ACTIONS = {
  'Umstieg.newProject': 'project.new',
  'Umstieg.newRun': 'run.new',
  'Umstieg.submit': 'run.submit',
  'Umstieg.verify': 'audit.see',
  'Umstieg.orphans': 'installation.examine',
  'Queries.list': 'project.see',
  'Queries.run': 'project.see',
  'Queries.task': 'project.see',
  'Queries.outcome': 'project.see',
  'Queries.lastClaim': 'project.see',
  'Queries.answerTo': 'project.see',
  'Checklists.heads': 'project.see',
  'Checklists.of': 'project.see',
  'Checklists.at': 'project.see',
  'Overview.runs': 'project.see',
  'StepPages.of': 'project.see',
  'Briefings.of': 'project.see',
  'RunMaps.of': 'project.see',
  'Matchings.of': 'project.see',
  'Visits.read': 'project.see',
  'Visits.write': 'project.see',
  'History.entries': 'audit.see',
  'History.facts': 'project.see',
  'History.lastAttempts': 'project.see',
  'History.attempts': 'project.see',
  'History.knowledge': 'project.see',
  'Archive.export': 'run.export',
  'HandOvers.import': 'run.take-in',
  'HandOvers.handedOver': 'audit.see',
  'Migrator.find': 'definition.see',
  'Migrator.diff': 'definition.see',
  'Migrator.forecast': 'project.see',
  'Migrator.forecastAll': 'installation.examine',
  'Migrator.apply': 'run.migrate',
  'Migrator.undo': 'run.undo-migration',
  'Drafts.read': 'draft.keep',
  'Drafts.all': 'draft.keep',
  'Drafts.write': 'draft.keep',
  'Drafts.remove': 'draft.keep',
  'Doctor.examine': 'installation.examine',
} as const satisfies Record<string, Action>;

/** The action of a command on a run (`RunCommand['do']` of the engine). */
export function commandAction<D extends string>(command: D): `run.${D}` {
  return `run.${command}`;
}

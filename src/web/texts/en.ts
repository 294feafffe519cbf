import * as app from './en/app.js';
import * as checklist from './en/checklist.js';
import * as projects from './en/projects.js';
import * as start from './en/start.js';
import * as step from './en/step.js';
import * as parts from './en/parts.js';
import * as map from './en/map.js';
import * as definition from './en/definition.js';
import * as plan from './en/plan.js';
import * as settings from './en/settings.js';
import * as report from './en/report.js';
import * as audit from './en/audit.js';
import * as matching from './en/matching.js';

/** Every text of the pages in English, one module an area. */
export const en = {
  ...app,
  ...start,
  ...projects,
  ...checklist,
  ...step,
  ...parts,
  ...map,
  ...definition,
  ...plan,
  ...settings,
  ...report,
  ...audit,
  ...matching,
};

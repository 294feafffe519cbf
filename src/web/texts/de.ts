import * as app from './de/app.js';
import * as checklist from './de/checklist.js';
import * as projects from './de/projects.js';
import * as start from './de/start.js';
import * as step from './de/step.js';
import * as parts from './de/parts.js';
import * as map from './de/map.js';
import * as definition from './de/definition.js';
import * as plan from './de/plan.js';
import * as settings from './de/settings.js';
import * as report from './de/report.js';
import * as audit from './de/audit.js';
import * as matching from './de/matching.js';

/** Every text of the pages in German, one module an area. */
export const de = {
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

import * as app from './en/app.js';
import * as checklist from './en/checklist.js';
import * as projects from './en/projects.js';
import * as start from './en/start.js';
import * as step from './en/step.js';

/** Every text of the pages in English, one module an area. */
export const en = { ...app, ...start, ...projects, ...checklist, ...step };

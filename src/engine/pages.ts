import { join } from 'node:path';
import { Briefings } from './briefings.js';
import { Checklists } from './checklists.js';
import type { EngineCore } from './engine-core.js';
import { Matchings } from './matchings.js';
import { Overview } from './overview.js';
import type { NamedPaths } from './named-paths.js';
import { Practices } from './practice.js';
import type { Queries } from './queries.js';
import { RunMaps } from './run-map.js';
import { StepPages } from './step-pages.js';
import { Visits } from './visits.js';

/** What pages read: answers that need no second question, for any sequence. */
export class Pages {
  readonly checklists: Checklists;
  readonly overview: Overview;
  readonly steps: StepPages;
  readonly briefings: Briefings;
  readonly maps: RunMaps;
  readonly visits: Visits;
  readonly matchings: Matchings;
  readonly practices: Practices;

  constructor(core: EngineCore, queries: Queries, paths: NamedPaths) {
    this.checklists = new Checklists(core);
    this.overview = new Overview(this.checklists, core.env.now);
    this.steps = new StepPages(core, queries, this.checklists);
    this.briefings = new Briefings(core, this.checklists);
    this.maps = new RunMaps(core, this.checklists);
    this.matchings = new Matchings(core, this.checklists);
    this.practices = new Practices(core, paths);
    this.visits = new Visits(join(core.database.folder, 'visits'));
  }
}

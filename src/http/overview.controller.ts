import { Controller, Inject } from '@nestjs/common';
import { ownNext } from '../engine/own-next.js';
import type { OverviewRun } from '../engine/overview.js';
import { Searched } from './checked.js';
import { Dashboard, type DashboardQuery } from './dashboard.js';
import { Asking, Route } from './route.js';
import { overview } from './schemas/checklist.js';
import * as requests from './schemas/requests.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';
import { jsonList } from './written-json.js';

/** The dashboard over all projects that somebody may see. */
@Controller('api')
export class OverviewController {
  private readonly dashboard = new Dashboard();

  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'get', path: 'overview', id: 'overview', right: 'project.see' },
    says: 'All runs with progress, what waits on whom since when, alarms and the one next action; searched, in pages',
    answer: overview,
  })
  async read(@Searched(requests.overviewQuery) query: DashboardQuery, @Asking() asker: Asker) {
    const runs = await this.session.umstieg.pages.overview.runs();
    const { items, ...rest } = this.dashboard.page(runs, await asker.projects(), query);
    return jsonList(items, { ...rest, yours: await yoursAmong(items, asker) });
  }
}

/** Run → the step that waits for whoever asks. */
async function yoursAmong(
  runs: readonly OverviewRun[],
  asker: Asker,
): Promise<Record<string, string>> {
  const { name } = asker.person;
  const does = await asker.projects('run.submit');
  const decides = await asker.projects('run.approve');
  const yours: Record<string, string> = {};
  for (const { run, projectId, waits } of runs) {
    const may = { mayDo: does.has(projectId), mayDecide: decides.has(projectId) };
    const next = ownNext(waits, { name, ...may });
    if (next) yours[run] = next.step;
  }
  return yours;
}

import { Controller, Inject } from '@nestjs/common';
import { ownNext } from '../engine/own-next.js';
import type { OverviewRun } from '../engine/overview.js';
import { Searched } from './checked.js';
import { Dashboard, type DashboardPage, type DashboardQuery } from './dashboard.js';
import { Asking, Route } from './route.js';
import { overview } from './schemas/checklist.js';
import * as requests from './schemas/requests.js';
import { SameAnswers } from './same-answers.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';
import { jsonList } from './written-json.js';

/** The dashboard over all projects that somebody may see. */
@Controller('api')
export class OverviewController {
  private readonly dashboard = new Dashboard();
  private readonly answers = new SameAnswers<DashboardPage & Yours>();

  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'get', path: 'overview', id: 'overview', right: 'project.see' },
    says: 'All runs with progress, what waits on whom since when, alarms and the one next action; searched, in pages',
    answer: overview,
  })
  async read(@Searched(requests.overviewQuery) query: DashboardQuery, @Asking() asker: Asker) {
    const runs = await this.session.umstieg.pages.overview.runs();
    const [seen, does, decides] = await asker.projects('project.see', 'run.submit', 'run.approve');
    const { account, name } = asker.person;
    return this.answers.of(runs, seen, JSON.stringify([account, query]), () => {
      const { items, ...rest } = this.dashboard.page(runs, seen, query);
      return jsonList(items, { ...rest, yours: yoursAmong(items, { name, does, decides }) });
    });
  }
}

interface Yours {
  /** Run → the step that waits for whoever asks. */
  readonly yours: Readonly<Record<string, string>>;
}

interface Looking {
  readonly name: string;
  readonly does: ReadonlySet<string>;
  readonly decides: ReadonlySet<string>;
}

function yoursAmong(runs: readonly OverviewRun[], o: Looking): Yours['yours'] {
  const yours: Record<string, string> = {};
  for (const { run, projectId, waits } of runs) {
    const may = { mayDo: o.does.has(projectId), mayDecide: o.decides.has(projectId) };
    const next = ownNext(waits, { name: o.name, ...may });
    if (next) yours[run] = next.step;
  }
  return yours;
}

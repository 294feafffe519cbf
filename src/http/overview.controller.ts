import { Controller, Inject } from '@nestjs/common';
import type { z } from 'zod';
import type { OverviewRun } from '../engine/overview.js';
import { Searched } from './checked.js';
import { pageOf } from './pages.js';
import { Asking, Route } from './route.js';
import { overview } from './schemas/checklist.js';
import * as requests from './schemas/requests.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';

type Query = z.output<typeof requests.overviewQuery>;

/** The dashboard over all projects that somebody may see. */
@Controller('api')
export class OverviewController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'get', path: 'overview', id: 'overview', right: 'project.see' },
    says: 'All runs with progress, what waits on whom since when, alarms and the one next action; searched, in pages',
    answer: overview,
  })
  async read(@Searched(requests.overviewQuery) query: Query, @Asking() asker: Asker) {
    const all = await this.session.umstieg.pages.overview.runs();
    const projects = await asker.projects();
    const seen = all.filter((run) => projects.has(run.projectId));
    const found = seen.filter((run) => matches(run, query));
    const { keyOf, before } = ORDERS[query.sort];
    const sorted = found
      .map((run) => ({ run, key: keyOf(run) }))
      .sort((a, b) => (before(a, b) ? -1 : 1));
    const from = query.after === undefined ? undefined : cursor(query.after);
    const rest = from ? sorted.filter((one) => before(from, one)) : sorted;
    const page = pageOf(
      rest.slice(0, query.limit + 1),
      query.limit,
      ({ key, run }) => `${key} ${run.run}`,
    );
    const byStatus: Record<string, number> = {};
    for (const { status } of found) byStatus[status] = (byStatus[status] ?? 0) + 1;
    const alarms = found.filter((run) => run.alarms.length > 0).length;
    return {
      items: page.items.map(({ run }) => run),
      next: page.next,
      totals: { runs: seen.length, matching: found.length, alarms, byStatus },
    };
  }
}

interface Placed {
  readonly key: string;
  readonly run: Pick<OverviewRun, 'run'>;
}

const ORDERS = {
  activity: {
    keyOf: (run: OverviewRun) => run.updatedAt,
    before: (a: Placed, b: Placed) => (a.key === b.key ? a.run.run < b.run.run : a.key > b.key),
  },
  customer: {
    keyOf: (run: OverviewRun) => folded(run.customer),
    before: (a: Placed, b: Placed) => (a.key === b.key ? a.run.run < b.run.run : a.key < b.key),
  },
} as const;

/** `KEY RUN`: the last one of the page before. */
function cursor(after: string): Placed {
  const at = after.lastIndexOf(' ');
  return { key: after.slice(0, Math.max(0, at)), run: { run: after.slice(at + 1) } };
}

function matches(run: OverviewRun, { q, kind, status, alarm, project }: Query): boolean {
  if (kind !== undefined && run.kind !== kind) return false;
  if (status !== undefined && run.status !== status) return false;
  if (project !== undefined && run.projectId !== project) return false;
  if (alarm !== undefined && !run.alarms.some((one) => alarm === 'any' || one.kind === alarm))
    return false;
  return q === undefined || wordsOf(run).includes(folded(q));
}

/** What the search looks through: customer, ids, who acts, what comes next. */
function wordsOf({ customer, run, projectId, next, waits, last }: OverviewRun): string {
  const people = waits.flatMap(({ acts }) => [...acts.named, ...acts.besides]);
  const title = next ? [next.step, next.title.de, next.title.en] : [];
  return folded([customer, run, projectId, last?.actor ?? '', ...people, ...title].join('\n'));
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}

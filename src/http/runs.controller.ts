import { Controller, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Access } from '../access/access.js';
import { RequestError } from '../core/errors.js';
import { Searched, Sent } from './checked.js';
import { pageOf } from './pages.js';
import { Asking, Command, Route, type Sent as Order } from './route.js';
import * as requests from './schemas/requests.js';
import { checklist } from './schemas/checklist.js';
import { page, runSummary } from './schemas/views.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';
import { jsonAround } from './written-json.js';

/** Who sees few of many runs is not answered by thousands of small questions. */
const READ_AT_ONCE = 500;

/** Projects and their runs: lists, new ones, the checklist. */
@Controller('api')
export class RunsController {
  constructor(
    @Inject(SESSION) private readonly session: HttpSession,
    @Inject(Access) private readonly access: Access,
  ) {}

  @Route({
    ...{ method: 'get', path: 'runs', id: 'listRuns', right: 'project.see' },
    says: 'Runs by id, in pages',
    answer: page(runSummary),
  })
  async list(
    @Searched(requests.runsQuery) query: z.output<typeof requests.runsQuery>,
    @Asking() asker: Asker,
  ) {
    const { limit, project, after = '' } = query;
    const [projects] = await asker.projects('project.see');
    const seen = [];
    let from = after;
    const step = Math.max(limit + 1, READ_AT_ONCE);
    for (;;) {
      const found = await this.session.umstieg.listings.runs({ after: from, limit: step, project });
      seen.push(...found.filter((run) => projects.has(run.projectId)));
      from = found.at(-1)?.id ?? '';
      if (seen.length > limit || found.length < step) break;
    }
    return pageOf(seen, limit, (run) => run.id);
  }

  @Route({
    ...{ method: 'post', path: 'projects', id: 'newProject', right: 'project.new', status: 201 },
    says: 'A project with its first run',
    answer: checklist,
    command: 'plain',
  })
  async newProject(
    @Sent(requests.newProject) { tenant, ...body }: z.output<typeof requests.newProject>,
    @Command('plain') { who, key }: Order,
    @Asking() asker: Asker,
    @Res({ passthrough: true }) response: Response,
  ) {
    await asker.require('project.new', tenant ?? 'installation');
    const { umstieg } = this.session;
    const own = `${asker.person.account} ${key}`; // what others made under the same key is not told
    const { projectId, runId } = await umstieg.newProject({
      ...body,
      ...{ who, key: own, place: tenant },
    });
    if (tenant !== undefined) await this.access.tenants.placeNew(asker.person, projectId, tenant);
    response.location(`/api/runs/${runId}`);
    return this.shown(runId, response);
  }

  @Route({
    ...{
      method: 'post',
      path: 'projects/:project/runs',
      id: 'newRun',
      right: 'run.new',
      status: 201,
    },
    says: 'A further run of a project',
    answer: checklist,
    command: 'plain',
  })
  async newRun(
    @Param('project') projectId: string,
    @Sent(requests.newRun) body: z.output<typeof requests.newRun>,
    @Command('plain') { who, key }: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { umstieg } = this.session;
    try {
      const runId = await umstieg.newRun({ ...body, projectId, who, key });
      response.location(`/api/runs/${runId}`);
      return await this.shown(runId, response);
    } catch (error) {
      if (error instanceof RequestError && error.code === 'project.not-found')
        await umstieg.recordRefusal(error, who);
      throw error;
    }
  }

  @Route({
    ...{ method: 'get', path: 'runs/:run', id: 'showRun', right: 'project.see' },
    says: 'The checklist of a run; its ETag is the revision',
    answer: checklist,
  })
  show(@Param('run') runId: string, @Res({ passthrough: true }) response: Response) {
    return this.shown(runId, response);
  }

  private async shown(runId: string, response: Response) {
    const run = await this.session.umstieg.pages.checklists.of(runId);
    response.set('etag', `"${run.revision}"`);
    return jsonAround(run, 'steps');
  }
}

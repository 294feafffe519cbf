import { Controller, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Searched, Sent } from './checked.js';
import { Asking, Command, Route, type Sent as Order } from './route.js';
import * as requests from './schemas/requests.js';
import { commandAnswer, definitionDiff, definitionView, forecast, page } from './schemas/views.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';

/** Versions of the sequence, what differs, and moving runs from one to another. */
@Controller('api')
export class DefinitionsController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'get', path: 'definitions', id: 'listDefinitions', right: 'definition.see' },
    says: 'Definitions that runs use, with how many of yours, and the one new runs get',
    answer: page(definitionView),
  })
  async list(@Asking() asker: Asker) {
    const { umstieg } = this.session;
    const { json, hash } = umstieg.definition;
    const stored = await umstieg.core.store.definitions();
    const unused = { hash, name: json.name, version: json.version, runs: 0 };
    const all = stored.some((d) => d.hash === hash) ? stored : [...stored, unused];
    const [projects] = await asker.projects('project.see');
    const seen = (await umstieg.core.store.list()).filter((run) => projects.has(run.projectId));
    const runsOn = (one: string) => seen.filter((run) => run.definition === one).length;
    const items = all.map((d) => ({
      ...d,
      title: umstieg.core.registry.sequenceTitle(d.name),
      runs: runsOn(d.hash),
      current: d.hash === hash,
    }));
    return { items, next: null };
  }

  @Route({
    ...{ method: 'get', path: 'definitions/diff', id: 'diffDefinitions', right: 'definition.see' },
    says: 'What differs between two definitions, in words',
    answer: definitionDiff,
  })
  async diff(@Searched(requests.diffQuery) { from, to }: z.output<typeof requests.diffQuery>) {
    const { migrator } = this.session.umstieg;
    return migrator.diff(migrator.find(from), migrator.find(to));
  }

  @Route({
    ...{ method: 'get', path: 'forecasts', id: 'forecastRuns', right: 'run.migrate' },
    says: 'What a definition would do to every open run; changes nothing',
    answer: page(forecast),
  })
  async forecastAll(
    @Searched(requests.forecastQuery) { to }: z.output<typeof requests.forecastQuery>,
    @Asking() asker: Asker,
  ) {
    const { migrator, queries } = this.session.umstieg;
    const [projects] = await asker.projects('project.see');
    const runs = (await queries.list()).filter((run) => projects.has(run.projectId));
    const seen = new Set(runs.map(({ id }) => id)); // nobody makes the server work on what they may not see
    return { items: await migrator.forecastAll(migrator.find(to), undefined, seen), next: null };
  }

  @Route({
    ...{ method: 'get', path: 'runs/:run/forecast', id: 'forecastRun', right: 'project.see' },
    says: 'What a definition would do to one run; changes nothing',
    answer: forecast,
  })
  async forecast(
    @Param('run') run: string,
    @Searched(requests.forecastQuery) { to }: z.output<typeof requests.forecastQuery>,
  ) {
    const { migrator } = this.session.umstieg;
    return migrator.forecast(run, migrator.find(to));
  }

  @Route({
    ...{ method: 'post', path: 'runs/:run/migration', id: 'migrateRun', right: 'run.migrate' },
    says: 'Move a run to another definition',
    ...{ answer: commandAnswer, command: 'revision' },
  })
  async migrate(
    @Param('run') run: string,
    @Sent(requests.migration) body: z.output<typeof requests.migration>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { migrator } = this.session.umstieg;
    const { to, reason, mapping } = body;
    const answer = await migrator.apply(run, migrator.find(to), { reason, mapping }, sent);
    response.set('etag', `"${answer.revision}"`);
    return answer;
  }

  @Route({
    ...{ method: 'post', path: 'runs/:run/migration/undo', id: 'undoMigration' },
    right: 'run.undo-migration',
    says: 'Take a run back to what it was before its last move',
    ...{ answer: commandAnswer, command: 'revision' },
  })
  async undo(
    @Param('run') run: string,
    @Sent(requests.reasoned) { reason }: z.output<typeof requests.reasoned>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    const answer = await this.session.umstieg.migrator.undo(run, reason, sent);
    response.set('etag', `"${answer.revision}"`);
    return answer;
  }
}

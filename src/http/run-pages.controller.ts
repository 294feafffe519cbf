import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Access } from '../access/access.js';
import { waitsOf } from '../engine/checklist.js';
import { ownNext } from '../engine/own-next.js';
import { Searched, Sent } from './checked.js';
import { languageOf } from './problem.js';
import { Asking, Route } from './route.js';
import * as requests from './schemas/requests.js';
import {
  briefing,
  ownActions,
  practiceFiles,
  runMap,
  stepWords,
  treeHead,
  visit,
} from './schemas/run-pages.js';
import { list } from './schemas/words.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';

/** The report is one file with its style inside and nothing else; only our own pages may frame it. */
const REPORT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** What pages show of a run beside its checklist: the briefing, the map, the report. */
@Controller('api/runs/:run')
export class RunPagesController {
  constructor(
    @Inject(SESSION) private readonly session: HttpSession,
    @Inject(Access) private readonly access: Access,
  ) {}

  @Route({
    ...{ method: 'get', path: 'actions', id: 'actionsOnRun', right: 'project.see' },
    says: 'What you may do with a run, the engine still asks for a second person; and the one thing you can do next',
    answer: ownActions,
  })
  async actions(@Param('run') run: string, @Asking() { person }: Asker) {
    const actions = await this.access.actionsAt(person, { run });
    const waits = waitsOf(await this.session.umstieg.pages.checklists.of(run));
    const may = {
      mayDo: actions.includes('run.submit'),
      mayDecide: actions.includes('run.approve'),
    };
    return { actions, next: ownNext(waits, { name: person.name, ...may }) ?? null };
  }

  @Route({
    ...{ method: 'get', path: 'briefing', id: 'briefing', right: 'project.see' },
    says: 'What happened since you were here last, what waits for whom, what became outdated and why',
    answer: briefing,
  })
  async briefing(
    @Param('run') run: string,
    @Searched(requests.briefingQuery) { since }: z.output<typeof requests.briefingQuery>,
    @Asking() { who }: Asker,
  ) {
    const { umstieg } = this.session;
    const seen = since ?? (await umstieg.pages.visits.read(run, who.name))?.seq;
    return umstieg.pages.briefings.of(run, seen, who.name);
  }

  @Route({
    ...{ method: 'get', path: 'words', id: 'stepWords', right: 'project.see' },
    says: 'What a search in the run looks through: titles, lines of the document, labels of the vendor',
    answer: z.object({ items: list(stepWords) }),
  })
  async words(@Param('run') run: string) {
    return { items: await this.session.umstieg.pages.steps.words(run) };
  }

  @Route({
    ...{ method: 'get', path: 'practice', id: 'practiceFiles', right: 'run.submit' },
    says: 'In a drill: where the files of the practice customer lie, and what to enter for a step; null where no opened folder is that of the customer',
    answer: z.object({ practice: practiceFiles.nullable() }),
  })
  async practice(
    @Param('run') run: string,
    @Searched(requests.practiceQuery) { step }: z.output<typeof requests.practiceQuery>,
  ) {
    return { practice: (await this.session.umstieg.pages.practices.of(run, step)) ?? null };
  }

  @Route({
    ...{ method: 'put', path: 'visit', id: 'markVisit', right: 'project.see' },
    says: 'Remember how far you have read; the next briefing begins there',
    answer: visit,
  })
  async visit(
    @Param('run') run: string,
    @Sent(requests.visit) { seq }: z.output<typeof requests.visit>,
    @Asking() { who }: Asker,
  ) {
    const { umstieg } = this.session;
    const { head } = await umstieg.pages.checklists.of(run);
    const seen = { seq: Math.min(seq, head.seq), at: new Date().toISOString() };
    await umstieg.pages.visits.write(run, who.name, seen);
    return seen;
  }

  @Route({
    ...{ method: 'get', path: 'map', id: 'showMap', right: 'project.see' },
    says: 'The statechart of a run as nodes and edges, with where it stands',
    answer: runMap,
  })
  async map(@Param('run') run: string, @Res({ passthrough: true }) response: Response) {
    const map = await this.session.umstieg.pages.maps.of(run);
    response.set('etag', `"${map.revision}"`);
    return map;
  }

  @Route({
    ...{ method: 'get', path: 'tree-head', id: 'treeHead', right: 'audit.see' },
    says: 'The signed head of the tree over all runs of this installation, to be kept elsewhere',
    answer: treeHead,
  })
  treeHead() {
    return this.session.umstieg.tree.head();
  }

  @Route({
    ...{ method: 'get', path: 'report.html', id: 'reportHtml', right: 'report.see' },
    says: 'The report for partner and customer as one page, in the language of `lang` or Accept-Language',
    answer: 'text/html',
  })
  async report(
    @Param('run') run: string,
    @Searched(requests.reportQuery) { lang, zone }: z.output<typeof requests.reportQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const wish = { language: lang ?? languageOf(request), zone };
    const html = await this.session.report(run, 'html', wish);
    response
      .set('content-type', 'text/html; charset=utf-8')
      .set('content-security-policy', REPORT_POLICY)
      .send(html);
  }

  @Route({
    ...{ method: 'get', path: 'report.pdf', id: 'reportPdf', right: 'report.see' },
    says: 'The same report as a file to keep and to print, as an attachment',
    answer: 'application/pdf',
  })
  async reportAsFile(
    @Param('run') run: string,
    @Searched(requests.reportQuery) { lang, zone }: z.output<typeof requests.reportQuery>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const language = lang ?? languageOf(request);
    const bytes = await this.session.report(run, 'pdf', { language, zone });
    const name = language === 'de' ? 'bericht' : 'report';
    response
      .attachment(`${name}-${run}.pdf`)
      .set('content-type', 'application/pdf')
      .send(Buffer.from(bytes));
  }
}

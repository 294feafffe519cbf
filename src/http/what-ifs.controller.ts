import { Controller, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import type { PromotedClaim } from '../engine/promoter.js';
import { Searched, Sent } from './checked.js';
import { Asking, Command, Route, type Sent as Order } from './route.js';
import { checklist } from './schemas/checklist.js';
import * as requests from './schemas/requests.js';
import { comparison, promoted, promotedClaim } from './schemas/what-ifs.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';

/** What-ifs: forked from a run, laid beside it, and chosen claims of them handed in to it (ADR 0018). */
@Controller('api/runs/:run')
export class WhatIfsController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'post', path: 'what-ifs', id: 'newWhatIf', right: 'run.new', status: 201 },
    says: 'Fork a run: a what-if with its results and decisions, or without those named',
    ...{ answer: checklist, command: 'revision' },
  })
  async fork(
    @Param('run') from: string,
    @Sent(requests.whatIf) leftOut: z.output<typeof requests.whatIf>,
    @Command('revision') { who, key, revision }: Order,
    @Asking() asker: Asker,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { umstieg } = this.session;
    const { projectId } = await umstieg.queries.run(from);
    const own = `${asker.person.account} ${key}`; // what others made under the same key is not told
    const options = { who, key: own, revision };
    const runId = await umstieg.forker.fork({ projectId, from, ...leftOut }, options);
    response.location(`/api/runs/${runId}`);
    const made = await umstieg.pages.checklists.of(runId);
    response.set('etag', `"${made.revision}"`);
    return made;
  }

  @Route({
    ...{ method: 'get', path: 'comparison', id: 'compareRuns', right: 'project.see' },
    says: 'Two runs of one sequence side by side, row by row; changes nothing',
    answer: comparison,
  })
  async compare(
    @Param('run') run: string,
    @Searched(requests.comparisonQuery) query: z.output<typeof requests.comparisonQuery>,
    @Asking() asker: Asker,
  ) {
    await asker.require('project.see', { run: query.with });
    return this.session.umstieg.comparer.compare(run, query.with);
  }

  @Route({
    ...{ method: 'get', path: 'steps/:step/promotion', id: 'planPromotion', right: 'run.submit' },
    says: 'What of a what-if would be handed in for a step; changes nothing',
    answer: promotedClaim,
  })
  async plan(
    @Param('run') to: string,
    @Param('step') step: string,
    @Searched(requests.promotionQuery) { from }: z.output<typeof requests.promotionQuery>,
    @Asking() asker: Asker,
  ) {
    await asker.require('project.see', { run: from });
    const { promoter } = this.session.umstieg;
    const promotion = { from, to, reason: '–' };
    await promoter.order(promotion, [step], { who: asker.who });
    return shown(await promoter.plan(promotion, step, undefined));
  }

  @Route({
    ...{ method: 'post', path: 'steps/:step/promotion', id: 'promoteStep', right: 'run.submit' },
    says: 'Hand in what a what-if has for a step, as your own claim; it is checked again',
    ...{ status: 202, answer: promoted, command: 'revision' },
  })
  async promote(
    @Param('run') to: string,
    @Param('step') step: string,
    @Sent(requests.promotion) { from, reason }: z.output<typeof requests.promotion>,
    @Command('revision') sent: Order,
    @Asking() asker: Asker,
    @Res({ passthrough: true }) response: Response,
  ) {
    await asker.require('project.see', { run: from });
    const { promoter, queries } = this.session.umstieg;
    const promotion = { from, to, reason };
    await promoter.choose(promotion, [step], sent);
    const claim = await promoter.prepare(promotion, step, sent);
    const before = claim.before ? await queries.answerTo(to, claim.key) : undefined;
    const answer = before ?? (await promoter.handIn(promotion, claim, sent));
    response.set('etag', `"${answer.revision}"`);
    return { claim: shown(claim), answer };
  }
}

function shown({ step, input, evidence, otherBasis, before }: PromotedClaim) {
  return { step, input, evidence, otherBasis, before };
}

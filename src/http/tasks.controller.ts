import { Controller, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { RequestError } from '../core/errors.js';
import { isRunning } from '../core/task-status.js';
import { EVIDENCE_LIMIT_BYTES } from '../engine/uploads.js';
import { Sent } from './checked.js';
import { TAKEN } from './evidence-types.js';
import { Progress } from './progress.js';
import { Asking, Command, Route, type Sent as Order } from './route.js';
import * as requests from './schemas/requests.js';
import { stepPage } from './schemas/checklist.js';
import { attemptProgress, claimView, commandAnswer } from './schemas/views.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';

const draft = requests.draft.extend({ step: z.string(), savedAt: z.string() });

/** One step: what is to be done, what was handed in, and how its check stands. */
@Controller('api/runs/:run')
export class TasksController {
  constructor(
    @Inject(SESSION) private readonly session: HttpSession,
    @Inject(Progress) private readonly progress: Progress,
  ) {}

  @Route({
    ...{ method: 'get', path: 'steps/:step', id: 'showStep', right: 'project.see' },
    says: 'What is to be done in a step, its form, its attempts and its history; ETag is the revision of the run',
    answer: stepPage,
  })
  async show(
    @Param('run') run: string,
    @Param('step') step: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    const shown = await this.session.umstieg.pages.steps.of(run, step);
    response.set('etag', `"${shown.revision}"`);
    const goesOn = isRunning(shown.status);
    return {
      ...shown,
      uploads: { most: EVIDENCE_LIMIT_BYTES, endings: [...TAKEN] },
      progress: goesOn ? this.progress.of(run, step) : null,
    };
  }

  @Route({
    ...{ method: 'get', path: 'steps/:step/claim', id: 'lastClaim', right: 'project.see' },
    says: 'What was handed in last; null before the first',
    answer: z.object({ claim: claimView.nullable() }),
  })
  async claim(@Param('run') run: string, @Param('step') step: string) {
    await this.session.umstieg.queries.task(run, step);
    return { claim: (await this.session.umstieg.queries.lastClaim(run, step)) ?? null };
  }

  @Route({
    ...{ method: 'post', path: 'steps/:step/claims', id: 'submitClaim', right: 'run.submit' },
    says: 'Hand in a result. Its check has begun; Location says where it stands',
    ...{ status: 202, answer: commandAnswer, command: 'revision', longBody: true },
  })
  async submit(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.claim) { set, evidence }: z.output<typeof requests.claim>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { umstieg } = this.session;
    const files = [];
    for (const digest of evidence) files.push(await umstieg.uploads.find(run, digest));
    const answer = await umstieg.submit(run, step, { set, evidence: files }, sent);
    await umstieg.drafts.remove(run, sent.who.name, step);
    response.set('etag', `"${answer.revision}"`);
    if (answer.workKey !== undefined)
      response.location(`/api/runs/${run}/attempts/${encodeURIComponent(answer.workKey)}`);
    return answer;
  }

  @Route({
    ...{ method: 'get', path: 'attempts/:work', id: 'showAttempt', right: 'project.see' },
    says: 'How the work a command began stands, with its verdict when it is over',
    answer: attemptProgress,
  })
  async attempt(@Param('run') run: string, @Param('work') work: string) {
    const attempt = await this.session.umstieg.queries.outcome(run, work);
    if (!attempt) throw noAttempt();
    const going = attempt.status === 'started';
    return { attempt, progress: going ? this.progress.of(run) : null };
  }

  @Route({
    ...{ method: 'get', path: 'answers/:key', id: 'answerTo', right: 'project.see' },
    says: 'What the command with this key was answered; null when none was accepted',
    answer: z.object({ answer: commandAnswer.nullable() }),
  })
  async answer(@Param('run') run: string, @Param('key') key: string) {
    return { answer: (await this.session.umstieg.queries.answerTo(run, key)) ?? null };
  }

  @Route({
    ...{ method: 'get', path: 'steps/:step/draft', id: 'readDraft', right: 'draft.keep' },
    says: 'What you typed for a step and did not send',
    answer: z.object({ draft: draft.nullable() }),
  })
  async readDraft(
    @Param('run') run: string,
    @Param('step') step: string,
    @Asking() { who }: Asker,
  ) {
    return { draft: (await this.session.umstieg.drafts.read(run, who.name, step)) ?? null };
  }

  @Route({
    ...{ method: 'put', path: 'steps/:step/draft', id: 'keepDraft', right: 'draft.keep' },
    says: 'Keep what you typed for a step; never a secret',
    ...{ answer: z.object({ kept: z.literal(true) }), longBody: true },
  })
  async keepDraft(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.draft) body: z.output<typeof requests.draft>,
    @Asking() { who }: Asker,
  ) {
    const { umstieg } = this.session;
    const { fields } = await umstieg.queries.task(run, step);
    const secrets = fields.filter((field) => field.secret).map((field) => field.name);
    const values = Object.entries(body.values).filter(([name]) => !secrets.includes(name));
    const savedAt = new Date().toISOString();
    const kept = { ...body, values: Object.fromEntries(values), step, savedAt };
    await umstieg.drafts.write(run, who.name, kept);
    return { kept: true as const };
  }

  @Route({
    ...{ method: 'delete', path: 'steps/:step/draft', id: 'dropDraft', right: 'draft.keep' },
    says: 'Forget what you typed for a step',
    answer: z.object({ kept: z.literal(false) }),
  })
  async dropDraft(
    @Param('run') run: string,
    @Param('step') step: string,
    @Asking() { who }: Asker,
  ) {
    await this.session.umstieg.drafts.remove(run, who.name, step);
    return { kept: false as const };
  }
}

function noAttempt(): RequestError {
  return new RequestError('operation.not-found', {
    de: 'Zu diesem Befehl gibt es keinen Versuch in diesem Lauf.',
    en: 'There is no attempt for this command in this run.',
  });
}

import { Controller, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import type { RunCommand } from '../engine/commands.js';
import { Sent } from './checked.js';
import { Command, Route, type Right, type RouteSpec, type Sent as Order } from './route.js';
import * as requests from './schemas/requests.js';
import { commandAnswer } from './schemas/views.js';
import { SESSION, type HttpSession } from './session.js';

type Reasoned = z.output<typeof requests.reasoned>;
type Accepted = z.input<typeof commandAnswer>;
type Plain = Exclude<RunCommand, { do: 'submit' }>;

/** A decision about one step: `POST runs/RUN/steps/STEP/…`. */
function order(path: string, id: string, right: Right, says: string): RouteSpec<Accepted> {
  const base = { method: 'post', answer: commandAnswer, command: 'revision' } as const;
  return { ...base, path: `runs/:run/steps/:step/${path}`, id, says, right };
}

/** What people decide about a step. */
@Controller('api')
export class DecisionsController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route(order('approve', 'approveStep', 'run.approve', 'Approve as a second person'))
  approve(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.approval) { reason }: z.output<typeof requests.approval>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    const why = reason === undefined ? {} : { reason };
    return this.send(run, { do: 'approve', step, ...why }, sent, response);
  }

  @Route(order('reject', 'rejectStep', 'run.reject', 'Reject as a second person'))
  reject(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.reasoned) { reason }: Reasoned,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'reject', step, reason }, sent, response);
  }

  @Route(order('withdraw', 'withdrawStep', 'run.withdraw', 'Take back what waits for a decision'))
  withdraw(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.reasoned) { reason }: Reasoned,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'withdraw', step, reason }, sent, response);
  }

  @Route(order('waive', 'waiveStep', 'run.waive', 'Request to skip a step'))
  waive(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.reasoned) { reason }: Reasoned,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'waive', step, reason }, sent, response);
  }

  @Route(
    order(
      'accept-outdated',
      'acceptOutdated',
      'run.accept-outdated',
      'Request to keep an outdated result',
    ),
  )
  acceptOutdated(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.reasoned) { reason }: Reasoned,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'accept-outdated', step, reason }, sent, response);
  }

  @Route(order('redo', 'redoStep', 'run.redo', 'Reopen a step'))
  redo(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.redo) body: z.output<typeof requests.redo>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'redo', step, ...body }, sent, response);
  }

  @Route(order('assign', 'assignStep', 'run.assign', 'Assign a step to somebody'))
  assign(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.assignment) { to }: z.output<typeof requests.assignment>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'assign', step, to }, sent, response);
  }

  @Route(order('notes', 'noteOnStep', 'run.note', 'Record what was seen at a step; moves nothing'))
  note(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.note) { text }: z.output<typeof requests.note>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'note', step, text }, sent, response);
  }

  @Route(
    order(
      'switch',
      'switchStep',
      'run.switch',
      'Switch a (+) step on, or request to switch it off',
    ),
  )
  switch(
    @Param('run') run: string,
    @Param('step') step: string,
    @Sent(requests.switching) body: z.output<typeof requests.switching>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'switch', step, ...body }, sent, response);
  }

  private async send(run: string, command: Plain, sent: Order, response: Response) {
    const answer = await this.session.umstieg.command(run, command, sent);
    response.set('etag', `"${answer.revision}"`);
    return answer;
  }
}

import { Controller, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import type { RunCommand } from '../engine/commands.js';
import { Sent } from './checked.js';
import { Command, Route, type Right, type RouteSpec, type Sent as Order } from './route.js';
import * as requests from './schemas/requests.js';
import { commandAnswer } from './schemas/views.js';
import { SESSION, type HttpSession } from './session.js';

type Accepted = z.input<typeof commandAnswer>;
type Plain = Exclude<RunCommand, { do: 'submit' }>;

/** A command on a run: `POST runs/RUN/…`. */
function order(path: string, id: string, right: Right, says: string): RouteSpec<Accepted> {
  const base = { method: 'post', answer: commandAnswer, command: 'revision' } as const;
  return { ...base, path: `runs/:run/${path}`, id, says, right };
}

/** Commands on a run as a whole. */
@Controller('api')
export class RunCommandsController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route(order('pause', 'pauseRun', 'run.pause', 'Pause a run'))
  pause(
    @Param('run') run: string,
    @Sent(requests.reasoned) { reason }: z.output<typeof requests.reasoned>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'pause', reason }, sent, response);
  }

  @Route(order('resume', 'resumeRun', 'run.resume', 'Go on with a paused run'))
  resume(
    @Param('run') run: string,
    @Sent(requests.reasoned) { reason }: z.output<typeof requests.reasoned>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'resume', reason }, sent, response);
  }

  @Route(order('cancel', 'cancelRun', 'run.cancel', 'Cancel a run'))
  cancel(
    @Param('run') run: string,
    @Sent(requests.reasoned) { reason }: z.output<typeof requests.reasoned>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'cancel', reason }, sent, response);
  }

  @Route(order('plan', 'planRun', 'run.plan', 'Set when parts and milestones are to be'))
  plan(
    @Param('run') run: string,
    @Sent(requests.plan) body: z.output<typeof requests.plan>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'plan', ...body }, sent, response);
  }

  @Route(order('signals', 'sendSignal', 'run.signal', 'Report an event from outside'))
  signal(
    @Param('run') run: string,
    @Sent(requests.signal) { type }: z.output<typeof requests.signal>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'signal', type }, sent, response);
  }

  @Route(
    order('advance', 'advanceClock', 'run.advance', 'Move the clock of a drill or rehearsal on'),
  )
  advance(
    @Param('run') run: string,
    @Sent(requests.advance) { duration }: z.output<typeof requests.advance>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'advance', duration }, sent, response);
  }

  @Route(order('clock', 'setClock', 'run.clock', 'Set the clock of a drill or rehearsal'))
  clock(
    @Param('run') run: string,
    @Sent(requests.clock) { at }: z.output<typeof requests.clock>,
    @Command('revision') sent: Order,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.send(run, { do: 'clock', at }, sent, response);
  }

  private async send(run: string, command: Plain, sent: Order, response: Response) {
    const answer = await this.session.umstieg.command(run, command, sent);
    response.set('etag', `"${answer.revision}"`);
    return answer;
  }
}

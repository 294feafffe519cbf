import { Controller, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Sent } from './checked.js';
import { Metrics } from './metrics.js';
import { Asking, Route } from './route.js';
import * as requests from './schemas/requests.js';
import { list, reason } from './schemas/words.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';

const paused = z
  .boolean()
  .meta({ description: 'Only looking (`serve --paused`): no step and no timer begins' });
const alive = z.object({ status: z.literal('ok') });
const ready = alive.extend({ paused });
const begun = z.object({
  paused: z.literal(false),
  begun: z.boolean().meta({ description: 'False where nothing was held any more' }),
});

/** The server itself. */
@Controller()
export class InstanceController {
  constructor(
    @Inject(SESSION) private readonly session: HttpSession,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Route({
    ...{ method: 'get', path: 'health', id: 'health', right: 'anyone' },
    says: 'The process answers',
    answer: alive,
  })
  async health() {
    return { status: 'ok' as const };
  }

  @Route({
    ...{ method: 'get', path: 'ready', id: 'ready', right: 'anyone' },
    says: 'The database answers and may be written; 503 where not',
    answer: ready,
  })
  async ready() {
    const { core, listings, heldWork } = this.session.umstieg;
    core.database.requireWritable();
    await listings.counts();
    return { status: 'ok' as const, paused: heldWork.isHeld() };
  }

  @Route({
    ...{ method: 'get', path: 'api/work', id: 'showWork', right: 'anyone' },
    says: 'Whether this server works, or only looks',
    answer: z.object({ paused }),
  })
  async work() {
    return { paused: this.session.umstieg.heldWork.isHeld() };
  }

  @Route({
    ...{ method: 'post', path: 'api/work/begin', id: 'beginWork', right: 'settings.change' },
    of: 'installation',
    says: 'Let the work begin, of every server over this folder that only looks; said again it changes nothing',
    answer: begun,
  })
  async begin(
    @Sent(requests.beginning) { reason: why }: z.output<typeof requests.beginning>,
    @Asking() { who }: Asker,
  ) {
    const { heldWork } = this.session.umstieg;
    const isNews = await heldWork.release(who, why);
    await heldWork.look();
    return { paused: false as const, begun: isNews };
  }

  @Route({
    ...{ method: 'get', path: 'metrics', id: 'metrics', right: 'installation.examine' },
    of: 'installation',
    says: 'Figures for monitoring (OpenMetrics)',
    answer: 'application/openmetrics-text',
  })
  async figures(@Res() response: Response): Promise<void> {
    const { type, text } = await this.metrics.read();
    response.set('content-type', type).send(text);
  }

  @Route({
    ...{ method: 'get', path: 'api/orphans', id: 'listOrphans', right: 'installation.examine' },
    of: 'installation',
    says: 'Open runs that cannot go on with this program',
    answer: z.object({
      items: list(z.object({ run: z.string(), customer: z.string(), reason })),
    }),
  })
  async orphans() {
    return { items: await this.session.umstieg.orphans() };
  }
}

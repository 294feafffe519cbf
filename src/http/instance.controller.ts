import { Controller, Inject, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Metrics } from './metrics.js';
import { Route } from './route.js';
import { list, reason } from './schemas/words.js';
import { SESSION, type HttpSession } from './session.js';

const alive = z.object({ status: z.literal('ok') });

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
    answer: alive,
  })
  async ready() {
    const { core, listings } = this.session.umstieg;
    core.database.requireWritable();
    await listings.counts();
    return { status: 'ok' as const };
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

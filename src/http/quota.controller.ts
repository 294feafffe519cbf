import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { LARGEST_SHOWN } from '../engine/quotas.js';
import { Sent } from './checked.js';
import { Asking, Route } from './route.js';
import * as requests from './schemas/requests.js';
import { list } from './schemas/words.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';

const limit = z.number().int().nullable();
const quota = z.object({ projectBytes: limit, installationBytes: limit }).meta({ id: 'Quota' });
const used = z.object({
  quota,
  usedBytes: z.number().int(),
  projects: list(z.object({ project: z.string(), usedBytes: z.number().int() })).meta({
    description: `The ${LARGEST_SHOWN} that take most`,
  }),
});

/** How much room evidence may take, and takes. */
@Controller('api/quota')
export class QuotaController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'get', path: '', id: 'showQuota', right: 'installation.examine' },
    of: 'installation',
    says: 'Room for evidence: what is allowed and what is used',
    answer: used,
  })
  async show() {
    const { projects, ...all } = await this.session.umstieg.quotas.used();
    return { ...all, projects: projects.slice(0, LARGEST_SHOWN) };
  }

  @Route({
    ...{ method: 'put', path: '', id: 'setQuota', right: 'settings.change' },
    of: 'installation',
    says: 'Limit the room for evidence; what is there stays. Said again it changes nothing',
    answer: quota,
  })
  async set(@Sent(requests.quota) body: z.output<typeof requests.quota>, @Asking() { who }: Asker) {
    const { reason, ...wanted } = body;
    await this.session.umstieg.quotas.set(wanted, who, reason);
    return wanted;
  }
}

import { Controller, Inject, Param } from '@nestjs/common';
import { z } from 'zod';
import { Access } from '../access/access.js';
import { Searched, Sent } from './checked.js';
import { Asking, Command, Route, type Sent as CommandSent } from './route.js';
import { tenantView } from './schemas/people.js';
import * as requests from './schemas/requests.js';
import { page } from './schemas/views.js';
import type { Asker } from './who-asks.js';

/** Partners, their customers, and whose project is whose. */
@Controller('api')
export class TenantsController {
  constructor(@Inject(Access) private readonly access: Access) {}

  @Route({
    ...{ method: 'get', path: 'tenants', id: 'listTenants', right: 'signed-in' },
    says: 'Partners and customers you may see, or where you may do something',
    answer: page(tenantView),
  })
  async list(
    @Searched(requests.tenantsQuery) { may }: z.output<typeof requests.tenantsQuery>,
    @Asking() { person }: Asker,
  ) {
    const { tenants } = this.access;
    const items = await (may ? tenants.placesFor(person, may) : tenants.seenBy(person));
    return { items, next: null };
  }

  @Route({
    ...{ method: 'post', path: 'tenants', id: 'addTenant', right: 'tenant.change', status: 201 },
    says: 'Add a partner, or a customer of a partner',
    answer: z.object({ id: z.string() }),
    command: 'plain',
  })
  async add(
    @Sent(requests.newTenant) { kind, name, parent }: z.output<typeof requests.newTenant>,
    @Command('plain') { key }: CommandSent,
    @Asking() asker: Asker,
  ) {
    await asker.require('tenant.change', parent ?? 'installation');
    const above = parent === undefined ? {} : { parent };
    return { id: await this.access.tenants.add(asker.person, { kind, name, key, ...above }) };
  }

  @Route({
    ...{ method: 'put', path: 'projects/:project/tenant', id: 'placeProject' },
    ...{ right: 'tenant.change', says: 'Give a project to a partner or customer' },
    answer: z.object({ tenant: z.string() }),
  })
  async place(
    @Param('project') project: string,
    @Sent(requests.placed) { tenant }: z.output<typeof requests.placed>,
    @Asking() { person }: Asker,
  ) {
    await this.access.tenants.place(person, project, tenant);
    return { tenant };
  }
}

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as people from '../../../http/schemas/people.js';
import { newKey } from '../../api/commands.js';
import { get, request } from '../../api/request.js';
import type { Overview } from '../../api/shapes.js';

export type OwnSession = z.output<typeof people.ownSession>;
export type Person = z.output<typeof people.personView>;
export type OpenInvitation = z.output<typeof people.openInvitation>;
export type Invited = z.output<typeof people.invited>;
export type Grant = Person['grants'][number];
type Tenant = z.output<typeof people.tenantView>;

interface Items<T> {
  readonly items: readonly T[];
}

/** Where everything about people is kept: a change asks all of it anew. */
export const PEOPLE = ['people'] as const;

export const ownSessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => (await get<Items<OwnSession>>('/api/sessions', signal)).items,
});

export const peopleQuery = queryOptions({
  queryKey: [...PEOPLE, 'list'],
  queryFn: async ({ signal }) => (await get<Items<Person>>('/api/people', signal)).items,
});

export const invitationsQuery = queryOptions({
  queryKey: [...PEOPLE, 'invitations'],
  queryFn: async ({ signal }) =>
    (await get<Items<OpenInvitation>>('/api/invitations', signal)).items,
});

/** A scope with the name people know it by. */
export interface Place {
  readonly scope: string;
  readonly kind: 'installation' | 'partner' | 'customer' | 'project';
  readonly name: string;
  /** Of a project. */
  readonly runs?: readonly string[];
}

/** All runs one may see, page after page. */
async function everyRun(signal: AbortSignal): Promise<Overview['items']> {
  const runs: Overview['items'][number][] = [];
  for (let after = ''; ;) {
    const path = `/api/overview?limit=200&sort=customer${after}`;
    const { items, next } = await get<Overview>(path, signal);
    runs.push(...items);
    if (next === null) return runs;
    after = `&after=${encodeURIComponent(next)}`;
  }
}

/** Everything a role can be given for, as far as one may see it. */
export const placesQuery = queryOptions({
  queryKey: [...PEOPLE, 'places'],
  queryFn: async ({ signal }): Promise<readonly Place[]> => {
    const [tenants, runs] = await Promise.all([
      get<Items<Tenant>>('/api/tenants', signal),
      everyRun(signal),
    ]);
    const projects = new Map(runs.map((run) => [run.projectId, run.customer]));
    return [
      { scope: 'installation', kind: 'installation', name: '' },
      ...tenants.items.map(({ id, name }): Place => {
        const kind = id.startsWith('partner:') ? 'partner' : 'customer';
        return { scope: id, kind, name };
      }),
      ...[...projects].map(([id, name]): Place => ({
        scope: `project:${id}`,
        kind: 'project',
        name,
        runs: runs.flatMap(({ run, projectId }) => (projectId === id ? [run] : [])),
      })),
    ];
  },
});

/** Sends a change; each press is one wish. @throws ApiError, NoAnswer */
export async function change<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const key = newKey();
  const order = body === undefined ? { method, key } : { method, key, body };
  return (await request<T>(path, order)).body;
}

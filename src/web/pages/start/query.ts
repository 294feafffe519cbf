import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { tenantView } from '../../../http/schemas/people.js';
import { get } from '../../api/request.js';

/** The installation, a partner or a customer. */
export type StartPlace = z.output<typeof tenantView>;

/** Names of the invented customers whose values and files the server knows. */
export const practiceCustomersQuery = queryOptions({
  queryKey: ['practice-customers'],
  queryFn: async ({ signal }) =>
    (await get<{ readonly items: readonly string[] }>('/api/practice-customers', signal)).items,
});

/** Where the person may start projects: the installation first, if it is among them. */
export const startPlacesQuery = queryOptions({
  queryKey: ['start-places'],
  queryFn: async ({ signal }) => {
    const path = '/api/tenants?may=project.new';
    return (await get<{ readonly items: readonly StartPlace[] }>(path, signal)).items;
  },
});

import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type * as views from '../../../http/schemas/views.js';
import { get } from '../../api/request.js';

export type Definition = z.output<typeof views.definitionView>;
export type DefinitionDiff = z.output<typeof views.definitionDiff>;
export type Forecast = z.output<typeof views.forecast>;

const part = encodeURIComponent;

export const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: async ({ signal }) =>
    (await get<{ readonly items: readonly Definition[] }>('/api/definitions', signal)).items,
});

export const diffQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['definitions', 'diff', from, to],
    queryFn: ({ signal }) =>
      get<DefinitionDiff>(`/api/definitions/diff?from=${part(from)}&to=${part(to)}`, signal),
  });

export const forecastsQuery = (to: string) =>
  queryOptions({
    queryKey: ['definitions', 'forecasts', to],
    queryFn: async ({ signal }) =>
      (await get<{ readonly items: readonly Forecast[] }>(`/api/forecasts?to=${part(to)}`, signal))
        .items,
  });

/** „umstieg 3“ with the beginning of its hash: two definitions may bear one version. */
export const nameOf = ({ name, version, hash }: Pick<Definition, 'name' | 'version' | 'hash'>) =>
  `${name} ${version} (${hash.slice(0, 8)})`;

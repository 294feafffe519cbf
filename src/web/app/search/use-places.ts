import { useDeferredValue } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { OVERVIEW, runKey, runQuery } from '../../api/queries.js';
import { get } from '../../api/request.js';
import { sessionQuery } from '../../api/session.js';
import type { Overview, OverviewRun, StepWords } from '../../api/shapes.js';
import { addresses, runIn } from '../addresses.js';
import { useSay } from '../language.js';
import { named, partsOf, projectsOf, stepsOf, type Place } from './found.js';

const FEW = 8;
const KINDS = ['live', 'rehearsal', 'drill', 'what-if'] as const;

const wordsQuery = (run: string) => ({
  queryKey: runKey(run, 'words'),
  queryFn: async ({ signal }: { signal: AbortSignal }) =>
    (
      await get<{ items: readonly StepWords[] }>(
        `/api/runs/${encodeURIComponent(run)}/words`,
        signal,
      )
    ).items,
  staleTime: Infinity,
});

/** The runs that moved last and match, found by the server. */
export const fewRunsQuery = (q: string) => ({
  queryKey: [OVERVIEW, 'few', q],
  queryFn: async ({ signal }: { signal: AbortSignal }) => {
    const search = new URLSearchParams({ limit: String(FEW), ...(q === '' ? {} : { q }) });
    return (await get<Overview>(`/api/overview?${search.toString()}`, signal)).items;
  },
});

/** Everything one can go to from here that fits what was typed, what is nearest first. */
export function usePlaces(typed: string): Place[] {
  const { t } = useTranslation();
  const say = useSay();
  const q = useDeferredValue(typed.trim());
  const [path] = useLocation();
  const run = runIn(path);
  const here = { enabled: run !== undefined, throwOnError: false };
  const { data: steps = [] } = useQuery({ ...wordsQuery(run ?? ''), ...here });
  const { data: list } = useQuery({ ...runQuery(run ?? ''), ...here });
  const projects = { ...fewRunsQuery(q), throwOnError: false, placeholderData: keepPreviousData };
  const { data: runs = [] } = useQuery(projects);
  const kindOf = ({ kind }: OverviewRun) =>
    t(`projects.kinds.${KINDS.find((one) => one === kind) ?? 'live'}`);
  const lineWords = (line: number) => t('command.line', { line });
  return [
    ...(run === undefined ? [] : stepsOf(run, steps, q, { say, lineWords })),
    ...(list ? named(partsOf(list, say), q) : []),
    ...named(usePages(run), q),
    ...projectsOf(runs, kindOf),
  ];
}

function usePages(run: string | undefined): Place[] {
  const { t } = useTranslation();
  const { data: session } = useQuery({ ...sessionQuery, throwOnError: false });
  const page = (href: string, name: string): Place => ({ kind: 'page', href, name });
  return [
    ...(run === undefined
      ? []
      : [
          page(addresses.run(run), t('app.checklist')),
          page(addresses.plan(run), t('plan.title')),
          page(addresses.map(run), t('app.map')),
          page(addresses.audit(run), t('app.audit')),
          page(addresses.report(run), t('report.title')),
        ]),
    page(addresses.projects(), t('app.allProjects')),
    ...(session?.actions.includes('project.new')
      ? [page(addresses.start(), t('projects.new'))]
      : []),
    page(addresses.definition(), t('definition.title')),
    page(addresses.settings(run), t('settings.title')),
  ];
}

import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { ImportOutcome, Matching, Outcome } from './shapes.js';

/** The outcomes as they close: each row of the source is in exactly one of these. */
export const GROUPS = {
  exact: ['exact'],
  near: ['blank', 'case', 'unicode', 'alias', 'other-domain', 'name-only'],
  none: ['none'],
  duplicate: ['duplicate-source', 'duplicate-target'],
  empty: ['empty'],
} as const satisfies Readonly<Record<string, readonly Outcome[]>>;
export type Group = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as Group[];

/** How many rows have an outcome of the group. */
export function countIn(group: Group, { outcomes }: Pick<Matching['totals'], 'outcomes'>): number {
  return GROUPS[group].reduce((sum, outcome) => sum + (outcomes[outcome] ?? 0), 0);
}

/** Which rows are shown. It stands in the address, so that what is seen can be mailed and the way back works. */
export interface Narrowing {
  /** Step that made the comparison; undefined for the last one. */
  readonly step: string | undefined;
  /** None: all. */
  readonly outcomes: readonly Outcome[];
  readonly imports: readonly ImportOutcome[];
  /** Part of an address on either side. */
  readonly q: string;
  /** Users of the target that no source row names, instead of the rows. */
  readonly free: boolean;
  /** Step whose decisions are made. */
  readonly decide: string | undefined;
}

export type Narrow = (change: Partial<Narrowing>) => void;

export function useNarrowing(): [Narrowing, Narrow] {
  const [params, setParams] = useSearchParams();
  const narrowing = useMemo(() => read(params), [params]);
  const narrow: Narrow = (change) => {
    const typed = Object.keys(change).every((name) => name === 'q');
    setParams((before) => written({ ...read(before), ...change }), { replace: typed });
  };
  return [narrowing, narrow];
}

function read(params: URLSearchParams): Narrowing {
  const listed = (name: string) => params.get(name)?.split(',').filter(Boolean) ?? [];
  return {
    step: params.get('step') ?? undefined,
    outcomes: listed('outcome') as Outcome[],
    imports: listed('import') as ImportOutcome[],
    q: params.get('q') ?? '',
    free: params.get('only') === 'target',
    decide: params.get('decide') ?? undefined,
  };
}

function written({ step, outcomes, imports, q, free, decide }: Narrowing): URLSearchParams {
  const params = new URLSearchParams();
  const set = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') params.set(name, value);
  };
  set('step', step);
  set('outcome', outcomes.join(','));
  set('import', imports.join(','));
  set('q', q);
  set('only', free ? 'target' : undefined);
  set('decide', decide);
  return params;
}

/** What the server is asked for; also the name of the list. */
export function asked({ outcomes, imports, q, free }: Narrowing): string {
  const params = new URLSearchParams();
  if (outcomes.length > 0 && !free) params.set('outcome', outcomes.join(','));
  if (imports.length > 0 && !free) params.set('import', imports.join(','));
  if (q.trim() !== '') params.set('q', q.trim());
  return `${free ? '/target-without-source' : ''}?${params.toString()}`;
}

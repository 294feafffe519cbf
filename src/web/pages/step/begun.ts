import { useSuspenseQueries } from '@tanstack/react-query';
import { readDraft, type Draft, type DraftPlace } from './drafts.js';
import { claimQuery, evidenceQuery, type Listed } from './queries.js';
import type { Claim, Step } from './shapes.js';

/** Where somebody left the form of a step: what was typed, and what was handed in before. */
export interface Begun {
  readonly draft: Draft | null;
  readonly claim: Claim | null;
  /** Files of the claim before, offered again. */
  readonly files: readonly Listed[];
}

export const draftQueryKey = ({ account, run, step }: DraftPlace) =>
  ['draft', account, run, step] as const;

export function useBegun(page: Step, place: DraftPlace): Begun {
  const [{ data: draft }, { data: claim }, { data: evidence }] = useSuspenseQueries({
    queries: [
      {
        queryKey: draftQueryKey(place),
        queryFn: () => readDraft(place),
        gcTime: 0,
      },
      claimQuery(page.run, page.id),
      evidenceQuery(page.run),
    ],
  });
  return { draft, claim, files: filesOf(page, claim, evidence) };
}

/** What was refused is mended, so its files are offered again; an act done anew has proofs of its own. */
function filesOf({ id, status }: Step, claim: Claim | null, all: readonly Listed[]) {
  if (status === 'ready') return [];
  return all.filter(({ step, name }) => step === id && claim?.evidence.includes(name));
}

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { outbox } from '../../api/outbox.js';
import { suggestedIn, valuesIn } from './answers.js';
import { draftQueryKey } from './begun.js';
import { claimId, keeperOf, type Draft, type DraftPlace } from './drafts.js';
import type { EvidenceTray } from './evidence-tray.js';
import type { Claim, EvidenceRef, Step, Value, Values } from './shapes.js';
import { leaveTray, showTray, trayOf, warnOfUploads } from './trays.js';

/** A form on its way. Every change is kept at once, so leaving loses nothing. */
export interface Filling {
  readonly values: Values;
  readonly acknowledged: readonly string[];
  readonly tray: EvidenceTray;
  /** There was a draft when the page was opened. */
  readonly isResumed: boolean;
  set: (field: string, value: Value) => void;
  acknowledge: (code: string) => void;
  /** Several answers at once. */
  fill: (values: Values) => void;
  /** How often that happened: fields begin anew with what they are given then. */
  readonly fills: number;
}

interface Begun {
  readonly page: Step;
  readonly place: DraftPlace;
  readonly draft: Draft | null;
  /** Answers of the claim before, offered again. */
  readonly claim: Claim | null;
  /** Files of the claim before. */
  readonly files: readonly EvidenceRef[];
}

export function useFilling({ page, place, draft, claim, files }: Begun): Filling {
  const { t } = useTranslation();
  const [tray] = useState(() => trayOf(place, t('problem.broken')));
  const [values, setValues] = useState<Values>(() => ({
    ...suggestedIn(page.fields),
    ...valuesIn(page.fields, claim?.input ?? {}),
    ...draft?.values,
  }));
  const [acknowledged, setAcknowledged] = useState(draft?.acknowledged ?? []);
  const [fills, count] = useState(0);
  useRecalled(tray, draft, files);
  useKept(place, tray, { values, acknowledged, offered: draft ? [] : files });
  return {
    ...{ values, acknowledged, tray, isResumed: draft !== null, fills },
    set: (field, value) => setValues((all) => ({ ...all, [field]: value })),
    acknowledge: (code) => setAcknowledged((all) => [...all, code]),
    fill: (given) => {
      setValues((all) => ({ ...all, ...given }));
      count((n) => n + 1);
    },
  };
}

/** Once, as the form is opened: what is taken out of the tray later does not come back. */
function useRecalled(tray: EvidenceTray, draft: Draft | null, files: readonly EvidenceRef[]): void {
  const [begun] = useState({ draft, files });
  useEffect(() => {
    if (tray.now().length > 0) return;
    if (!begun.draft) tray.offer(begun.files);
    else if (begun.draft.evidence.length > 0) void tray.recall(begun.draft.evidence);
  }, [tray, begun]);
}

interface Kept {
  readonly values: Values;
  readonly acknowledged: readonly string[];
  /** Files of the claim before: they lie in the tray, and nobody put them there. */
  readonly offered: readonly EvidenceRef[];
}

/** Keeps what changed; what was there when the page was opened is no change. */
function useKept(
  place: DraftPlace,
  tray: EvidenceTray,
  { values, acknowledged, offered }: Kept,
): void {
  const queries = useQueryClient();
  const [begunAt] = useState(place);
  const [keeper] = useState(() => keeperOf(place));
  const [claim] = useState(() => claimId(place));
  const items = useSyncExternalStore(tray.subscribe, tray.now);
  const [begun] = useState({ values, acknowledged, offered });
  const typed = useRef<Draft>(undefined);
  useEffect(() => {
    const evidence = items.flatMap(({ digest }) => digest ?? []);
    const isOffered =
      items.length === begun.offered.length &&
      items.every(({ id }) => begun.offered.some(({ digest }) => digest === id));
    const isTouched =
      values !== begun.values ||
      acknowledged !== begun.acknowledged ||
      (items.length > 0 && !isOffered);
    if (!isTouched && !typed.current) return;
    typed.current = { values, acknowledged, evidence };
    keeper.keep(typed.current);
  }, [keeper, begun, values, acknowledged, items]);
  useEffect(() => {
    keeper.flush(); // what this browser still held from before
    addEventListener('pagehide', keeper.flush);
    addEventListener('online', keeper.flush);
    return () => {
      removeEventListener('pagehide', keeper.flush);
      removeEventListener('online', keeper.flush);
      // another window of the same person was quicker, and its claim took the draft along
      if (typed.current && !isUnderway(claim)) keeper.keep(typed.current);
      keeper.flush();
    };
  }, [keeper, claim]);
  useEffect(() => {
    showTray(begunAt, tray);
    addEventListener('beforeunload', warnOfUploads); // stays: files go on when the form is left
    return () => {
      queries.removeQueries({ queryKey: draftQueryKey(begunAt) }); // who is back at once sees no older one
      leaveTray(begunAt, typed.current ?? NOTHING, (draft) => {
        if (isUnderway(claim)) return;
        keeper.keep(draft);
        keeper.flush();
      });
    };
  }, [begunAt, tray, keeper, claim, queries]);
}

const NOTHING: Draft = { acknowledged: [], values: {}, evidence: [] };

const isUnderway = (claim: string): boolean =>
  ['sending', 'kept', 'accepted'].includes(outbox.fate(claim)?.state ?? '');

import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { valuesIn } from './answers.js';
import { DraftKeeper, type Draft, type DraftPlace } from './drafts.js';
import { EvidenceTray } from './evidence-tray.js';
import type { Claim, Step, Value, Values } from './shapes.js';

/** A form on its way. Every change is kept at once, so leaving loses nothing. */
export interface Filling {
  readonly values: Values;
  readonly acknowledged: readonly string[];
  readonly tray: EvidenceTray;
  readonly keeper: DraftKeeper;
  /** There was a draft when the page was opened. */
  readonly isResumed: boolean;
  set: (field: string, value: Value) => void;
  acknowledge: (code: string) => void;
}

interface Begun {
  readonly page: Step;
  readonly place: DraftPlace;
  readonly draft: Draft | null;
  /** Answers of the claim before, offered again. */
  readonly claim: Claim | null;
}

export function useFilling({ page, place, draft, claim }: Begun): Filling {
  const { t } = useTranslation();
  const [keeper] = useState(() => new DraftKeeper(place));
  const [tray] = useState(() => new EvidenceTray(page.run, t('problem.broken')));
  const [values, setValues] = useState<Values>(() => ({
    ...valuesIn(page.fields, claim?.input ?? {}),
    ...draft?.values,
  }));
  const [acknowledged, setAcknowledged] = useState(draft?.acknowledged ?? []);
  useRecalled(tray, draft);
  useKept(keeper, tray, values, acknowledged);
  return {
    ...{ values, acknowledged, tray, keeper, isResumed: draft !== null },
    set: (field, value) => setValues((all) => ({ ...all, [field]: value })),
    acknowledge: (code) => setAcknowledged((all) => [...all, code]),
  };
}

function useRecalled(tray: EvidenceTray, draft: Draft | null): void {
  useEffect(() => {
    if (draft && draft.evidence.length > 0 && tray.now().length === 0)
      void tray.recall(draft.evidence);
  }, [tray, draft]);
}

/** Keeps what changed; what was there when the page was opened is no change. */
function useKept(
  keeper: DraftKeeper,
  tray: EvidenceTray,
  values: Values,
  acknowledged: readonly string[],
): void {
  const items = useSyncExternalStore(tray.subscribe, tray.now);
  const [begun] = useState({ values, acknowledged });
  useEffect(() => {
    const evidence = items.flatMap(({ digest }) => digest ?? []);
    const isTouched =
      values !== begun.values || acknowledged !== begun.acknowledged || items.length > 0;
    if (isTouched) keeper.keep({ values, acknowledged, evidence });
  }, [keeper, begun, values, acknowledged, items]);
  useEffect(() => {
    addEventListener('pagehide', keeper.flush);
    addEventListener('online', keeper.flush);
    return () => {
      removeEventListener('pagehide', keeper.flush);
      removeEventListener('online', keeper.flush);
      keeper.flush();
    };
  }, [keeper]);
}

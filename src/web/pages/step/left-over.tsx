import { useState } from 'react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { ProblemNotice } from '../../components/problem-notice.js';
import { answersOf } from './answers.js';
import { Answers } from './claim-shown.js';
import { keeperOf, readDraft, type DraftPlace } from './drafts.js';
import type { Claim, Step } from './shapes.js';

interface Props {
  readonly page: Step;
  readonly place: DraftPlace;
  readonly claim: Claim;
}

/** What somebody had typed for a step, as it lay there under this revision. */
export const leftOverQuery = (place: DraftPlace, revision: number) =>
  queryOptions({
    queryKey: ['left-over', place.account, place.run, place.step, revision],
    queryFn: () => readDraft(place),
    gcTime: 0,
    throwOnError: false,
  });

/** What this person had typed when the step was handed in from elsewhere: another window, another person. */
export function LeftOver({ page, place, claim }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const asked = leftOverQuery(place, page.revision);
  const { data: draft } = useQuery(asked);
  const [error, fail] = useState<unknown>();
  if (!draft) return null;
  const typed = answersOf(page.fields, draft.values);
  if (Object.keys(typed).length === 0 || isSame(typed, claim.input)) return null;
  const discard = () => {
    keeperOf(place)
      .discard()
      .then(() => queries.setQueryData(asked.queryKey, null), fail);
  };
  return (
    <section className="notice left-over" aria-labelledby="left-over">
      <h3 id="left-over">{t('step.leftOver')}</h3>
      <p>{t('step.leftOverSays', { id: page.id })}</p>
      {error !== undefined && <ProblemNotice error={error} heading="h3" />}
      <Answers fields={page.fields} input={typed} />
      <Button className="button" onPress={discard}>
        {t('step.discard')}
      </Button>
    </section>
  );
}

/** Secrets are in no draft, so only what was typed counts. */
function isSame(typed: Record<string, unknown>, input: Record<string, unknown>): boolean {
  return Object.entries(typed).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(input[name]),
  );
}

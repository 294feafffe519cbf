import { useTranslation } from 'react-i18next';
import { FilledForm } from '../step/claim-form.js';
import { claimId, type DraftPlace } from '../step/drafts.js';
import type { Filling } from '../step/filling.js';
import { NextUp } from '../step/next-up.js';
import { isWorking } from '../step/queries.js';
import { useAccepted, useAsksAgain, useFate } from '../step/sending.js';
import { Rejected } from '../step/rejected.js';
import { isPast, VerdictNotice } from '../step/verdict.js';
import { Working } from '../step/working.js';
import type { Decisions } from './decisions.js';

interface Props {
  readonly decisions: Decisions;
  readonly filling: Filling;
  readonly place: DraftPlace;
  /** When the step was asked for, ms. */
  readonly at: number;
}

/** Hands all decisions in by the form of their step, and says what its check says of them. */
export function DecisionForm({ decisions, filling, place, at }: Props) {
  const { t } = useTranslation();
  const { page, decision, isOpen, all } = decisions;
  const fate = useFate(claimId(place));
  useAsksAgain(page.run, fate);
  useAccepted(place, fate, page.revision);
  const nameOf = (row: number) => String(all[row - 1]?.['email'] ?? '');
  const working = isWorking(page.status);
  return (
    <div className="step-body decision-form">
      {working && <Working page={page} at={at} />}
      {page.rejection && <Rejected rejection={page.rejection} />}
      {page.judged && !working && <VerdictNotice attempt={page.judged} past={isPast(page)} />}
      {isOpen && (
        <section>
          <h2>{t('matching.handIn', { step: decision.step })}</h2>
          <FilledForm {...{ page, place, filling }} elsewhere={{ field: decision.field, nameOf }} />
        </section>
      )}
      {page.judged && !isOpen && !working && <NextUp page={page} />}
    </div>
  );
}

import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import type { Checklist } from '../../api/shapes.js';
import { samePerson } from '../../components/same-person.js';
import { Waiting } from '../../components/waiting.js';
import { useBegun } from './begun.js';
import type { DraftPlace } from './drafts.js';
import type { Step } from './shapes.js';
import type { Me } from './who.js';

// The instruction is read first; what answers it is fetched meanwhile.
const claimForm = () => import('./claim-form.js');
const ClaimForm = lazy(async () => ({ default: (await claimForm()).ClaimForm }));

/** Begins to fetch what a form is made of, while it is asked for what goes into it. */
export function fetchForm({ kind }: Checklist): void {
  void claimForm();
  if (kind === 'drill') void import('./step-practice.js');
}

interface Props {
  readonly page: Step;
  readonly place: DraftPlace;
  readonly me: Me;
  readonly list: Checklist;
  /** Comes with the form. */
  readonly children: ReactNode;
}

/** The form, for whom it is; what Umstieg does alone needs none. */
export function OpenStep({ page, place, me, list, children }: Props) {
  const { t } = useTranslation();
  const begun = useBegun(page, place);
  const [mends, mend] = useState(false);
  const isMe = (name: string | null | undefined) => !!name && samePerson(name, me.name);
  const says = page.acts?.who === 'umstieg' ? t('step.byItself') : t('step.notYourTask');
  if (page.acts?.who === 'umstieg' || !me.actions.includes('run.submit'))
    return (
      <>
        <p className="notice">{says}</p>
        {children}
      </>
    );
  if (isMe(page.rejection?.by) && begun.draft === null && !mends)
    return (
      <>
        <Button className="button fit" onPress={() => mend(true)}>
          {t('step.mendYourself')}
        </Button>
        {children}
      </>
    );
  const by = begun.draft === null ? begun.claim?.actor : undefined;
  return (
    <section>
      <h2>{by && !isMe(by) ? t('step.answersOf', { name: by }) : t('step.yourAnswers')}</h2>
      {page.assignee !== undefined && <p>{t('step.assignedTo', { name: page.assignee })}</p>}
      <Suspense fallback={<Waiting />}>
        <ClaimForm {...{ page, place, list }} {...begun} />
        {children}
      </Suspense>
    </section>
  );
}

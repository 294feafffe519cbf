import { Fragment } from 'react';
import { ArrowRightToLine, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { Instruction } from './instruction.js';
import { LabelMissing } from './label-missing.js';
import type { Step } from './shapes.js';
import type { Me } from './who.js';

/** What is to be done, where in the manual it stands, what cannot be undone. */
export function WhatToDo({ page, me }: { readonly page: Step; readonly me: Me }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <section className="what" aria-labelledby="what-title">
      <h2 id="what-title">{t('step.whatToDo')}</h2>
      <NoReturn page={page} />
      {page.toDoNow && (
        <p className="notice to-do-now" role="status">
          <strong>
            <Instruction text={say(page.toDoNow)} />
          </strong>
        </p>
      )}
      <NotAgain page={page} />
      {/* what stands there speaks of the time before the approval */}
      {!(page.toDoNow && page.status === 'done') && (
        <p className="instruction">
          <Instruction text={say(page.instruction)} />
        </p>
      )}
      <LabelMissing page={page} me={me} />
      <dl className="facts">
        <div>
          <dt>
            <Undo2 aria-hidden size={16} /> {t('step.undo')}
          </dt>
          <dd>
            <Instruction text={say(page.undo.how)} />
          </dd>
        </div>
        <About page={page} />
        {page.lines.length > 0 && (
          <div>
            <dt>{t('step.manual')}</dt>
            <dd>{t('step.lines', { count: page.lines.length, lines: page.lines.join(', ') })}</dd>
          </div>
        )}
        {page.reads.length > 0 && (
          <div>
            <dt>{t('step.buildsOn')}</dt>
            <dd>
              {page.reads.map(({ id, title }, at) => (
                <Fragment key={id}>
                  {at > 0 && ', '}
                  <Link href={addresses.step(page.run, id)}>
                    {id} {say(title)}
                  </Link>
                </Fragment>
              ))}
            </dd>
          </div>
        )}
        {page.optional && (
          <div>
            <dt>{t('step.plus')}</dt>
            <dd>{t('step.plusSays')}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}

/** The page of the run that the step is about. */
function About({ page: { run, about } }: { readonly page: Step }) {
  const { t } = useTranslation();
  if (!about) return null;
  return (
    <div>
      <dt>{t('step.about')}</dt>
      <dd>
        <Link href={addresses[about](run)}>{t(`step.aboutPages.${about}`)}</Link>
      </dd>
    </div>
  );
}

/** Of what overwrites or cannot be taken back the instruction goes on standing there once it was followed. */
function NotAgain({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  const { pointOfNoReturn, overwrites, status, waitingFor, toDoNow } = page;
  if (!(pointOfNoReturn || overwrites) || toDoNow) return null;
  const isAsked = waitingFor?.kind === 'reopen';
  if (status !== 'done' && !isAsked) return null;
  return (
    <p className="notice">
      <strong>{isAsked ? t('step.notAgainYet') : t('step.alreadyDone')}</strong>
    </p>
  );
}

/** The point of no return has a sign of its own: a one-way arrow over a line. */
function NoReturn({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  if (!page.pointOfNoReturn && !page.overwrites) return null;
  return (
    <p className="no-return">
      <ArrowRightToLine aria-hidden size={24} strokeWidth={2.25} />
      <strong>{page.pointOfNoReturn ? t('step.noReturn') : t('step.overwrites')}</strong>
    </p>
  );
}

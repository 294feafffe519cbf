import { useState, type SyntheticEvent } from 'react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button, Form } from 'react-aria-components';
import { useLocation } from 'wouter';
import { newKey } from '../../api/commands.js';
import { OVERVIEW } from '../../api/queries.js';
import { request } from '../../api/request.js';
import { sessionQuery } from '../../api/session.js';
import type { Checklist } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { Field } from '../../components/field.js';
import { useSay } from '../../app/language.js';
import { Page } from '../../components/page.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { typedIn } from '../../components/typed-in.js';
import { definitionsQuery } from '../definition/query.js';

interface Wish {
  readonly customer: string;
  readonly kind: 'live' | 'drill';
}

/** First start: three sentences, two ways. Who may not start a project is told who does. */
export function StartProject() {
  const { t } = useTranslation();
  const say = useSay();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { data: definitions } = useSuspenseQuery(definitionsQuery);
  const current = definitions.find((one) => one.current);
  const making = useMaking();
  const may = session.actions.includes('project.new');
  const real = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    making.mutate({ customer: typedIn(event.currentTarget)['customer'] ?? '', kind: 'live' });
  };
  return (
    <Page title={t('start.title')}>
      <p className="narrow">
        {may ? t('start.words', { title: current ? say(current.title) : '' }) : t('start.mayNot')}
      </p>
      {making.error !== null && <ProblemNotice error={making.error} />}
      {may && (
        <div className="two-ways">
          <section className="panel">
            <h2>{t('start.practice')}</h2>
            <p>{t('start.practiceWords')}</p>
            <Button
              className="button"
              isDisabled={making.isPending}
              onPress={() => making.mutate({ customer: t('start.practiceName'), kind: 'drill' })}
            >
              {t('start.practiceGo')}
            </Button>
          </section>
          <section className="panel">
            <h2>{t('start.real')}</h2>
            <Form className="form" onSubmit={real}>
              <Field name="customer" label={t('start.customer')} isRequired maxLength={300} />
              <Button type="submit" className="button primary" isDisabled={making.isPending}>
                {t('start.realGo')}
              </Button>
            </Form>
          </section>
        </div>
      )}
    </Page>
  );
}

/** The same key as long as the page stands: a project that was made although no answer came is not made twice. */
function useMaking() {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [keys] = useState(() => new Map<string, string>());
  return useMutation({
    mutationFn: async (wish: Wish) => {
      const of = `${wish.kind} ${wish.customer}`;
      const key = keys.get(of) ?? newKey();
      keys.set(of, key);
      return (await request<Checklist>('/api/projects', { method: 'POST', body: wish, key })).body;
    },
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: [OVERVIEW] });
      navigate(addresses.run(id));
    },
  });
}

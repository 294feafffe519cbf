import { useState, type SyntheticEvent } from 'react';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button, Form } from 'react-aria-components';
import { useLocation } from 'wouter';
import { newKey } from '../../api/commands.js';
import { OVERVIEW } from '../../api/queries.js';
import { request } from '../../api/request.js';
import type { Checklist } from '../../api/shapes.js';
import { addresses } from '../../app/addresses.js';
import { Choice } from '../../components/choice.js';
import { Copyable } from '../../components/copyable.js';
import { Field } from '../../components/field.js';
import { useSay } from '../../app/language.js';
import { Page } from '../../components/page.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { typedIn } from '../../components/typed-in.js';
import { definitionsQuery } from '../definition/query.js';
import { practiceCustomersQuery, startPlacesQuery, type StartPlace } from './query.js';

const MAKING = 'umstieg drill new --out practice';
const SERVING = 'umstieg serve --files practice';

interface Wish {
  readonly customer: string;
  readonly kind: 'live' | 'drill';
  /** Partner or customer it belongs to; else to the installation alone. */
  readonly tenant?: string;
}

/**
 * First start: three sentences, two ways. Who may not start a project is told who does.
 * @param o `isFirst`: there is no project yet that the person may see
 */
export function StartProject({ isFirst = false }: { readonly isFirst?: boolean }) {
  const { t } = useTranslation();
  const say = useSay();
  const { data: definitions } = useSuspenseQuery(definitionsQuery);
  const { data: places } = useSuspenseQuery(startPlacesQuery);
  const [chosen, choose] = useState(places[0]?.id);
  const place = places.find(({ id }) => id === chosen) ?? places[0];
  const current = definitions.find((one) => one.current);
  const making = useMaking();
  const may = place !== undefined;
  const start = (customer: string, kind: Wish['kind']) => {
    const tenant = place === undefined || place.id === 'installation' ? {} : { tenant: place.id };
    making.mutate({ customer, kind, ...tenant });
  };
  const real = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    start(typedIn(event.currentTarget)['customer'] ?? '', 'live');
  };
  return (
    <Page title={t('start.title')}>
      <p className="narrow">
        {may
          ? t('start.words', { title: current ? say(current.title) : '' })
          : t(isFirst ? 'start.mayNot' : 'start.mayNotStart')}
      </p>
      {making.error !== null && <ProblemNotice error={making.error} />}
      {places.length > 1 && place && (
        <BelongsTo places={places} chosen={place.id} onChoose={choose} />
      )}
      {may && (
        <div className="two-ways">
          <section className="panel">
            <h2>{t('start.practice')}</h2>
            <p>{t('start.practiceWords')}</p>
            <Practice isBusy={making.isPending} onStart={(name) => start(name, 'drill')} />
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

interface PracticeProps {
  readonly isBusy: boolean;
  readonly onStart: (customer: string) => void;
}

/** With an invented customer the server knows; without one there is nothing to enter, which is said first. */
function Practice({ isBusy, onStart }: PracticeProps) {
  const { t } = useTranslation();
  const { data: customers } = useSuspenseQuery(practiceCustomersQuery);
  const [chosen, choose] = useState(customers[0]);
  const options = customers.map((name) => ({ id: name, name }));
  return (
    <>
      {customers.length > 1 && chosen !== undefined && (
        <Choice label={t('start.practiceWhom')} {...{ options, chosen, onChoose: choose }} />
      )}
      {chosen === undefined && (
        <>
          <p>{t('start.practiceNone')}</p>
          <Copyable text={MAKING} name={t('start.practiceMake')} />
          <Copyable text={SERVING} name={t('start.practiceServe')} />
        </>
      )}
      <div className="buttons">
        {chosen !== undefined && (
          <Button className="button" isDisabled={isBusy} onPress={() => onStart(chosen)}>
            {t('start.practiceGo', { name: chosen })}
          </Button>
        )}
        <Button
          className="button"
          isDisabled={isBusy}
          onPress={() => onStart(t('start.practiceName'))}
        >
          {t('start.practiceBare')}
        </Button>
      </div>
    </>
  );
}

interface BelongsToProps {
  readonly places: readonly StartPlace[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** Who sees the project: those with a role there. */
function BelongsTo({ places, chosen, onChoose }: BelongsToProps) {
  const { t } = useTranslation();
  const options = places.map(({ id, name }) => {
    if (id === 'installation') return { id, name: t('start.noTenant') };
    const kind = id.startsWith('partner:') ? 'partner' : 'customer';
    return { id, name: t(`settings.place.${kind}`, { name }) };
  });
  return <Choice label={t('start.belongsTo')} {...{ options, chosen, onChoose }} />;
}

/** The same key as long as the page stands: a project that was made although no answer came is not made twice. */
function useMaking() {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [keys] = useState(() => new Map<string, string>());
  return useMutation({
    mutationFn: async (wish: Wish) => {
      const of = `${wish.kind} ${wish.tenant ?? ''} ${wish.customer}`;
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

import { useState } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ArrowRightLeft, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { Link } from 'wouter';
import { newKey } from '../../api/commands.js';
import { request } from '../../api/request.js';
import { addresses } from '../../app/addresses.js';
import { useSay } from '../../app/language.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { FormDialog } from '../../components/form-dialog.js';
import { ReasonField } from '../../components/reason-field.js';
import { Waiting } from '../../components/waiting.js';
import { forecastsQuery, nameOf, type Definition, type Forecast } from './query.js';

interface Props {
  readonly to: string;
  readonly definitions: readonly Definition[];
}

interface Asked {
  readonly what: 'move' | 'undo';
  readonly forecast: Forecast;
}

/** What becomes of every open run when it moves to a definition; looking changes nothing. */
export default function Forecasts({ to, definitions }: Props) {
  const { t } = useTranslation();
  const { data, error } = useQuery(forecastsQuery(to));
  const [asked, ask] = useState<Asked>();
  const target = definitions.find(({ hash }) => hash === to);
  return (
    <section className="stack" aria-labelledby="forecasts">
      <h2 id="forecasts">
        {t('definition.forecast', { to: target === undefined ? '' : nameOf(target) })}
      </h2>
      <p className="quiet">{t('definition.forecastHelp')}</p>
      {error && <ProblemNotice error={error} heading="h3" />}
      {!data && !error && <Waiting />}
      {data?.length === 0 && <p>{t('definition.noRuns')}</p>}
      <ul className="forecasts">
        {data?.map((forecast) => (
          <Row key={forecast.run} forecast={forecast} ask={ask} />
        ))}
      </ul>
      {asked && <Ask {...asked} to={to} close={() => ask(undefined)} />}
    </section>
  );
}

function Row({ forecast, ask }: { readonly forecast: Forecast; readonly ask: (a: Asked) => void }) {
  const { t } = useTranslation();
  const say = useSay();
  const { run, customer, verdict, reasons, notes, next, canGoBack } = forecast;
  return (
    <li>
      <div>
        <h3>
          <Link href={addresses.run(run)}>{customer}</Link> <span className="id">{run}</span>
        </h3>
        <p>
          <strong>{t(`definition.verdict.${verdict}`)}</strong>
        </p>
        <ul className="reasons">
          {[...reasons, ...notes].map((reason) => (
            <li key={`${reason.code} ${reason.text.de}`}>{say(reason.text)}</li>
          ))}
        </ul>
        {verdict !== 'left-alone' && next.length > 0 && (
          <p className="quiet">{t('definition.next', { steps: next.join(', ') })}</p>
        )}
      </div>
      {(verdict === 'moved' || verdict === 'reopened') && (
        <Button className="button" onPress={() => ask({ what: 'move', forecast })}>
          <ArrowRightLeft aria-hidden size={18} /> {t('definition.move')}
        </Button>
      )}
      {canGoBack && (
        <Button className="button" onPress={() => ask({ what: 'undo', forecast })}>
          <Undo2 aria-hidden size={18} /> {t('definition.undo')}
        </Button>
      )}
    </li>
  );
}

function Ask({ what, forecast, to, close }: Asked & { readonly to: string; close: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [key] = useState(newKey);
  const { customer, run } = forecast;
  const send = async ({ reason }: Readonly<Record<string, string>>) => {
    const path = `/api/runs/${encodeURIComponent(run)}/migration`;
    const order = { method: 'POST', key, revision: '*' } as const;
    if (what === 'move') await request(path, { ...order, body: { to, reason } });
    else await request(`${path}/undo`, { ...order, body: { reason } });
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['definitions'] }),
      queries.invalidateQueries({ queryKey: ['run', run] }),
    ]);
  };
  return (
    <FormDialog
      title={t(`definition.${what}Title`, { customer })}
      says={t(`definition.${what}Help`)}
      act={t(`definition.${what}`)}
      onSend={send}
      onClose={close}
    >
      <ReasonField />
    </FormDialog>
  );
}

import { useTranslation } from 'react-i18next';
import { CheckboxGroup, Label } from 'react-aria-components';
import { useSay } from '../../app/language.js';
import { OneCheck } from '../../components/option.js';
import type { Step } from './shapes.js';

/** What may become outdated, for whoever decides whether the step is done again. */
export function RestOnIt({ of: { dependents } }: Pick<Props, 'of'>) {
  const { t } = useTranslation();
  if (dependents.length === 0) return <p>{t('acts.nothingRests')}</p>;
  return (
    <>
      <p>{t('acts.rests', { count: dependents.length })}</p>
      <Steps steps={dependents} />
    </>
  );
}

function Steps({ steps }: { readonly steps: Step['dependents'] }) {
  const say = useSay();
  return (
    <ul>
      {steps.map(({ id, title }) => (
        <li key={id}>
          {id} {say(title)}
        </li>
      ))}
    </ul>
  );
}

interface Props {
  readonly of: Step;
  /** Steps whose answers are handed in again by themselves. */
  readonly keep: readonly string[];
  readonly onKeep: (steps: readonly string[]) => void;
}

/** What becomes outdated when another result comes out, and whose answers may stay then. */
export function Dependents({ of: { dependents }, keep, onKeep }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  const mayStay = dependents.filter((step) => step.mayStay);
  const looked = dependents.filter((step) => !step.mayStay);
  if (dependents.length === 0) return <p>{t('acts.nothingRests')}</p>;
  return (
    <>
      <p>
        <strong>{t('acts.rests', { count: dependents.length })}</strong>
      </p>
      {looked.length > 0 && (
        <section aria-labelledby="looked-at">
          <p id="looked-at">{t('acts.lookedAt')}</p>
          <Steps steps={looked} />
        </section>
      )}
      {mayStay.length > 0 && (
        <CheckboxGroup value={[...keep]} onChange={onKeep}>
          <Label>{t('acts.whatStays')}</Label>
          <div className="answers scrolling">
            {mayStay.map(({ id, title }) => (
              <OneCheck key={id} value={id}>
                {id} {say(title)}
              </OneCheck>
            ))}
          </div>
        </CheckboxGroup>
      )}
    </>
  );
}

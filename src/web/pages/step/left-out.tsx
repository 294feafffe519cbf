import { useTranslation } from 'react-i18next';
import { useSay } from '../../app/language.js';
import type { Step } from './shapes.js';
import { StepLinks } from './step-links.js';

/** Why a step does not apply: which answer took it out. */
export function LeftOut({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <section className="notice">
      <h2>{t('step.leftOut')}</h2>
      {page.off && <p>{t('step.switchedOff')}</p>}
      <ul>
        {page.leftOut.map(({ holds, when }) => (
          <li key={when.en}>{t(holds ? 'step.isSo' : 'step.isNotSo', { when: say(when) })}</li>
        ))}
      </ul>
    </section>
  );
}

/** Why an earlier verdict no longer counts: what was handed in anew. */
export function ChangedSince({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  const changed = page.reads.filter(({ id }) => page.changedSince.includes(id));
  if (changed.length === 0) return null;
  return (
    <section className="notice outdated">
      <p>{t('step.openAgain')}</p>
      <StepLinks run={page.run} steps={changed} />
    </section>
  );
}

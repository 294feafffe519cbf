import { FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { timeText } from '../../../core/time-text.js';
import { useLanguage, useSay } from '../../app/language.js';
import { Instruction } from './instruction.js';
import type { Step } from './shapes.js';
import { evidencePath } from './upload.js';

/** What the step found, and the documents it wrote. */
export function ResultShown({ page }: { readonly page: Pick<Step, 'run' | 'result'> }) {
  const say = useSay();
  const language = useLanguage();
  const { result } = page;
  if (!result) return null;
  return (
    <>
      <dl className="facts">
        {result.values.map(({ title, value }) => (
          <div key={title.en}>
            <dt>
              <Instruction text={say(title)} plain />
            </dt>
            <dd>{timeText(say(value), language)}</dd>
          </div>
        ))}
      </dl>
      {result.files.map(({ title, digest }) => (
        <p key={digest}>
          <FileText aria-hidden size={16} />{' '}
          <a href={evidencePath(page.run, digest)} download>
            {say(title)}
          </a>
        </p>
      ))}
    </>
  );
}

/** The same under a heading of its own, on the page of the step. */
export function Result({ page }: { readonly page: Step }) {
  const { t } = useTranslation();
  if (!page.result) return null;
  return (
    <section className="claim-shown" aria-labelledby="result">
      <h3 id="result">{t('step.result')}</h3>
      <ResultShown page={page} />
    </section>
  );
}

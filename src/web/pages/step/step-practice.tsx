import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import type { Checklist, PracticeFiles } from '../../api/shapes.js';
import { useSay } from '../../app/language.js';
import { Copyable } from '../../components/copyable.js';
import { FormDialog } from '../../components/form-dialog.js';
import PracticeBox from '../checklist/practice-box.js';
import { Answers } from './claim-shown.js';
import type { Filling } from './filling.js';
import { differing, practiceValues } from './practice-values.js';
import type { Step } from './shapes.js';

interface Props {
  readonly page: Step;
  readonly list: Checklist;
  readonly filling: Filling;
}

/** Above the form of a practice: what to enter, in its own words, and a button that enters it. */
export function StepPractice({ page, list, filling }: Props) {
  return (
    <PracticeBox
      list={list}
      step={page.id}
      show={(practice) => <Given {...{ page, practice, filling }} />}
    />
  );
}

interface GivenProps extends Omit<Props, 'list'> {
  readonly practice: PracticeFiles;
}

function Given({ page, practice, filling }: GivenProps) {
  const { t } = useTranslation();
  const values = practiceValues(page.fields, practice.values);
  const count = Object.keys(values).length;
  if (count + practice.evidence.length === 0) return <p>{t('practice.noValues')}</p>;
  // the codes of a customer who does not exist are no secrets
  const fields = page.fields.map((field) => ({ ...field, secret: false }));
  return (
    <details open>
      <summary>{t('practice.values')}</summary>
      <Answers fields={fields} input={values} />
      {count > 0 && <Fill {...{ page, values, filling }} />}
      {practice.evidence.length > 0 && (
        <dl className="facts">
          <div>
            <dt>{t('practice.evidence')}</dt>
            {practice.evidence.map((path) => (
              <dd key={path}>
                <Copyable text={path} name={t('practice.evidence')} />
              </dd>
            ))}
          </div>
        </dl>
      )}
    </details>
  );
}

interface FillProps extends Omit<Props, 'list'> {
  readonly values: Filling['values'];
}

/** Asks before it replaces what somebody typed. */
function Fill({ page, values, filling }: FillProps) {
  const { t } = useTranslation();
  const say = useSay();
  const [asks, ask] = useState(false);
  const others = differing(page.fields, filling.values, values);
  const fill = () => {
    filling.fill(values);
    return Promise.resolve();
  };
  return (
    <p>
      <Button
        className="button"
        onPress={() => {
          if (others.length > 0) ask(true);
          else void fill();
        }}
      >
        {t('practice.fill')}
      </Button>{' '}
      <span role="status">{filling.fills > 0 && t('practice.filled')}</span>
      {asks && (
        <FormDialog
          title={t('practice.replaceTitle')}
          says={t('practice.replaceSays', {
            fields: others.map(({ label }) => say(label).replaceAll('`', '')).join(', '),
          })}
          act={t('practice.replace')}
          onSend={fill}
          onClose={() => ask(false)}
        />
      )}
    </p>
  );
}

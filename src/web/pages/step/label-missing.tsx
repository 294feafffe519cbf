import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Form, Label, RadioGroup } from 'react-aria-components';
import { newKey, useRunCommand } from '../../api/commands.js';
import { Field } from '../../components/field.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { typedIn } from '../../components/typed-in.js';
import { OneRadio } from '../../components/option.js';
import type { Step } from './shapes.js';
import type { Me } from './who.js';

/** The vendor's screen says something else than the manual: the difference is recorded for everybody who comes later. */
export function LabelMissing({ page, me }: { readonly page: Step; readonly me: Me }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const { mutate, error, isSuccess } = useRunCommand(page.run);
  const [key, setKey] = useState(newKey);
  const labels = page.labels.flatMap(({ path }) => path);
  if (labels.length === 0 || !me.actions.includes('run.note')) return null;
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { label = labels[0] ?? '', instead = '' } = typedIn(event.currentTarget);
    const text = t('step.labelNote', { label, instead });
    const path = `steps/${encodeURIComponent(page.id)}/notes`;
    const onSuccess = () => {
      setOpen(false);
      setKey(newKey());
    };
    mutate({ path, key, revision: page.revision, body: { text } }, { onSuccess });
  };
  return (
    <div className="label-missing">
      <Button className="link-button" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {t('step.labelMissing')}
      </Button>
      <p role="status" className="quiet">
        {isSuccess && !isOpen && t('step.labelNoted')}
      </p>
      {isOpen && (
        <Form className="form" onSubmit={send}>
          {error && <ProblemNotice error={error} heading="h3" />}
          <RadioGroup name="label" defaultValue={labels[0] ?? null}>
            <Label>{t('step.whichLabel')}</Label>
            <div className="answers">
              {labels.map((label) => (
                <OneRadio key={label} value={label}>
                  <kbd className="vendor">{label}</kbd>
                </OneRadio>
              ))}
            </div>
          </RadioGroup>
          <Field name="instead" label={t('step.insteadOf')} isRequired autoComplete="off" />
          <Button type="submit" className="button">
            {t('step.recordDifference')}
          </Button>
        </Form>
      )}
    </div>
  );
}

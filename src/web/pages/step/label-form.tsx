import type { SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Form, Label, RadioGroup } from 'react-aria-components';
import { useRunCommand } from '../../api/commands.js';
import { Field } from '../../components/field.js';
import { OneRadio } from '../../components/option.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import type { Step } from './shapes.js';

/** Which label is not there, and what stands there instead. */
export interface Noted {
  readonly label: string;
  readonly instead: string;
}

interface Props {
  readonly page: Step;
  /** Of the command; the same until it was noted. */
  readonly sendKey: string;
  readonly labels: readonly string[];
  readonly kept: Noted | undefined;
  readonly type: (typed: Noted) => void;
  readonly onNoted: () => void;
}

/** Asks for the difference, and writes it as a note at the step. */
export function LabelForm({ page, sendKey, labels, kept, type, onNoted }: Props) {
  const { t } = useTranslation();
  const { label, instead } = kept ?? { label: labels[0] ?? '', instead: '' };
  const { mutate, error } = useRunCommand(page.run);
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = t('step.labelNote', { label, instead: instead.trim() });
    const path = `steps/${encodeURIComponent(page.id)}/notes`;
    const body = { text };
    mutate({ path, key: sendKey, revision: page.revision, body }, { onSuccess: onNoted });
  };
  return (
    <Form className="form" onSubmit={send}>
      {error && <ProblemNotice error={error} heading="h3" />}
      <RadioGroup value={label} onChange={(one) => type({ label: one, instead })}>
        <Label>{t('step.whichLabel')}</Label>
        <div className="answers">
          {labels.map((one) => (
            <OneRadio key={one} value={one}>
              <kbd className="vendor">{one}</kbd>
            </OneRadio>
          ))}
        </div>
      </RadioGroup>
      <Field
        {...{ label: t('step.insteadOf'), isRequired: true, autoComplete: 'off' }}
        value={instead}
        onChange={(next) => type({ label, instead: next })}
      />
      <Button type="submit" className="button">
        {t('step.recordDifference')}
      </Button>
    </Form>
  );
}

import { useCallback, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Form, Label, RadioGroup } from 'react-aria-components';
import { newKey, useRunCommand } from '../../api/commands.js';
import { useEscape } from '../../app/keyboard.js';
import { Field } from '../../components/field.js';
import { useKeptTyping } from '../../components/kept-typing.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { OneRadio } from '../../components/option.js';
import type { Step } from './shapes.js';
import type { Me } from './who.js';

interface Noted {
  readonly label: string;
  readonly instead: string;
}

/** The vendor's screen says something else than the manual: the difference is recorded for everybody who comes later. */
export function LabelMissing({ page, me }: { readonly page: Step; readonly me: Me }) {
  const { t } = useTranslation();
  const labels = page.labels.flatMap(({ path }) => path);
  const place = `umstieg.label ${me.account} ${page.run} ${page.id}`;
  const [kept, type] = useKeptTyping<Noted>(place);
  const { label, instead } = kept ?? { label: labels[0] ?? '', instead: '' };
  const [isOpen, setOpen] = useState(kept !== undefined);
  const opener = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => {
    setOpen(false);
    opener.current?.focus();
  }, []);
  useEscape(isOpen ? close : undefined);
  const { mutate, error, isSuccess } = useRunCommand(page.run);
  const [key, setKey] = useState(newKey);
  if (labels.length === 0 || !me.actions.includes('run.note')) return null;
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const text = t('step.labelNote', { label, instead: instead.trim() });
    const path = `steps/${encodeURIComponent(page.id)}/notes`;
    const onSuccess = () => {
      type(undefined);
      setOpen(false);
      setKey(newKey());
    };
    mutate({ path, key, revision: page.revision, body: { text } }, { onSuccess });
  };
  return (
    <div className="label-missing">
      <Button
        ref={opener}
        className="link-button"
        aria-expanded={isOpen}
        onPress={() => setOpen(!isOpen)}
      >
        {t('step.labelMissing')}
      </Button>
      <p role="status" className="quiet">
        {isSuccess && !isOpen && t('step.labelNoted')}
      </p>
      {isOpen && (
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
      )}
    </div>
  );
}

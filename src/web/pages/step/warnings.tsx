import { useId, useState } from 'react';
import { Check, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, FieldError, Input, Label, TextField } from 'react-aria-components';
import { useSay } from '../../app/language.js';
import { Instruction } from './instruction.js';
import type { Warning } from './shapes.js';

interface Props {
  readonly warnings: readonly Warning[];
  readonly acknowledged: readonly string[];
  readonly onAcknowledge: (code: string) => void;
  /** Sending was tried before everything was acknowledged. */
  readonly missed: boolean;
}

/** Where a link to a warning leads. */
export const warningId = (code: string): string => `warning-${code}`;

/** Hard warnings, before the act: each is acknowledged by the sentence that repeats its fact. */
export function Warnings({ warnings, acknowledged, onAcknowledge, missed }: Props) {
  const say = useSay();
  return warnings.map((warning) => {
    const done = acknowledged.includes(warning.code);
    return (
      <section
        key={warning.code}
        id={warningId(warning.code)}
        className="warning"
        data-done={done || undefined}
      >
        <p className="warning-text">
          <TriangleAlert aria-hidden size={20} />
          <span>
            <Instruction text={say(warning.text)} /> <small className="quiet">{warning.code}</small>
          </span>
        </p>
        <Acknowledgement
          warning={warning}
          done={done}
          missed={missed && !done}
          onDone={() => onAcknowledge(warning.code)}
        />
      </section>
    );
  });
}

interface AcknowledgementProps {
  readonly warning: Warning;
  readonly done: boolean;
  readonly missed: boolean;
  readonly onDone: () => void;
}

function Acknowledgement(props: AcknowledgementProps) {
  const { warning, done } = props;
  const say = useSay();
  if (!warning.statements)
    return done ? <Repeated text={warning.code} /> : <TypedCode {...props} />;
  return done ? <Repeated text={say(warning.statements.right)} /> : <Sentences {...props} />;
}

function Repeated({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <p className="repeated">
      <Check aria-hidden size={16} />{' '}
      <span>
        {t('step.acknowledged')} <Instruction text={text} plain />
      </span>
    </p>
  );
}

/** The right sentence among wrong ones: buttons, so that arrow keys choose nothing on their way. A wrong one is explained. */
function Sentences({ warning, missed, onDone }: AcknowledgementProps) {
  const { t } = useTranslation();
  const say = useSay();
  const question = useId();
  const [picked, pick] = useState<string>();
  const right = say(warning.statements?.right ?? warning.text);
  const [first = right, ...others] = (warning.statements?.wrong ?? []).map(say);
  const sentences = isEven(warning.code) ? [first, right, ...others] : [first, ...others, right];
  const choose = (sentence: string) => {
    pick(sentence);
    if (sentence === right) onDone();
  };
  return (
    <div role="group" aria-labelledby={question} className="sentences">
      <span id={question} className="react-aria-Label">
        {t('step.whatHolds')}
      </span>
      {sentences.map((sentence) => (
        <Button
          key={sentence}
          className="button sentence"
          aria-pressed={sentence === picked}
          onPress={() => choose(sentence)}
        >
          <span>
            <Instruction text={sentence} plain />
          </span>
        </Button>
      ))}
      <p role="alert" className="react-aria-FieldError">
        {picked !== undefined && <Instruction text={t('step.notSo', { right })} plain />}
        {picked === undefined && missed && t('step.acknowledgeFirst')}
      </p>
    </div>
  );
}

/** A warning of a sequence that gives no sentences: its code is typed. */
function TypedCode({ warning, missed, onDone }: AcknowledgementProps) {
  const { t } = useTranslation();
  const [typed, type] = useState('');
  return (
    <TextField
      value={typed}
      onChange={(text) => {
        type(text);
        if (text.trim().toUpperCase() === warning.code.toUpperCase()) onDone();
      }}
      isInvalid={missed}
      autoComplete="off"
    >
      <Label>{t('step.typeCode', { code: warning.code })}</Label>
      <Input className="react-aria-Input code" />
      <FieldError>{t('step.acknowledgeFirst')}</FieldError>
    </TextField>
  );
}

/** So that the right sentence does not always stand at the same place. */
function isEven(code: string): boolean {
  return Number(/\d+/.exec(code)?.[0] ?? 0) % 2 === 0;
}

import { useState, type SyntheticEvent } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  Button,
  CheckboxGroup,
  Dialog,
  Form,
  Heading,
  Label,
  Modal,
  ModalOverlay,
} from 'react-aria-components';
import { newKey, useRunCommand } from '../../api/commands.js';
import { runQuery } from '../../api/queries.js';
import { useSay } from '../../app/language.js';
import { Field } from '../../components/field.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { typedIn } from '../../components/typed-in.js';
import type { Act } from './acts-on.js';
import { OneCheck } from './fields/option.js';
import type { Step } from './shapes.js';

const PATHS = {
  redo: 'redo',
  waive: 'waive',
  keep: 'accept-outdated',
  assign: 'assign',
  switchOff: 'switch',
  switchOn: 'switch',
  note: 'notes',
} as const;

interface Props {
  readonly act: Act;
  readonly page: Step;
  readonly onClose: () => void;
}

/** Says what will happen, asks why, and does it. */
export default function ActDialog({ act, page, onClose }: Props) {
  const { t } = useTranslation();
  const { mutate, error } = useRunCommand(page.run);
  const [keep, setKeep] = useState<readonly string[]>([]);
  const [key] = useState(newKey);
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { reason = '', to = '' } = typedIn(event.currentTarget);
    const path = `steps/${encodeURIComponent(page.id)}/${PATHS[act]}`;
    mutate(
      { path, key, revision: page.revision, body: bodyOf(act, { reason, to, keep }) },
      { onSuccess: onClose },
    );
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={onClose}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">{t(`acts.${act}`)}</Heading>
          <p>{t(`acts.${act}Says`)}</p>
          <Form className="form" onSubmit={send}>
            {error && <ProblemNotice error={error} heading="h3" />}
            {act === 'redo' && <Kept page={page} keep={keep} onKeep={setKeep} />}
            {act === 'assign' ? (
              <Field name="to" label={t('acts.to')} isRequired autoComplete="off" />
            ) : (
              <Field name="reason" label={t('step.reason')} isRequired autoComplete="off" />
            )}
            <div className="buttons">
              <Button type="submit" className="button primary">
                {t(`acts.${act}`)}
              </Button>
              <Button className="button" onPress={onClose}>
                {t('step.cancel')}
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface Typed {
  readonly reason: string;
  readonly to: string;
  readonly keep: readonly string[];
}

function bodyOf(act: Act, { reason, to, keep }: Typed): unknown {
  switch (act) {
    case 'assign':
      return { to };
    case 'redo':
      return { reason, keep };
    case 'switchOn':
      return { reason, on: true };
    case 'switchOff':
      return { reason, on: false };
    case 'note':
      return { text: reason };
    default:
      return { reason };
  }
}

interface KeptProps {
  readonly page: Step;
  readonly keep: readonly string[];
  readonly onKeep: (steps: readonly string[]) => void;
}

/** Answers of later steps that stay when those steps are checked again. */
function Kept({ page, keep, onKeep }: KeptProps) {
  const { t } = useTranslation();
  const say = useSay();
  const { data } = useSuspenseQuery(runQuery(page.run));
  const at = data.steps.findIndex(({ id }) => id === page.id);
  const later = data.steps.slice(at + 1).filter(({ status }) => status === 'done');
  if (later.length === 0) return null;
  return (
    <CheckboxGroup value={[...keep]} onChange={onKeep}>
      <Label>{t('acts.whatStays')}</Label>
      <div className="answers scrolling">
        {later.map((step) => (
          <OneCheck key={step.id} value={step.id}>
            {step.id} {say(step.title)}
          </OneCheck>
        ))}
      </div>
    </CheckboxGroup>
  );
}

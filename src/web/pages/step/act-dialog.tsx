import { useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CheckboxGroup, Label } from 'react-aria-components';
import { newKey, useRunCommand } from '../../api/commands.js';
import { runQuery } from '../../api/queries.js';
import { useSay } from '../../app/language.js';
import { Field } from '../../components/field.js';
import { FormDialog } from '../../components/form-dialog.js';
import { ReasonField } from '../../components/reason-field.js';
import type { Act } from './acts-on.js';
import { OneCheck } from '../../components/option.js';
import type { Step } from './shapes.js';

const PATHS = {
  redo: 'redo',
  withdraw: 'withdraw',
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
  const { mutateAsync } = useRunCommand(page.run);
  const [keep, setKeep] = useState<readonly string[]>([]);
  const [key] = useState(newKey);
  const send = ({ reason = '', to = '' }: Readonly<Record<string, string>>) => {
    const path = `steps/${encodeURIComponent(page.id)}/${PATHS[act]}`;
    const body = bodyOf(act, { reason, to, keep });
    return mutateAsync({ path, key, revision: page.revision, body });
  };
  return (
    <FormDialog
      title={t(`acts.${act}`)}
      says={t(`acts.${act}Says`)}
      act={t(`acts.${act}`)}
      onSend={send}
      onClose={onClose}
    >
      {act === 'redo' && <Kept page={page} keep={keep} onKeep={setKeep} />}
      {act === 'assign' ? (
        <Field name="to" label={t('acts.to')} isRequired autoComplete="off" />
      ) : (
        <ReasonField />
      )}
    </FormDialog>
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

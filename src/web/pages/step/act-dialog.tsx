import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey, useRunCommand } from '../../api/commands.js';
import { Field } from '../../components/field.js';
import { FormDialog } from '../../components/form-dialog.js';
import { ReasonField } from '../../components/reason-field.js';
import type { Act } from './acts-on.js';
import { Dependents } from './dependents.js';
import type { Step } from './shapes.js';

const PATHS = {
  redo: 'redo',
  askRedo: 'redo',
  withdraw: 'withdraw',
  waive: 'waive',
  keep: 'accept-outdated',
  assign: 'assign',
  switchOff: 'switch',
  switchOn: 'switch',
  note: 'notes',
} as const;

const REDOES: ReadonlySet<Act> = new Set(['redo', 'askRedo']);

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
      {REDOES.has(act) && <Dependents of={page} keep={keep} onKeep={setKeep} />}
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
    case 'askRedo':
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

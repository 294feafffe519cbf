import { useState } from 'react';
import { getLocalTimeZone, parseAbsolute } from '@internationalized/date';
import { useTranslation } from 'react-i18next';
import { Label } from 'react-aria-components';
import { newKey, useRunCommand } from '../../api/commands.js';
import { DateField } from '../../components/date-field.js';
import { FormDialog } from '../../components/form-dialog.js';

interface Props {
  readonly run: string;
  /** What the clock of the run says, UTC. */
  readonly clock: string;
  readonly onClose: () => void;
}

/** Sets the clock of a practice run; what becomes due until then happens at once. */
export default function ClockDialog({ run, clock, onClose }: Props) {
  const { t } = useTranslation();
  const { mutateAsync } = useRunCommand(run);
  const [{ at, key }, choose] = useState(() => ({
    at: parseAbsolute(clock, getLocalTimeZone()),
    key: newKey(),
  }));
  const send = () => {
    const body = { at: at.set({ second: 0, millisecond: 0 }).toAbsoluteString() };
    return mutateAsync({ path: 'clock', key, revision: '*', body });
  };
  return (
    <FormDialog
      title={t('clock.set')}
      says={t('clock.says')}
      act={t('clock.set')}
      onSend={send}
      onClose={onClose}
    >
      <DateField
        label={<Label>{t('clock.to')}</Label>}
        value={at}
        onChange={(next) => next && choose({ at: next, key: newKey() })}
        granularity="minute"
        hourCycle={24}
        isRequired
      />
    </FormDialog>
  );
}

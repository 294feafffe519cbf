import { useState } from 'react';
import { getLocalTimeZone, parseAbsolute } from '@internationalized/date';
import { useTranslation } from 'react-i18next';
import { Label } from 'react-aria-components';
import { newKey, useRunCommand } from '../../api/commands.js';
import { DateField } from '../../components/date-field.js';
import { FormDialog } from '../../components/form-dialog.js';

interface Props {
  readonly run: string;
  /** What is proposed, UTC. */
  readonly clock: string;
  /** Where the clock stands while something has happened already: going back behind it is asked for. */
  readonly notBefore: string | undefined;
  readonly onClose: () => void;
}

/** Sets the clock of a practice run; what becomes due until then happens at once. */
export default function ClockDialog({ run, clock, notBefore, onClose }: Props) {
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
  const isBack = notBefore !== undefined && minute(at.toDate()) < minute(new Date(notBefore));
  return (
    <FormDialog
      title={t('clock.set')}
      says={t('clock.says')}
      act={t(isBack ? 'clock.setBack' : 'clock.set')}
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
      <p role="status">{isBack && <strong>{t('clock.goesBack')}</strong>}</p>
    </FormDialog>
  );
}

const MINUTE_MS = 60_000;

/** Seconds are not set here, so they do not count. */
const minute = (at: Date): number => Math.floor(at.getTime() / MINUTE_MS);

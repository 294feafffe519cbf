import { useState, type SyntheticEvent } from 'react';
import { getLocalTimeZone, parseAbsolute } from '@internationalized/date';
import { useTranslation } from 'react-i18next';
import {
  Button,
  DatePicker,
  Dialog,
  Form,
  Heading,
  Label,
  Modal,
  ModalOverlay,
} from 'react-aria-components';
import { newKey, useRunCommand } from '../../api/commands.js';
import { ProblemNotice } from '../../components/problem-notice.js';
import { DateParts } from '../../components/date-parts.js';

interface Props {
  readonly run: string;
  /** What the clock of the run says, UTC. */
  readonly clock: string;
  readonly onClose: () => void;
}

/** Sets the clock of a practice run; what becomes due until then happens at once. */
export default function ClockDialog({ run, clock, onClose }: Props) {
  const { t } = useTranslation();
  const { mutate, error } = useRunCommand(run);
  const [{ at, key }, choose] = useState(() => ({
    at: parseAbsolute(clock, getLocalTimeZone()),
    key: newKey(),
  }));
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    const body = { at: at.set({ second: 0, millisecond: 0 }).toAbsoluteString() };
    mutate({ path: 'clock', key, revision: '*', body }, { onSuccess: onClose });
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={onClose}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">{t('clock.set')}</Heading>
          <p>{t('clock.says')}</p>
          <Form className="form" onSubmit={send}>
            {error && <ProblemNotice error={error} heading="h3" />}
            <DatePicker
              value={at}
              onChange={(next) => next && choose({ at: next, key: newKey() })}
              granularity="minute"
              hourCycle={24}
              isRequired
            >
              <Label>{t('clock.to')}</Label>
              <DateParts />
            </DatePicker>
            <div className="buttons">
              <Button type="submit" className="button primary">
                {t('clock.set')}
              </Button>
              <Button className="button" onPress={onClose}>
                {t('parts.cancel')}
              </Button>
            </div>
          </Form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

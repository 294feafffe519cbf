import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Field } from './field.js';
import { ProblemNotice } from './problem-notice.js';
import { typedIn } from './typed-in.js';

interface Props {
  readonly title: string;
  /** What will happen, in one or two sentences. */
  readonly children: ReactNode;
  /** The button, in the words of what it does. */
  readonly act: string;
  /** Closes itself when this is fulfilled; says why it was not. */
  readonly onAct: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
  readonly withoutReason?: true;
}

/** Asks once more, and why: for what cannot be done by a slip of the hand. */
export function ReasonDialog({ title, children, act, onAct, onClose, withoutReason }: Props) {
  const { t } = useTranslation();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    onAct(typedIn(event.currentTarget)['reason'] ?? '')
      .then(onClose, setError)
      .finally(() => setBusy(false));
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={onClose}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">{title}</Heading>
          {children}
          <Form className="form" onSubmit={send}>
            {error !== undefined && <ProblemNotice error={error} heading="h3" />}
            {!withoutReason && (
              <Field
                name="reason"
                label={t('parts.reason')}
                help={t('parts.reasonHelp')}
                isRequired
              />
            )}
            <div className="buttons">
              <Button type="submit" className="button primary" isDisabled={busy}>
                {act}
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

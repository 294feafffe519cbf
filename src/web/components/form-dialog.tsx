import { useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, Form, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { ProblemNotice } from './problem-notice.js';
import { typedIn } from './typed-in.js';

interface Props {
  readonly title: string;
  /** What will happen, in one or two sentences. */
  readonly says?: string;
  /** The button, in the words of what it does; without one there is nothing to be done here. */
  readonly act: string | undefined;
  /** With what is typed, by the names of the fields. Closes itself when this is fulfilled; says why it was not. */
  readonly onSend: (typed: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly onClose: () => void;
  /** What is asked. */
  readonly children?: ReactNode;
}

/** Asks once more: for what cannot be done by a slip of the hand. */
export function FormDialog({ title, says, act, onSend, onClose, children }: Props) {
  const { t } = useTranslation();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    onSend(typedIn(event.currentTarget))
      .then(onClose, setError)
      .finally(() => setBusy(false));
  };
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={onClose}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">{title}</Heading>
          {says !== undefined && <p>{says}</p>}
          <Form className="form" onSubmit={send}>
            {error !== undefined && <ProblemNotice error={error} heading="h3" />}
            {children}
            <div className="buttons">
              {act !== undefined && (
                <Button type="submit" className="button primary" isPending={busy}>
                  {act}
                </Button>
              )}
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

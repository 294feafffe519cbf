import { useTranslation } from 'react-i18next';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface Props {
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

/** Signing out did not reach the server: whoever comes next to this computer would be let in. */
export function StillIn({ onAgain, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={onClose}>
      <Modal className="modal">
        <Dialog className="dialog" role="alertdialog">
          <Heading slot="title">{t('app.stillIn')}</Heading>
          <p>{t('app.stillInWhy')}</p>
          <div className="buttons">
            <Button className="button primary" onPress={onAgain}>
              {t('problem.again')}
            </Button>
            <Button slot="close" className="button">
              {t('app.close')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

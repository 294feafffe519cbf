import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { OwnCheck } from '../components/option.js';
import { setSingleKeys, singleKeysOn } from './single-keys.js';

const ROWS = [
  { keys: ['j'], says: 'next' },
  { keys: ['k'], says: 'previous' },
  { keys: ['Enter'], says: 'open' },
  { keys: ['g', 'p'], says: 'projects' },
  { keys: ['g', 'c'], says: 'checklist' },
  { keys: ['g', 'm'], says: 'map' },
  { keys: ['g', 'a'], says: 'audit' },
  { keys: ['Ctrl K'], says: 'search' },
  { keys: ['?'], says: 'help' },
  { keys: ['Esc'], says: 'back' },
] as const;

/** All keys, on one card. */
export default function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={onClose}>
      <Modal className="modal">
        <Dialog className="dialog">
          <Heading slot="title">{t('keys.title')}</Heading>
          <dl className="keys">
            {ROWS.map(({ keys, says }) => (
              <div key={says}>
                <dt>
                  {keys.map((key, index) => (
                    <span key={key}>
                      {index > 0 && ` ${t('keys.then')} `}
                      <kbd>{key === 'Ctrl K' ? t('app.searchKeys') : key}</kbd>
                    </span>
                  ))}
                </dt>
                <dd>{t(`keys.${says}`)}</dd>
              </div>
            ))}
          </dl>
          <SingleKeys />
          <Button slot="close" className="button">
            {t('app.close')}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The keys that are a letter or sign alone, which somebody may hit without meaning it. */
function SingleKeys() {
  const { t } = useTranslation();
  const [on, setOn] = useState(singleKeysOn);
  const choose = (next: boolean) => {
    setSingleKeys(next);
    setOn(next);
  };
  return (
    <div>
      <OwnCheck on={on} onChange={choose}>
        {t('keys.single')}
      </OwnCheck>
      <p className="quiet">{t('keys.singleHelp')}</p>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Fate } from '../../api/outbox.js';
import { addresses } from '../../app/addresses.js';

interface Props {
  readonly fate: Fate | undefined;
  readonly waitsForFiles?: boolean;
}

/** What keeps a command from being answered, as long as something does. */
export function SendingWords({ fate, waitsForFiles = false }: Props) {
  const { t } = useTranslation();
  return (
    <p role="status" className="quiet">
      {fate?.state === 'kept' && t(`step.kept.${fate.why}`)}
      {fate?.state === 'kept' && fate.why === 'signed-out' && (
        <>
          {' '}
          <Link href={addresses.signIn()}>{t('signIn.title')}</Link>
        </>
      )}
      {fate?.state === 'sending' && t('step.sending')}
      {waitsForFiles && t('step.filesFirst')}
    </p>
  );
}

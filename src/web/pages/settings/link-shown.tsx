import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { useMoments } from '../../app/moments.js';
import { Copyable } from '../../components/copyable.js';
import type { Invited } from './query.js';

/** A server reached under one of these cannot be reached from another computer under them. */
const HERE_ONLY: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

interface Props {
  readonly for: string;
  readonly invited: Invited;
  readonly onClose: () => void;
}

/** A link is shown this once: the server keeps only its hash. */
export function LinkShown({ for: name, invited, onClose }: Props) {
  const { t } = useTranslation();
  const moments = useMoments();
  return (
    <div className="notice" role="status">
      <h3>{t('settings.linkFor', { name })}</h3>
      <p>{t('settings.linkHelp', { at: moments.full(invited.expiresAt) })}</p>
      {HERE_ONLY.has(location.hostname) && <p>{t('settings.linkHereOnly')}</p>}
      <Copyable text={new URL(invited.link, location.origin).href} name={t('settings.link')} />
      <Button className="button" onPress={onClose}>
        {t('settings.linkPassedOn')}
      </Button>
    </div>
  );
}

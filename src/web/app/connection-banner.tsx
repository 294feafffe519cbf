import { useSyncExternalStore } from 'react';
import { WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../api/events.js';

/** Says when what is shown may be old. It lies over the page's edge, so nothing moves. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  const connection = useConnection();
  const lost = !online || connection === 'lost';
  return (
    <div role="status" className="connection" data-lost={lost || undefined}>
      {lost && (
        <>
          <WifiOff aria-hidden size={16} /> {t('app.offline')}
        </>
      )}
    </div>
  );
}

function subscribe(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

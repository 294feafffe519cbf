import { useSyncExternalStore } from 'react';
import { HardDrive, TriangleAlert, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../api/events.js';
import { storage } from '../api/storage.js';

/** Says when, and why, what is shown may be old, or is kept by this window alone. It lies over the page's edge, so nothing moves. */
export function ConnectionBanner() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  const connection = useConnection();
  const isFull = useSyncExternalStore(storage.subscribe, storage.isFull);
  const isQuiet = connection === 'idle' || connection === 'live';
  const why = online ? (isQuiet ? undefined : connection) : 'lost';
  const Sign = why === 'lost' ? WifiOff : TriangleAlert;
  return (
    <div role="status" className="connection" data-lost={why !== undefined || isFull || undefined}>
      {why !== undefined && (
        <>
          <Sign aria-hidden size={16} /> {t(`app.hindrance.${why}`)}
        </>
      )}
      {isFull && (
        <>
          <HardDrive aria-hidden size={16} /> {t('app.storageFull')}
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

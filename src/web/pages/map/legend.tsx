import type { ReactNode } from 'react';
import { ArrowRightToLine } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** What the shapes mean, each with its word. */
export function Legend({ noReturn }: { readonly noReturn: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className="map-legend" aria-label={t('map.legend')}>
      <li>
        <Sign>
          <rect className="map-shape" data-live x="1" y="3" width="26" height="14" rx="3" />
        </Sign>
        {t('map.live')}
      </li>
      <li>
        <Sign>
          <polygon className="map-shape" points="14,1 25,10 14,19 3,10" />
        </Sign>
        {t('map.legendGate')}
      </li>
      <li>
        <Sign>
          <circle className="map-shape" cx="14" cy="10" r="8" />
          <circle className="map-core" cx="14" cy="10" r="4" />
        </Sign>
        {t('map.kind.end')}
      </li>
      <li>
        <Sign>
          <rect className="map-shape aside" x="1" y="3" width="26" height="14" rx="3" />
        </Sign>
        {t('map.legendSide')}
      </li>
      {noReturn && (
        <li>
          <Sign>
            <path className="map-no-return wide" d="M0 10H28" />
            <path className="map-no-return gap" d="M0 10H28" />
          </Sign>
          <ArrowRightToLine aria-hidden size={16} /> {t('map.legendNoReturn')}
        </li>
      )}
    </ul>
  );
}

function Sign({ children }: { readonly children: ReactNode }) {
  return (
    <svg aria-hidden width="28" height="20" viewBox="0 0 28 20">
      {children}
    </svg>
  );
}

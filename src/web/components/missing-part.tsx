import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { workQuery } from '../api/work.js';

const AGAIN_MS = 3_000;
/** A part that is missing for good must not reload the page without end. */
const SOONEST_MS = 10_000;

const missing = new WeakSet<object>();

// https://vite.dev/guide/build#load-error-handling
addEventListener('vite:preloadError', ({ payload }) => missing.add(payload));

/** Whether a part of the program could not be loaded: there is no line, or an update took it away. */
export const isPartMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && missing.has(error);

/** A browser asks for a part once only, so the page begins anew as soon as the server answers. What was typed is kept. */
export function MissingPart() {
  const { t } = useTranslation();
  const { isSuccess } = useQuery({
    ...workQuery,
    ...{ queryKey: ['work', 'missing-part'], networkMode: 'always', gcTime: 0, retry: false },
    refetchInterval: AGAIN_MS,
  });
  useEffect(() => {
    if (!isSuccess) return undefined;
    const timer = setTimeout(() => location.reload(), SOONEST_MS - performance.now());
    return () => clearTimeout(timer);
  }, [isSuccess]);
  return (
    <section className="notice" role="alert">
      <h2>
        <CloudOff aria-hidden size={20} /> {t('problem.partMissing')}
      </h2>
      <p>{t('problem.partMissingDetail')}</p>
      <Button className="button" onPress={() => location.reload()}>
        {t('problem.reload')}
      </Button>
    </section>
  );
}

import { CirclePause } from 'lucide-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import { request } from '../api/request.js';
import { sessionQuery } from '../api/session.js';
import { workQuery } from '../api/work.js';
import { ProblemNotice } from '../components/problem-notice.js';

/** Says on every page that the server only looks, and lets whoever may end that. */
export function HeldBanner() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: work } = useQuery(workQuery);
  const { data: session } = useQuery({ ...sessionQuery, throwOnError: false });
  const begin = useMutation({
    mutationFn: () => request('/api/work/begin', { method: 'POST', body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: workQuery.queryKey }),
  });
  if (work?.paused !== true) return null;
  const may = session?.actions.includes('settings.change') ?? false;
  return (
    <section className="held" aria-label={t('work.label')}>
      <CirclePause aria-hidden size={20} />
      <p>
        {t('work.held')} {t(may ? 'work.release' : 'work.wait')}
      </p>
      {may && (
        <Button className="button" isDisabled={begin.isPending} onPress={() => begin.mutate()}>
          {t('work.begin')}
        </Button>
      )}
      {begin.isError && <ProblemNotice error={begin.error} />}
    </section>
  );
}

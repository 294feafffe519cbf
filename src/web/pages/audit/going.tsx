import { useTranslation } from 'react-i18next';
import { Button, ProgressBar } from 'react-aria-components';
import type { Operation } from '../../api/operations.js';

interface Props {
  readonly operation: Operation;
  readonly label: string;
  readonly onEnd: () => void;
}

/** Long work while it is going on: how far, how fast, how long still. One may leave. */
export function Going({ operation, label, onEnd }: Props) {
  const { t } = useTranslation();
  const { progress, status } = operation;
  const { done = 0, total = 0, rate = 0, remainingMs = 0 } = progress ?? {};
  const isKnown = progress !== null && total > 0;
  return (
    <div className="stack going">
      <ProgressBar
        aria-label={label}
        {...(isKnown ? { value: done, maxValue: total } : { isIndeterminate: true })}
      >
        {({ percentage }) => (
          <div className="bar-of-work">
            <div style={{ width: `${percentage ?? 0}%` }} />
          </div>
        )}
      </ProgressBar>
      <p>
        {isKnown
          ? t('audit.progress', {
              ...{ done, total, rate: Math.round(rate) },
              seconds: Math.ceil(remainingMs / 1000),
            })
          : t(status === 'queued' ? 'audit.queued' : 'audit.working')}
      </p>
      <Button className="button fit" onPress={onEnd}>
        {t('parts.cancel')}
      </Button>
    </div>
  );
}

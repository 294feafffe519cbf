import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from 'react-aria-components';
import type { Fate } from '../../api/outbox.js';
import { useSay } from '../../app/language.js';
import { useMoments } from '../../app/moments.js';
import { ProblemNotice } from '../../components/problem-notice.js';

interface Props {
  readonly fate: Fate | undefined;
  /** Sends the same once more; left out where nothing can be sent any more. */
  readonly onAgain?: () => void;
}

/** Why it was not accepted. When somebody else was quicker, what happened meanwhile, and the same answers once more. */
export function Refusal({ fate, onAgain }: Props) {
  if (fate?.state !== 'refused') return null;
  const { problem } = fate.error;
  if (problem.code !== 'run.conflict')
    return problem.errors && problem.errors.length > 0 ? null : (
      <ProblemNotice error={fate.error} heading="h3" />
    );
  return <Meanwhile changes={problem.changes ?? []} onAgain={onAgain} />;
}

type Changes = NonNullable<Extract<Fate, { state: 'refused' }>['error']['problem']['changes']>;

interface MeanwhileProps {
  readonly changes: Changes;
  readonly onAgain: (() => void) | undefined;
}

function Meanwhile({ changes, onAgain }: MeanwhileProps) {
  const { t } = useTranslation();
  const say = useSay();
  const moments = useMoments();
  const own = changes.filter(({ concerns }) => concerns);
  return (
    <section role="alert" className="notice meanwhile">
      <h3>
        <History aria-hidden size={20} /> {t('step.meanwhile')}
      </h3>
      <ul>
        {(own.length > 0 ? own : changes).map(({ seq, at, what }) => (
          <li key={seq}>
            {moments.full(at)}: {say(what)}
          </li>
        ))}
      </ul>
      <p>{own.length > 0 ? t('step.meanwhileHere') : t('step.meanwhileMuch')}</p>
      {onAgain && (
        <Button className="button" onPress={onAgain}>
          {t('step.sendAgain')}
        </Button>
      )}
    </section>
  );
}
